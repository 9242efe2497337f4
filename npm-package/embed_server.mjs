// Writes the server's module beside its file in two more forms: as a script that holds its bytes, and as one that imports it.
import { readFile, writeFile } from 'node:fs/promises';

const folder = new URL('./dist/wasm/', import.meta.url);
const bytes = await readFile(new URL('ikd_server_bg.wasm', folder));
const write = (name, text) => writeFile(new URL(name, folder), text);
await write('ikd_server_embedded.js', `export const MODULE = '${bytes.toString('base64')}';\n`);
await write('ikd_server_embedded.d.ts', '/** The bytes of ikd_server_bg.wasm in Base64. */\nexport declare const MODULE: string;\n');
await write('ikd_server_module.js', "export { default } from './ikd_server_bg.wasm';\n");
await write('ikd_server_module.d.ts', 'declare const module: WebAssembly.Module;\nexport default module;\n');
