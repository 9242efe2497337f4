// In: a mode. Out: a row of what `verify` of a relying party in this process does a second, beside the bare check of the same signatures in
// wasm. The codes answer real challenges and were seen. Each is checked bare and then verified, so that a busy machine slows both.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRelyingParty, MemoryStore } from '../../dist/server.js';
import { AUDIENCE, NAME, TEMPLATE, trust } from './bank.mjs';
import { microseconds, percentile, percentiles } from './times.mjs';

/** How many codes stand for one ratio: a part is so short that other work on the machine falls between parts. */
const PART = 50;
/** So many are not counted: the engine warms up. */
const WARM = 1_000;

/** The bare check of signatures by the measuring module. */
export async function openBare(folder) {
  const { BareKey, initSync } = await import(pathToFileURL(join(resolve(folder), 'ikd_bench.js')));
  initSync({ module: await WebAssembly.compile(await readFile(join(resolve(folder), 'ikd_bench_bg.wasm'))) });
  return ({ signed }) => signed.map(([key, signature, message]) => {
    const [decoded, bytes, text] = [new BareKey(Buffer.from(key, 'hex')), Buffer.from(signature, 'hex'), Buffer.from(message, 'hex')];
    return { check: () => decoded.signed(text, bytes) || fail('A signature did not hold.'), hash: createHash('sha256').update(text).digest('hex'), free: () => decoded.free() };
  });
}

export async function processRow({ mode, receipts, bare, minter, codes }) {
  const party = await createRelyingParty({
    ...{ audience: AUDIENCE, requests: { [NAME]: TEMPLATE }, trust: { ...(await trust()), environment: 'sandbox' } },
    ...{ store: new MemoryStore({ capacity: 1_000_000 }), ...(receipts && { receipts: { key: new Uint8Array(32).fill(7) } }) },
  });
  const [ratios, bares, wholes, each] = [[], [], [], []];
  for (let number = 0; number < codes + WARM; number += PART) {
    const times = await part({ party, mode, bare, minter, number });
    if (number < WARM) continue;
    const [checked, verified] = [sum(times.bare), sum(times.whole)];
    ratios.push(checked / verified);
    bares.push(checked);
    wholes.push(verified);
    each.push(...times.whole);
  }
  const name = `Node in process, mode ${mode}, 1 core${receipts ? ', receipts in memory' : ''}`;
  const second = (parts) => ((PART * 1e6) / percentile(parts, 0.5)).toFixed(0).padStart(8);
  console.log(`${name.padEnd(54)} ${second(wholes)} ${second(bares)} ${(100 * percentile(ratios, 0.5)).toFixed(0).padStart(5)} % ${percentiles(each)}`);
}

async function part({ party, mode, bare, minter, number }) {
  const sessions = Array.from({ length: PART }, (_, at) => `session-${number + at}`);
  const challenges = await Promise.all(sessions.map(async (session) => (await party.challenge(session, NAME)).text));
  const times = { bare: [], whole: [] };
  for (const [at, code] of (await minter.mint(mode, challenges)).entries()) {
    const checks = bare(code);
    const seen = await party.seen(sessions[at], checks.at(-1).hash);
    if (seen.outcome !== 'seen') fail(`A scan was refused: ${seen.code}.`);
    const start = microseconds();
    for (const { check } of checks) check();
    const between = microseconds();
    const outcome = await party.verify(sessions[at], code.text);
    const end = microseconds();
    if (outcome.outcome !== 'verified') fail(`A code was refused: ${outcome.code}.`);
    times.bare.push(between - start);
    times.whole.push(end - between);
    for (const { free } of checks) free();
  }
  return times;
}

function sum(times) {
  return times.reduce((total, time) => total + time, 0);
}

function fail(sentence) {
  throw new Error(sentence);
}
