import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RedisStore } from '../../dist/redis_store.js';
import { StoreError } from '../../dist/store.js';
import { ioredis, nodeRedis } from '../support/redis_clients.mjs';
import { openRedis } from '../support/redis_server.mjs';
import { freshKey } from '../support/store_contract.mjs';
import { back, OPERATIONS, refuses } from '../support/store_fault.mjs';

const LIFE = 60_000;

for (const [name, connect] of Object.entries({ ioredis, 'node-redis': nodeRedis })) {
  describe(`Redis at fault by ${name}`, () => {
    let server;
    let link;
    let store;
    before(async () => {
      server = await openRedis();
      link = await connect(server.port);
      store = new RedisStore(link.client, { timeoutMilliseconds: 300 });
    });
    after(() => (link.end(), server.close()));

    test('does not bring back from a snapshot what was taken', async () => {
      const [key, lost] = [freshKey(), freshKey('h')];
      await store.add(key, 'open', LIFE);
      await server.command('SAVE');
      await store.add(lost, 'seen', LIFE);
      assert.equal(await store.exchange(key, 'taken', LIFE), 'open');
      await server.kill();
      await refuses(store, ['exchange'], {});
      await server.start();
      await back(store);
      assert.match(await server.command('GET', key), / open$/, 'the snapshot has it');
      assert.equal(await store.exchange(key, 'taken', LIFE), null);
      assert.equal(await store.get(key), null);
      assert.equal(await store.add(lost, 'seen', LIFE), true, 'what is forgotten can be added again');
      assert.ok((await store.age(lost)) < 10_000, 'but the age tells');
      assert.equal(await store.add(key, 'open', LIFE), false, 'what was brought back is no proof that it is new');
      await store.put(key, 'anew', LIFE);
      assert.equal(await store.exchange(key, 'taken', LIFE), 'anew');
    });

    test('refuses what does not fit', async () => {
      const key = freshKey();
      await store.add(key, 'open', LIFE);
      await server.command('CONFIG', 'SET', 'maxmemory', '1');
      await refuses(store, ['add', 'put'], { reason: 'failed', word: 'OOM' });
      await assert.rejects(store.exchange(key, 'taken', LIFE), StoreError);
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
      assert.equal(await store.exchange(key, 'taken', LIFE), 'open', 'a refused exchange took nothing');
    });

    test('refuses what hangs, in its time', async () => {
      server.pause();
      const from = performance.now();
      await Promise.all(Object.keys(OPERATIONS).map((operation) => refuses(store, [operation], { reason: 'timeout' })));
      const took = performance.now() - from;
      server.resume();
      assert.ok(took > 250 && took < 900, `${took} ms`);
      await back(store);
    });

    test('refuses what is gone, and works again', async () => {
      await server.kill();
      await refuses(store, Object.keys(OPERATIONS), {});
      await assert.rejects(store.check(), StoreError);
      await server.start();
      await back(store);
      assert.equal(await store.add(freshKey(), 'open', LIFE), true);
    });

    test('refuses a value that is not text, or of another kind', async () => {
      const key = freshKey();
      await server.command('LPUSH', key, 'a');
      await assert.rejects(store.get(key), (error) => error instanceof StoreError && error.word === 'WRONGTYPE');
      assert.equal(await store.add(key, 'open', LIFE), false);
    });

    test('complains of a memory that evicts', async () => {
      await server.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      assert.match((await store.check()).join(), /allkeys-lru/);
      await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      assert.deepEqual(await store.check(), []);
    });

    test('refuses a server that keeps what it is from the scripts', async () => {
      await server.command('ACL', 'SETUSER', 'default', '-info');
      await refuses(store, Object.keys(OPERATIONS), { reason: 'failed' });
      await assert.rejects(store.check(), StoreError);
      await server.command('ACL', 'SETUSER', 'default', '+info');
    });
  });
}
