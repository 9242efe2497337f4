// In: a page or a worker that imports this first. Out: on the channel `heard`, each console call, uncaught error and violation of the policy
// there, and first that it listens. No driver of every browser tells the lines of a worker.

const channel = new BroadcastChannel('heard');
const where = 'document' in globalThis ? 'page' : 'worker';
const tell = (what) => channel.postMessage(`${where}: ${what}`);

for (const [name, method] of Object.entries(console)) {
  if (typeof method === 'function') console[name] = (...args) => tell(`console.${name} ${args.map(String).join(' ')}`);
}
for (const type of ['error', 'unhandledrejection']) addEventListener(type, ({ message, reason }) => tell(`${type} ${message ?? reason}`));
// A worker's global and a page's document hear of violations.
(globalThis.document ?? globalThis).addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => tell(`${violatedDirective} ${blockedURI}`));
tell('listens');
