// What a page downloads for each engine: its minified JavaScript, its wasm and its models, raw and by Brotli.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundle } from './bundle.mjs';
import { OURS } from './engines.mjs';
import { PACKAGES } from './node_place.mjs';

const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const DIST = new URL('../../dist/index.js', import.meta.url);

/** The sizes in bytes by the engine's name; rqrr has none of its own, being part of our measuring module. */
export async function sizes(engines) {
  const all = {};
  for (const engine of engines) {
    const files = await parts(engine);
    if (files.length > 0) all[engine.name] = measure(files);
  }
  return all;
}

function measure(files) {
  const sum = (pack) => files.reduce((total, file) => total + pack(file).length, 0);
  return { raw: sum((file) => file), brotli: sum((file) => brotliCompressSync(file, quality)) };
}

/** Ours is the whole package as it is published: it verifies, too. */
async function parts({ name, entry, wasm }) {
  if (name === OURS) return scripts(DIST);
  if (entry === undefined) return [];
  const files = await scripts(entry);
  return wasm === undefined ? files : [...files, await readFile(new URL(wasm, PACKAGES))];
}

/** Only what is downloaded: zbar's bundle names its own source as an asset, which no page asks for, and of ours one of two modules. */
async function scripts(entry) {
  const files = await bundle(entry);
  return files.filter(({ name }) => !name.endsWith('.mjs') && !name.includes('_baseline_')).map(({ bytes }) => bytes);
}
