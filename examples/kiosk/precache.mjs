// The first files of a page → every file that they load, and one hash over all. Follows what scripts import and name beside them.

import { createHash } from 'node:crypto';

const FIRST = ['/', '/pinned.json'];
const ENTRIES = ['/style.css', '/kiosk.svg', '/app.js', '/ikd-verify/worker.js'];
const NAMED = /["'`](\.{0,2}\/[\w./-]+\.(?:js|wasm))["'`]/g;

/** `files`: path → { body } or undefined. */
export async function precache(files) {
  const found = new Map();
  const waiting = [...ENTRIES];
  while (waiting.length > 0) {
    const path = waiting.pop();
    const file = found.has(path) ? undefined : await files(path);
    if (!file) continue;
    found.set(path, file.body);
    if (path.endsWith('.js')) waiting.push(...named(path, file.body));
  }
  const hash = createHash('sha256').update((await files('/')).body);
  for (const body of [...found.keys()].sort().map((path) => found.get(path))) hash.update(body);
  return { version: hash.digest('hex').slice(0, 16), files: [...FIRST, ...[...found.keys()].sort()] };
}

function named(path, body) {
  return [...body.toString().matchAll(NAMED)].map(([, name]) => new URL(name, `http://kiosk${path}`).pathname);
}
