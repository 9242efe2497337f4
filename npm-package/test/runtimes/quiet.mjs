// In: a module's import. Out: the module, and which of the runtime's means it touched while it was imported: there should be none.

const MEANS = ['fetch', 'WebSocket', 'setTimeout', 'setInterval', 'queueMicrotask', 'atob'];
const OWNED = [[globalThis.crypto, 'getRandomValues'], [Date, 'now'], [performance, 'now'], [WebAssembly, 'Module'], [WebAssembly, 'compile'], [console, 'log']];

/** Imports while every means reports that it was touched. */
export async function quietly(load) {
  const touched = [];
  const watched = [...MEANS.map((name) => [globalThis, name]), ...OWNED].map(([owner, name]) => watch(owner, name, touched));
  // Node makes some of its globals when they are watched.
  const before = new Set(Reflect.ownKeys(globalThis));
  const module = await load();
  for (const restore of watched) restore();
  const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
  return { module, touched: [...touched, ...added.map(String)] };
}

function watch(owner, name, touched) {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const value = owner[name];
  const get = () => (touched.push(name), value);
  Object.defineProperty(owner, name, { configurable: true, get, set: () => touched.push(name) });
  return () => (own === undefined ? delete owner[name] : Object.defineProperty(owner, name, own));
}
