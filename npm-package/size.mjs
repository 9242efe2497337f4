// Prints how big the package's files are, and fails when a page has to load too much.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('./dist/', import.meta.url);
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/** The scripts that a page loads for production: the entry with its imports, and the worker. */
async function scripts(entry, found = new Set([entry])) {
  const text = await readFile(new URL(entry, dist), 'utf8');
  for (const [, path] of text.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) {
    const name = new URL(path, new URL(entry, dist)).href.slice(dist.href.length);
    if (!found.has(name)) await scripts(name, found.add(name));
  }
  return found;
}

async function measure(name, files, limits) {
  const parts = await Promise.all([...files].map((file) => readFile(new URL(file, dist))));
  const sum = (pack) => parts.reduce((total, part) => total + pack(part).length, 0);
  const sizes = { raw: sum((part) => part), gzip: sum((part) => gzipSync(part, { level: 9 })), brotli: sum((part) => brotliCompressSync(part, quality)) };
  const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`     ${name}: ${kilo(sizes.raw)} raw, ${kilo(sizes.gzip)} gzip, ${kilo(sizes.brotli)} brotli`);
  for (const [kind, limit] of Object.entries(limits)) {
    if (sizes[kind] <= limit) continue;
    console.log(`     ${name} is over its limit of ${kilo(limit)} ${kind}.`);
    process.exitCode = 1;
  }
}

const LIMIT = { raw: 368_500, brotli: 138_600 };
await measure('wasm, scan and verify', ['wasm/ikd_verify_bg.wasm'], LIMIT);
await measure('the same without vectors', ['wasm/ikd_verify_baseline_bg.wasm'], LIMIT);
await measure('JavaScript of a page without the element', [...(await scripts('index.js')), 'worker.js'], { brotli: 18_700 });
const element = await scripts('element.js');
await measure('JavaScript of the element, with camera and consent', element, { brotli: 25_000 });
await measure('first load: that, the worker and the module', [...element, 'worker.js', 'wasm/ikd_verify_bg.wasm'], { brotli: 160_000 });
await measure('wasm, sandbox', ['wasm/ikd_sandbox_bg.wasm'], {});
