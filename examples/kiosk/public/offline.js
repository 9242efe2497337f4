// Has the browser keep this page's files. Under Trusted Types the script's address passes through a policy that knows it alone.

const SCRIPT = '/sw.js';

/** Resolves when all is kept; false where the browser keeps nothing. */
export async function offline() {
  if (!('serviceWorker' in navigator)) return false;
  const rules = { createScriptURL: () => SCRIPT };
  const policy = globalThis.trustedTypes?.createPolicy('kiosk', rules) ?? rules;
  try {
    await navigator.serviceWorker.register(policy.createScriptURL(SCRIPT));
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.offline = 'ready';
    return true;
  } catch {
    return false;
  }
}
