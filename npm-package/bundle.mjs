// Bundles what a page loads by itself into few files: dist/worker.js into one, which a bundler of the host then only has to copy, and dist/element.js
// with what it needs at once, so that `<script type="module">` loads without a chain of requests. What the element needs later (its last
// screen, English, the PDF's reader, the sandbox) becomes files of its own beside it.
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
for (const name of await readdir(dist)) if (/^element-.*\.js$/.test(name)) await rm(dist + name);

const OPTIONS = { outdir: dist, allowOverwrite: true, bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none' };

/** The style sheet is a text in a script: its blanks are taken out here. */
const style = {
  name: 'style',
  setup: ({ onLoad }) =>
    onLoad({ filter: /style_text\.js$/ }, async ({ path }) => {
      const { CSS } = await import(path);
      const { code } = await transform(CSS, { loader: 'css', minify: true, target: 'es2022' });
      return { contents: `export const CSS = ${JSON.stringify(code.trim())};` };
    }),
};

await build({ ...OPTIONS, entryPoints: [`${dist}worker.js`] });
await build({ ...OPTIONS, entryPoints: [`${dist}element.js`], splitting: true, chunkNames: 'element-[name]-[hash]', plugins: [style] });
