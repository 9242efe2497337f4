// Bundles dist/worker.js and what it imports into one file: a bundler of the host then only has to copy it.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const worker = fileURLToPath(new URL('./dist/worker.js', import.meta.url));
const [{ output }] = await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: { write: false, target: 'es2022', lib: { entry: worker, formats: ['es'], fileName: 'worker' } },
});
const [script, ...others] = output;
if (others.length > 0) throw new Error('The worker must be one file.');
await writeFile(worker, script.code);
