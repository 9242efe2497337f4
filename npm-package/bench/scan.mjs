// The scanner beside its peers. In: the folders of our measuring module, of the pictures and of the results, and what to run.
// Out: figures on standard output, and a table and a chart in the folder of the results; with --write in the project.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart } from './scan/chart.mjs';
import { ChromiumBench } from './scan/chromium.mjs';
import { runSet } from './scan/course.mjs';
import { machine, versions } from './scan/machine.mjs';
import { markdown } from './scan/markdown.mjs';
import { nodePlace } from './scan/node_place.mjs';
import { readOptions } from './scan/options.mjs';
import { writeSection } from './scan/readme.mjs';
import { findSets } from './scan/sets.mjs';
import { sizes } from './scan/sizes.mjs';
import { Stand } from './scan/stand.mjs';
import { enginesText, setText } from './scan/text.mjs';

/** How often a still picture is read. In Chromium once, or the whole would take an hour. */
const RUNS = { node: 3, chromium: 1 };
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

let options;
try {
  options = readOptions();
  await main();
} catch (error) {
  console.error(error.message.split('\n', 1)[0]);
  process.exitCode = 1;
}

async function main() {
  const sets = await findSets(options.sources, options.names);
  const engines = options.engines;
  const result = { machine: machine(), versions: await versions(engines), engines, sets, sizes: {}, courses: [] };
  console.log(`${result.machine.date}, ${result.machine.processor}, Node ${result.machine.node}`);
  result.courses.push(await inNode(engines, sets));
  if (!options.quick) {
    result.courses.push(await inChromium(engines, sets));
    result.sizes = await sizes(engines);
  }
  console.log(enginesText(result));
  await write(result);
}

async function inNode(engines, sets) {
  const stand = await Stand.open(engines, nodePlace(options.module));
  return course(`Node ${process.version.slice(1)}`, stand, sets, RUNS.node);
}

async function inChromium(engines, sets) {
  const bench = await ChromiumBench.open(engines.map(({ name }) => name), options.module);
  try {
    return await course(`Chromium ${bench.version.split('.', 1)[0]}`, bench, sets, RUNS.chromium);
  } finally {
    await bench.close();
  }
}

async function course(place, bench, sets, runs) {
  for (const [name, sentence] of Object.entries(bench.failed)) console.log(`${name} did not open in ${place}: ${sentence}`);
  const results = [];
  for (const set of sets) {
    const tallies = await runSet(set, bench, runs);
    console.log(setText(place, set, tallies));
    results.push({ set, tallies });
  }
  return { place, results };
}

async function write(result) {
  const out = options.out;
  const picture = options.write ? join(PROJECT, 'npm-package/bench/scan.svg') : join(out, 'scan.svg');
  const section = markdown(result, options.write ? relative(PROJECT, picture) : 'scan.svg');
  await mkdir(out, { recursive: true });
  await writeFile(picture, chart(result.courses[0]));
  if (options.write) await writeSection(join(PROJECT, 'README.md'), section);
  else await writeFile(join(out, 'scan.md'), section);
  console.log(`\nwritten: ${options.write ? 'README.md and npm-package/bench/scan.svg' : `scan.md and scan.svg in ${out}`}`);
}
