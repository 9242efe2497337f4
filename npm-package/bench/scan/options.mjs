// The words after `scan.mjs` → what to run, on what, and where the results go.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINES, OURS, RIVAL } from './engines.mjs';

const ORIGINS = { synthetic: 'synthetic frames', photographs: 'photographs', own: "frames of the project's own film and test vectors" };

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };
const OPTIONS = { module: text, out: text, synthetic: text, photographs: text, own: text, only: text, write: flag, quick: flag };

export function readOptions(words = process.argv.slice(2)) {
  const { values, positionals: names } = parseArgs({ args: words, allowPositionals: true, options: OPTIONS });
  const { module, out, write, quick } = values;
  return { module: resolve(module), out: resolve(out), write, quick, names, sources: sources(values), engines: engines(values) };
}

/** Only the origins whose folder is named. */
function sources(folders) {
  const named = Object.entries(ORIGINS).filter(([name]) => folders[name] !== undefined);
  return named.map(([name, origin]) => ({ folder: resolve(folders[name]), origin }));
}

/** Ours always, since the others are measured beside it. */
function engines({ only, quick }) {
  const all = ENGINES.map(({ name }) => name);
  const wanted = only?.split(',') ?? (quick ? [RIVAL] : all);
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no such reader: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  return ENGINES.filter(({ name }) => name === OURS || wanted.includes(name));
}
