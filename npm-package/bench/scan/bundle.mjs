// A module → the minified files that a page would load for it and what it imports.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** `entry` is a URL. Each file is `{ name, bytes }`; the first is the entry's. */
export async function bundle(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: './',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: fileURLToPath(entry), preserveEntrySignatures: 'strict' },
    },
  });
  return output.map(({ fileName, code, source }) => ({ name: fileName, bytes: Buffer.from(code ?? source) }));
}
