// Serves the playground: `node server.mjs`, PORT (8792). Files only: what is pasted or scanned there stays in the page.
// `codes.md` and `PROFILE.md` are those of test-vectors.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { httpServer, listen } from '../http_server.mjs';
import { PACKAGE_FOLDER, PAGE_FOLDER, staticFiles } from '../static_files.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const TEXTS = ['/codes.md', '/PROFILE.md'];
const MOUNTS = { '/ikd-verify/': PACKAGE_FOLDER, '/page/': PAGE_FOLDER, '/wallet/': folder('../wallet/public'), '/': folder('./public') };

export function playgroundServer() {
  const files = staticFiles(MOUNTS);
  return httpServer({ files: async (path) => (TEXTS.includes(path) ? text(path) : files(path)) });
}

async function text(path) {
  return { type: 'text/plain; charset=utf-8', body: await readFile(new URL(`../../test-vectors${path}`, import.meta.url)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PORT = '8792' } = process.env;
  listen(playgroundServer(), Number(PORT)).then(
    (address) => console.log(`playground ${address}`),
    (error) => {
      console.error(`The playground cannot listen on port ${PORT}: ${error.code}.`);
      process.exitCode = 1;
    },
  );
}
