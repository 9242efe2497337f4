// Bundles dist/element.js and what it imports into few files, so that `<script type="module">` loads without a chain of requests. What is needed
// later (English, the PDF's reader, the sandbox) becomes files of its own beside it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({
  entryPoints: [fileURLToPath(new URL('./dist/element.js', import.meta.url))],
  outdir: fileURLToPath(new URL('./dist/', import.meta.url)),
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  chunkNames: 'element-[name]-[hash]',
});
