// In: the worker's URL. Out: a module worker of this page's own origin. Refuses every other origin; never makes a blob.

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/** Starts a worker. Under Trusted Types the URL passes through the policy `ikd-verify`. */
export function spawn(url: URL | string): Worker {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  const rules: ScriptPolicy = { createScriptURL: sameOrigin };
  policy ??= factory?.createPolicy('ikd-verify', rules) ?? rules;
  return new Worker(policy.createScriptURL(String(url)), { type: 'module' });
}

function sameOrigin(url: string): string {
  const target = new URL(url, document.baseURI);
  if (target.origin !== location.origin) throw new TypeError('The worker must come from the origin of the page.');
  return target.href;
}
