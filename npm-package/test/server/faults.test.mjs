// The faults of `cargo xtask faults` in small: a hundred codes without a fault, a store that comes back from an older snapshot, a store that is
// stopped, and a search for a person's data in everything that is written. And that each of these finds what it looks for.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { canariesIn, CANARIES, forms } from '../../bench/faults/canary.mjs';
import { canaryRow, memoryCanaries, missed, postgresCanaries, redisCanaries } from '../../bench/faults/canary_row.mjs';
import { openMemoryPlace } from '../../bench/faults/memory_place.mjs';
import { Minter } from '../../bench/faults/minter.mjs';
import { openPostgresPlace } from '../../bench/faults/postgres_place.mjs';
import { openRedisPlace } from '../../bench/faults/redis_place.mjs';
import { calmRow, faultRow, withBackends } from '../../bench/faults/row.mjs';
import { faultsOf } from '../../bench/faults/table.mjs';

const minter = new Minter();
after(() => minter.close());

const WORDS = ['--rdbcompression', 'no', '--logfile', 'redis.log', '--loglevel', 'debug'];
const PLACES = {
  memory: [openMemoryPlace, memoryCanaries],
  'Redis by node-redis': [() => openRedisPlace('node-redis', WORDS), redisCanaries],
  'Redis by ioredis': [() => openRedisPlace('ioredis', WORDS), redisCanaries],
  PostgreSQL: [openPostgresPlace, postgresCanaries],
};
const FAULTS = ['killed, back from an older snapshot', 'ended at once and started', 'stopped and continued'];

/** What is wrong with a row, but for how soon it was back: other tests run meanwhile. */
const wrong = (row) => faultsOf({ ...row, recovery: row.recovery < 9 ? undefined : row.recovery });

/** With few customers, and not for long. */
function inSmall(place, name) {
  const fault = place.faults[name];
  return faultRow(place, name, { ...fault, milliseconds: Math.min(fault.milliseconds, 400) }, { minter, customers: 2, calm: 100 });
}

/** Every row of a place, whose backends run all the time. */
async function rowsOf([open, withCanaries]) {
  const place = await open();
  try {
    return await withBackends(place, {}, async (...running) => {
      const own = { ...place, running };
      const rows = [await calmRow(own, { minter, customers: 20, codes: 100 })];
      for (const name of FAULTS.filter((fault) => fault in place.faults)) rows.push(await inSmall(own, name));
      return [...rows, await canaryRow(await withCanaries(own), { minter, requests: 100 })];
    });
  } finally {
    await place.close();
  }
}

describe('a backend at fault', { concurrency: true }, () => {
  for (const [name, place] of Object.entries(PLACES)) {
    test(name, async () => {
      const rows = await rowsOf(place);
      assert.deepEqual(rows.flatMap(wrong), []);
      assert.ok(rows.every(({ accepts }) => accepts > 0));
    });
  }

  test('what looks for what was accepted twice finds it', async () => {
    const place = await openRedisPlace('naive');
    const row = await inSmall(place, FAULTS[0]);
    await place.close();
    assert.ok(row.doubles >= 5);
    assert.match(wrong(row).join(), /accepted twice/);
  });

  test("what looks for a person's data finds them in every form", () => {
    assert.deepEqual(missed(), []);
    for (const form of forms(CANARIES[1])) assert.deepEqual(canariesIn(Buffer.concat([Buffer.from('x'), form])), [CANARIES[1]]);
    const text = Buffer.from(`{"a":"${CANARIES[0]}"}`).toString('base64');
    assert.deepEqual(canariesIn(Buffer.from(text)), [CANARIES[0]]);
    assert.deepEqual(canariesIn(Buffer.from('BUDI')), []);
  });
});
