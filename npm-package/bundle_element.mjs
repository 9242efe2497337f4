// Bundles dist/element.js and what it imports into few files, so that `<script type="module">` loads without a chain of requests. What is needed
// later (English, the PDF's reader, the sandbox) becomes files of its own beside it.
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
for (const name of await readdir(dist)) if (/^element-.*\.js$/.test(name)) await rm(dist + name);

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

await build({
  plugins: [style],
  entryPoints: [`${dist}element.js`],
  outdir: dist,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  chunkNames: 'element-[name]-[hash]',
});
