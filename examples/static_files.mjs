// URL path → file under one of the mounted folders, or undefined.
// Refuses what leaves its folder, hidden files and every ending that is not in the table; never lists a folder.

import { readFile, realpath } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.wasm', 'application/wasm'],
]);

/** The folder that holds the package's built files, and the folder of what both pages share. */
export const PACKAGE_FOLDER = dirname(fileURLToPath(import.meta.resolve('ikd-verify')));
export const PAGE_FOLDER = fileURLToPath(new URL('./page', import.meta.url));

/** `mounts`: URL prefix → folder; the longest prefix is to be named first. */
export function staticFiles(mounts) {
  return async (path) => {
    const [prefix, folder] = Object.entries(mounts).find(([start]) => path.startsWith(start)) ?? [];
    const name = prefix && plainName(path.slice(prefix.length) || 'index.html');
    return name ? load(folder, name) : undefined;
  };
}

/** The files of an example's page: its folder, what all pages share, and the package. `module`: the example's own address. */
export function siteFiles(module, folder = './public') {
  return staticFiles({ '/ikd-verify/': PACKAGE_FOLDER, '/page/': PAGE_FOLDER, '/': fileURLToPath(new URL(folder, module)) });
}

/** Leads to the sandbox's wallet. A browser carries the challenge along, which stands in the fragment that no server sees. */
export function walletLink(wallet) {
  return () => new Response(null, { status: 307, headers: { location: wallet } });
}

function plainName(raw) {
  let name;
  try {
    name = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name) ? name : undefined;
}

async function load(folder, name) {
  const type = TYPES.get(extname(name));
  if (!type) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, name));
    return file.startsWith(root + sep) ? { type, body: await readFile(file) } : undefined;
  } catch {
    return undefined;
  }
}
