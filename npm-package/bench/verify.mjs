// In: the folder of the measuring module (argument). Out: median warm times of a verification in wasm, beside the bare signature
// check in the same module, and what the rest is made of; then every mode side by side, how the time grows with the
// disclosures, and the slowest of all test vectors. Fails when a verification takes over 1.3 times the bare check.
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROUNDS = 4000;
const LIMIT = 1.3;

const folder = resolve(process.argv[2] ?? '.');
const { BareKey, Engine, initSync } = await import(pathToFileURL(join(folder, 'ikd_bench.js')));
initSync({ module: await WebAssembly.compile(await readFile(join(folder, 'ikd_bench_bg.wasm'))) });

const record = await find('accepted.json', 'nik-and-nama');
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const { cose, toBeSigned } = record.intermediates;
const message = bytes(toBeSigned);
const signature = bytes(cose).subarray(-64);
const engine = engineWith(record.trustList);
// With this list a verification ends at the key lookup.
const withoutIssuer = engineWith((await find('trust_list.json', 'list-of-no-keys')).trustList);
const key = issuerKey();

// Each round takes every time once, so that a busy machine slows all alike.
const times = { bare: [], whole: [], verify: [], before: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  take(times.bare, () => key.signed(message, signature) || fail('The bare check failed.'));
  take(times.whole, () => finish(engine, (verdict) => verdict.outcome().outcome === 'verified' || fail('The token was refused.')));
  take(times.verify, () => finish(engine, () => true));
  take(times.before, () => finish(withoutIssuer, () => true));
}

// The first half warms the engine up.
const median = (list) => list.slice(ROUNDS / 2).sort((a, b) => a - b)[ROUNDS / 4];
const [bare, whole, verify, before] = [times.bare, times.whole, times.verify, times.before].map(median);
const rest = whole - bare;
const line = (name, value) => {
  const share = ((100 * value) / whole).toFixed(1).padStart(5);
  console.log(`     ${name.padEnd(44)} ${value.toFixed(1).padStart(7)} µs  ${share} %`);
};
line('verify and outcome, from text', whole);
line('  the bare verify_strict in the same wasm', bare);
line('  text, CBOR, COSE, key lookup', before);
line('  issuer, claims, time, audience, seal, wipe', verify - before - bare);
line('  outcome as a JavaScript object', whole - verify);
console.log(`     whole / bare = ${(whole / bare).toFixed(3)} (limit ${LIMIT}); the rest is ${rest.toFixed(1)} µs`);
if (whole / bare > LIMIT) process.exitCode = 1;
await modes();
await growth();
await slowest();

/** Each mode's token of one person, verified in turns. */
async function modes() {
  const records = { M: await find('accepted.json', 'nik-and-nama'), 'S (Ed25519)': await find('sd_cwt.json', 'sd-ed25519'), 'S (ESP256)': await find('sd_cwt.json', 'sd-p256'), L: await find('claim_169.json', 'l-ed25519-with-our-kid') };
  const measured = inTurns(Object.values(records), ROUNDS / 4);
  Object.keys(records).forEach((mode, at) => console.log(`     mode ${mode.padEnd(12)} ${measured[at].toFixed(1).padStart(8)} µs  ${(measured[at] / measured[0]).toFixed(2)} × M`));
}

/** Twenty-four disclosures beside five: the work may grow as they do, and no faster. */
async function growth() {
  const records = [await find('disclosure.json', 'd15-5-of-5-disclosed'), await find('disclosure.json', 'd15-24-of-24-disclosed')];
  const [five, all] = inTurns(records, ROUNDS / 4);
  console.log(`     24 disclosures ${all.toFixed(1)} µs, 5 disclosures ${five.toFixed(1)} µs: ${(all / five).toFixed(2)} × (24/5 = 4.8)`);
}

/** The best of three of each record, with its own list and settings. */
async function slowest() {
  const folder = new URL('../../test-vectors/verify/', import.meta.url);
  const files = await Promise.all((await readdir(folder)).map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))));
  const records = files.flat();
  const best = (record) => {
    const engine = engineOf(record);
    const once = () => timed(() => engine.verify(record.presentation, record.now, 'given').free());
    const least = Math.min(once(), once(), once());
    engine.free();
    return least;
  };
  const measured = records.map((record) => [best(record), record.id]).sort(([left], [right]) => right - left);
  console.log(`     the slowest of ${records.length} test vectors: ${measured.slice(0, 3).map(([time, id]) => `${id} ${time.toFixed(0)} µs`).join(', ')}`);
}

/** The median time of each record, one after the other in each round, so that a busy machine slows all alike. */
function inTurns(records, rounds) {
  const engines = records.map(engineOf);
  const lists = records.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    records.forEach(({ presentation, now }, at) => {
      take(lists[at], () => {
        const verdict = engines[at].verify(presentation, now, 'given');
        if (verdict.outcome().outcome !== 'verified') fail(`${records[at].id} was refused.`);
        verdict.free();
      });
    });
  }
  return lists.map((list) => list.slice(rounds / 2).sort((a, b) => a - b)[Math.floor(rounds / 4)]);
}

function engineOf({ trustList, roots, environment, claim169 = 'refuse', statusLists = [] }) {
  return new Engine({ trustList: bytes(trustList), roots, environment, claim169, statusLists: statusLists.map(bytes) });
}

function take(list, work) {
  list.push(timed(work));
}

/** Microseconds. */
function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1000;
}

function finish(engine, look) {
  const verdict = engine.verify(record.presentation, record.now, 'given');
  look(verdict);
  verdict.free();
}

function engineWith(trustList) {
  return new Engine({ trustList: bytes(trustList), roots: record.roots, environment: record.environment });
}

async function find(file, id) {
  const records = JSON.parse(await readFile(new URL(`../../test-vectors/verify/${file}`, import.meta.url), 'utf8'));
  return records.find((each) => each.id === id) ?? fail(`${file} has no record ${id}.`);
}

/** The first key of the list, in the one form that a COSE_Key for Ed25519 has. */
function issuerKey() {
  const [, hex] = /a301012006215820([0-9a-f]{64})/.exec(record.trustList) ?? fail('The trust list has no Ed25519 key.');
  return new BareKey(bytes(hex));
}

function fail(sentence) {
  throw new Error(sentence);
}
