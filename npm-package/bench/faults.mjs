// A relying party's backend at fault. In: a folder for the figures, --codes N and --requests N, the program ikd, and words of rows if not all.
// Out: a table of what customers were told under each fault, beside what the stores and the receipts hold, and the same as JSON. Fails when
// anything was accepted twice or without a record, when a code was not accepted without a fault, when a bank was not back in two
// seconds, or when a person's data stood anywhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { canaryRow, memoryCanaries, postgresCanaries, REDIS_WRITES, redisCanaries } from './faults/canary_row.mjs';
import { hostileRow } from './faults/hostile_row.mjs';
import { IkdBackend } from './faults/ikd_backend.mjs';
import { openMemoryPlace } from './faults/memory_place.mjs';
import { Minter } from './faults/minter.mjs';
import { openPostgresPlace } from './faults/postgres_place.mjs';
import { openFailoverPlace, openRedisPlace } from './faults/redis_place.mjs';
import { calmRow, faultRow } from './faults/row.mjs';
import { faultsOf, table } from './faults/table.mjs';

const text = { type: 'string' };
const OPTIONS = { out: text, ikd: text, codes: { ...text, default: '10000' }, requests: { ...text, default: '10000' } };
const { values: options, positionals: wanted } = parseArgs({ allowPositionals: true, options: OPTIONS });
const [codes, requests] = [options.codes, options.requests].map(Number);
const out = resolve(options.out ?? 'faults');
const YEARS = 5 * 31_557_600;

/** A clock that is years off: nothing is current then. */
const clocks = Object.fromEntries([-1, 1].map((sign) => {
  const set = (seconds) => (backends) => Promise.all(backends.map((backend) => backend.ask('clock', seconds)));
  return [`clock ${5 * sign} years off`, { silent: true, begin: set(sign * YEARS), milliseconds: 1_500, end: set(0) }];
}));

/** A backend dies amid the work, and begins anew. */
const crash = { 'one backend killed': { begin: ([backend]) => backend.kill(), milliseconds: 500, end: ([backend]) => backend.start() } };

/** Redis behind `ikd serve`, which speaks to it itself. */
async function openIkdPlace() {
  const { faults, ...place } = await openRedisPlace('ikd serve');
  return { ...place, faults, start: IkdBackend.from(resolve(options.ikd)) };
}

const OPEN = [
  { open: openMemoryPlace, calm: true, hostile: true, more: { ...clocks, 'one backend killed': { ...crash['one backend killed'], forgets: true } } },
  { open: () => openRedisPlace('node-redis'), calm: true, more: crash },
  { open: () => openFailoverPlace('node-redis') },
  { open: () => openRedisPlace('ioredis'), calm: true, more: { ...crash, ...clocks } },
  { open: () => openFailoverPlace('ioredis') },
  { open: openPostgresPlace, calm: true, more: crash },
  ...(options.ikd === undefined ? [] : [{ open: openIkdPlace, calm: true }]),
  { open: async () => memoryCanaries(openMemoryPlace()), canaries: true },
  { open: async () => redisCanaries(await openRedisPlace('node-redis', REDIS_WRITES)), canaries: true },
  { open: async () => redisCanaries(await openRedisPlace('ioredis', REDIS_WRITES)), canaries: true },
  { open: async () => postgresCanaries(await openPostgresPlace()), canaries: true },
];

const minter = new Minter();
const rows = [];
try {
  for (const part of OPEN) await runPlace(part);
} finally {
  await minter.close();
}
await mkdir(out, { recursive: true });
await writeFile(join(out, 'faults.json'), `${JSON.stringify(rows, null, 2)}\n`);
console.log(`\n${table(rows)}`);
const faults = rows.flatMap(faultsOf);
for (const sentence of faults) console.log(`FAULT ${sentence}`);
if (faults.length > 0) process.exitCode = 1;

/** The rows of one place. */
async function runPlace({ open, calm = false, hostile = false, canaries = false, more = {} }) {
  const place = await open();
  try {
    if (canaries) return await row(place, 'canaries', () => canaryRow(place, { minter, requests }));
    if (calm) await row(place, 'none', () => calmRow(place, { minter, codes }));
    for (const [name, fault] of Object.entries({ ...place.faults, ...more })) await row(place, name, () => faultRow(place, name, fault, { minter }));
    if (hostile) await row(place, 'hostile bodies', () => hostileRow(place, { minter }));
  } finally {
    await place.close();
  }
}

async function row(place, name, make) {
  const title = `${place.name}, ${name}`;
  if (wanted.length > 0 && !wanted.some((word) => title.includes(word))) return;
  const from = performance.now();
  rows.push(await make());
  console.log(`${faultsOf(rows.at(-1)).length === 0 ? 'ok  ' : 'FAIL'} ${title} (${((performance.now() - from) / 1_000).toFixed(1)} s)`);
}
