// Serves the kiosk's files once: `node server.mjs`, PORT (8791). There is no backend: after the first load the page needs no server.
// `pinned.json` holds whom the kiosk trusts, and when that was made; `sw.js` begins with the names of all files that it keeps.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openSandbox } from 'ikd-verify/sandbox';
import { httpServer, listen } from '../http_server.mjs';
import { PACKAGE_FOLDER, staticFiles } from '../static_files.mjs';
import { precache } from './precache.mjs';

const PUBLIC = fileURLToPath(new URL('./public', import.meta.url));
const DAY = 24 * 3600;

/** `clock`: () → UNIX seconds, the time at which the lists are made. */
export async function kioskServer({ clock = () => Math.floor(Date.now() / 1000) } = {}) {
  const files = staticFiles({ '/ikd-verify/': PACKAGE_FOLDER, '/': PUBLIC });
  const script = await serviceWorker(files);
  const made = {
    '/sw.js': () => ({ type: 'text/javascript; charset=utf-8', body: script }),
    '/pinned.json': async () => ({ type: 'application/json', body: JSON.stringify(await pinned(clock())) }),
  };
  return httpServer({ files: async (path) => (Object.hasOwn(made, path) ? made[path]() : files(path)) });
}

/** The script with the list of files, and a version that changes with any of them: so a browser sees that there is a new kiosk. */
async function serviceWorker(files) {
  const kept = await precache(files);
  return `const KEPT = ${JSON.stringify(kept)};\n${await readFile(new URL('./sw.js', import.meta.url), 'utf8')}`;
}

/** The lists of the sandbox. A shop pins its own, renews them with `fetchTrustList` and `fetchStatusList`, and knows their times. */
async function pinned(now) {
  const { trustList, roots, statusLists } = (await openSandbox()).trust(now);
  const base64 = (bytes) => Buffer.from(bytes).toString('base64');
  const times = { madeAt: now, trustUntil: now + 29 * DAY, statusUntil: now + 3600 };
  return { ...times, trust: { trustList: base64(trustList), statusLists: statusLists.map(base64), roots, environment: 'sandbox' } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PORT = '8791' } = process.env;
  kioskServer().then((server) => listen(server, Number(PORT))).then(
    (address) => console.log(`kiosk ${address}`),
    (error) => {
      console.error(`The kiosk cannot listen on port ${PORT}: ${error.code ?? error.message}.`);
      process.exitCode = 1;
    },
  );
}
