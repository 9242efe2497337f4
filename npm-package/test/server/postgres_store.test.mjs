import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { POSTGRES_TABLE, PostgresStore } from '../../dist/postgres_store.js';
import { StoreError } from '../../dist/store.js';
import { openPostgres } from '../support/postgres_server.mjs';
import { describeStore, freshKey } from '../support/store_contract.mjs';

const LIFE = 60_000;
const server = await openPostgres();
after(() => server.close());

describeStore('a store in PostgreSQL', async () => {
  const pools = [server.pool(), server.pool()];
  // Two hundred at once queue for ten connections of two slow cores.
  const [one, other] = pools.map((pool) => new PostgresStore(pool, { timeoutMilliseconds: 5_000 }));
  await one.createTable();
  await other.createTable();
  return { one, other, close: () => Promise.all(pools.map((pool) => pool.end())) };
});

describe('PostgreSQL at fault', () => {
  let pool;
  let store;
  before(async () => {
    pool = server.pool();
    store = new PostgresStore(pool, { timeoutMilliseconds: 400 });
    await store.createTable();
  });
  after(() => pool.end());

  /** Every operation fails as it should. */
  async function refuses(expected = {}) {
    const operations = [store.add(freshKey(), 'v', LIFE), store.get(freshKey()), store.put(freshKey(), 'v', LIFE), store.exchange(freshKey(), 'v', LIFE), store.check()];
    for (const result of await Promise.allSettled(operations)) {
      assert.ok(result.reason instanceof StoreError, String(result.reason?.stack));
      assert.ok(!result.reason.message.includes('ikd:'));
      assert.equal(result.reason.reason, expected.reason ?? result.reason.reason);
    }
  }

  test('refuses what hangs, in its time', async () => {
    await store.get('warm');
    server.pause();
    const from = performance.now();
    await refuses({ reason: 'timeout' });
    const took = performance.now() - from;
    server.resume();
    assert.ok(took > 350 && took < 1_200, `${took} ms`);
  });

  test('keeps what was taken through a crash', async () => {
    const key = freshKey();
    await store.add(key, 'open', LIFE);
    assert.equal(await store.exchange(key, 'taken', LIFE), 'open');
    await server.stop('SIGQUIT');
    await refuses({ reason: 'failed' });
    await server.start();
    assert.equal(await store.exchange(key, 'taken again', LIFE), 'taken');
    assert.equal(await store.age(key), Infinity);
  });

  test('writes through whatever the server says', async () => {
    const careless = server.pool({ options: '-c synchronous_commit=off' });
    const seen = [];
    const watched = new PostgresStore({
      query: async (text, values) => {
        const client = await careless.connect();
        try {
          await client.query('BEGIN');
          const result = await client.query(text, values);
          seen.push((await client.query('SHOW synchronous_commit')).rows[0].synchronous_commit);
          await client.query('COMMIT');
          return result;
        } finally {
          client.release();
        }
      },
    });
    const key = freshKey();
    await watched.add(key, 'open', LIFE);
    await watched.put(key, 'open', LIFE);
    await watched.exchange(key, 'taken', LIFE);
    assert.deepEqual(seen, ['on', 'on', 'on']);
    assert.equal((await careless.query('SHOW synchronous_commit')).rows[0].synchronous_commit, 'off', 'for that statement only');
    await careless.end();
  });

  test('strict waits for a standby, and wants one', async () => {
    const strict = new PostgresStore(pool, { strict: true, timeoutMilliseconds: 200 });
    assert.match((await strict.check()).join(), /synchronous_standby_names/);
    await pool.query("ALTER SYSTEM SET synchronous_standby_names = 'absent'");
    await pool.query('SELECT pg_reload_conf()');
    for (let tries = 0; (await strict.check()).length > 0 && tries < 100; tries += 1) await wait(10);
    await assert.rejects(strict.add(freshKey(), 'open', LIFE), { reason: 'timeout' });
    await pool.query('ALTER SYSTEM RESET synchronous_standby_names');
    await pool.query('SELECT pg_reload_conf()');
  });

  test('sweeps what has expired', async () => {
    const [gone, stays] = [freshKey(), freshKey()];
    await store.add(gone, 'a', 1);
    await store.add(stays, 'a', LIFE);
    await wait(20);
    await store.sweep();
    const { rows } = await pool.query('SELECT key FROM ikd_store WHERE key = ANY($1)', [[gone, stays]]);
    assert.deepEqual(rows, [{ key: stays }]);
  });

  test('refuses text that PostgreSQL cannot hold', async () => {
    await assert.rejects(store.add(freshKey(), 'a\0b', LIFE), (error) => error instanceof StoreError && error.word === '22021');
  });

  test('complains of a table that is absent or not logged, and of a standby', async () => {
    await pool.query('CREATE DATABASE unlogged');
    const others = server.pool({ database: 'unlogged' });
    const absent = new PostgresStore(others);
    assert.match((await absent.check()).join(), /no table ikd_store/);
    await assert.rejects(absent.get('a'), (error) => error instanceof StoreError && error.word === '42P01');
    await others.query(POSTGRES_TABLE.replace('CREATE TABLE', 'CREATE UNLOGGED TABLE'));
    assert.match((await absent.check()).join(), /not logged/);
    await others.end();
    const standby = server.pool({ options: '-c default_transaction_read_only=on' });
    const behind = new PostgresStore(standby);
    assert.match((await behind.check()).join(), /read-only/);
    await assert.rejects(behind.put(freshKey(), 'a', LIFE), (error) => error instanceof StoreError && error.word === '25006');
    await standby.end();
  });

  test('complains of a server that does not write through', async () => {
    await server.restart(['-c', 'fsync=off', '-c', 'full_page_writes=off']);
    assert.match((await store.check()).join('\n'), /fsync is off.*\n.*full_page_writes is off/);
    await server.restart();
    assert.deepEqual(await store.check(), []);
  });
});
