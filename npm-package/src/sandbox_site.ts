// In: a `Request` for `/` or `/ikd-verify/…`. Out: the page, or a file of the package, with the strictest headers that a page with the scanner
// can have. Refuses other methods, and every name that is not a plain one: nothing else of the disk is read.
import { readFile } from 'node:fs/promises';

/** `wasm-unsafe-eval` lets the page compile the module, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of every answer. */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
};

const PAGE = `<!doctype html>
<html lang="id">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ikd-verify sandbox</title>
    <script type="module" src="/ikd-verify/element.js"></script>
  </head>
  <body>
    <ikd-verify request="/api/ikd/request" lang="id"></ikd-verify>
  </body>
</html>
`;
const HTML = 'text/html; charset=utf-8';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['wasm', 'application/wasm'],
]);
const PLAIN_NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*\.(\w+)$/;
const PACKAGE = '/ikd-verify/';

/** Answers for the page and the package's files. Rejects where the page's file cannot be read. */
export async function openSite(page: URL | string | undefined): Promise<(request: Request) => Promise<Response>> {
  if (page !== undefined) await readFile(page);
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    const { pathname } = new URL(url);
    // Browsers ask for it by themselves, and would say in their console that it is missing.
    if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
    const file = pathname === '/' ? await pageFile(page) : await packageFile(pathname);
    if (file === null) return new Response(null, { status: 404 });
    const headers = { 'content-type': file.type, 'content-length': String(file.bytes.length), 'cache-control': 'no-cache' };
    return new Response(method === 'HEAD' ? null : file.bytes, { headers });
  };
}

interface SiteFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Read each time, so that a change is seen when the page is loaded again. */
async function pageFile(page: URL | string | undefined): Promise<SiteFile | null> {
  return page === undefined ? { type: HTML, bytes: new TextEncoder().encode(PAGE) } : read(page, HTML);
}

async function packageFile(path: string): Promise<SiteFile | null> {
  if (!path.startsWith(PACKAGE)) return null;
  const [name, ending = ''] = PLAIN_NAME.exec(path.slice(PACKAGE.length)) ?? [];
  const type = TYPES.get(ending);
  return name === undefined || type === undefined ? null : read(new URL(name, new URL('.', import.meta.url)), type);
}

async function read(place: URL | string, type: string): Promise<SiteFile | null> {
  const bytes = await readFile(place).catch(() => null);
  return bytes === null ? null : { type, bytes: Uint8Array.from(bytes) };
}
