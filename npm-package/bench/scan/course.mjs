// One set through one bench (the stand in Node, or the one in Chromium) → a tally for each engine.
import { ENGINES } from './engines.mjs';
import { readPixels } from './pixels.mjs';
import { Tally } from './tally.mjs';

/** Engines that a picture made to be hard may stop for good. */
const FRAGILE = ENGINES.filter(({ fragile }) => fragile).map(({ name }) => name);

/** `runs`: how often a still picture is read at most. A clip's frames are read once, in order. */
export async function runSet(set, bench, runs) {
  const tallies = Object.fromEntries(bench.names.map((name) => [name, new Tally()]));
  let clip;
  for (const [index, entry] of set.entries.entries()) {
    const image = Object.assign(await readPixels(entry.path), { photograph: set.photographs });
    if (index === 0) await bench.warm(image, able(bench, entry));
    if (entry.seq !== clip) {
      clip = entry.seq;
      await bench.forget();
    }
    const names = able(bench, entry);
    const results = entry.seq === undefined ? await bench.still(image, runs, names) : await bench.frame(image, names);
    for (const [name, result] of Object.entries(results)) tallies[name].add(entry, result);
  }
  return tallies;
}

function able({ names }, { crafted }) {
  return crafted ? names.filter((name) => !FRAGILE.includes(name)) : names;
}
