// Bundles dist/worker.js and what it imports into one file: a bundler of the host then only has to copy it.
import { build } from 'vite';

const dist = new URL('./dist/', import.meta.url).pathname;
await build({
  configFile: false,
  logLevel: 'warn',
  root: dist,
  build: {
    outDir: dist,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2022',
    lib: { entry: `${dist}worker.js`, formats: ['es'], fileName: () => 'worker.js' },
  },
});
