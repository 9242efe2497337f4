import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { RedisStore } from '../../dist/redis_store.js';
import { StoreError } from '../../dist/store.js';
import { ioredis, nodeRedis } from '../support/redis_clients.mjs';
import { follows, openPair } from '../support/redis_server.mjs';
import { freshKey } from '../support/store_contract.mjs';
import { OPERATIONS, refuses } from '../support/store_fault.mjs';

const LIFE = 60_000;

const pairs = await Promise.all([openPair(), openPair()]);
after(() => Promise.all(pairs.map((pair) => pair.close())));

for (const [at, [name, connect]] of [['ioredis', ioredis], ['node-redis', nodeRedis]].entries()) {
  describe(`Redis with a replica at fault by ${name}`, () => {
    const pair = pairs[at];
    let links;
    before(async () => {
      links = await Promise.all([connect(pair.primary.port), connect(pair.replica.port)]);
    });
    after(() => links.forEach(({ end }) => end()));

    test('refuses a replica', async () => {
      const store = new RedisStore(links[1].client);
      await refuses(store, Object.keys(OPERATIONS), { reason: 'failed', word: 'READONLY' });
      const problem = await store.check().catch((error) => error);
      assert.ok(problem instanceof StoreError || problem.length > 0);
    });

    test('refuses what too few replicas have', async () => {
      const [one, two] = [1, 2].map((atLeast) => new RedisStore(links[0].client, { replicas: { atLeast, withinMilliseconds: 250 } }));
      const key = freshKey();
      assert.equal(await one.add(key, 'open', LIFE), true);
      await refuses(two, ['add'], { reason: 'replicas' });
      await assert.rejects(two.exchange(key, 'taken', LIFE), { reason: 'replicas' });
      assert.match((await two.check()).join(), /wants 2 or more replicas/);
      assert.equal(await one.exchange(freshKey(), 'taken', LIFE), null);
      pair.replica.pause();
      await refuses(one, ['add'], { reason: 'replicas' });
      pair.replica.resume();
    });

    test('forgets after a failover there and back, and ages from then', async () => {
      const { primary, replica } = pair;
      const [here, there] = links.map(({ client }) => new RedisStore(client));
      const key = freshKey();
      await here.add(key, 'open', LIFE);
      await primary.command('WAIT', '1', '1000');
      await replica.command('REPLICAOF', 'NO', 'ONE');
      assert.equal(await here.exchange(key, 'taken', LIFE), 'open', 'the old primary still knows');
      assert.equal(await there.exchange(key, 'taken', LIFE), null, 'and so the new one must not');
      assert.ok((await there.age(key)) < 1_000);
      await primary.command('REPLICAOF', '127.0.0.1', String(replica.port));
      await follows(primary, replica);
      await primary.command('REPLICAOF', 'NO', 'ONE');
      assert.match(await primary.command('GET', key), / open$/, 'it is back on the first, whose run is the same');
      assert.equal(await here.exchange(key, 'taken', LIFE), null);
      assert.equal(await here.add(key, 'open', LIFE), false);
      const young = await here.age(key);
      await wait(40);
      assert.ok(young < 1_000 && (await here.age(key)) >= young + 30);
    });
  });
}
