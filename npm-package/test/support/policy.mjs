// The strictest policy that the package must live with.

export const STRICT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types ikd-verify',
].join('; ');
