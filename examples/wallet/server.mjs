// Serves the sandbox wallet: `node server.mjs`, PORT (8788). Files only; the wallet itself runs in the page.

import { fileURLToPath } from 'node:url';
import { PACKAGE_FOLDER, PAGE_FOLDER, staticFiles } from '../static_files.mjs';
import { httpServer, listen } from '../http_server.mjs';

const PUBLIC = fileURLToPath(new URL('./public', import.meta.url));

export function walletServer() {
  return httpServer({ files: staticFiles({ '/ikd-verify/': PACKAGE_FOLDER, '/page/': PAGE_FOLDER, '/': PUBLIC }) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PORT = '8788' } = process.env;
  listen(walletServer(), Number(PORT)).then(
    (address) => console.log(`wallet ${address}`),
    (error) => {
      console.error(`The wallet cannot listen on port ${PORT}: ${error.code}.`);
      process.exitCode = 1;
    },
  );
}
