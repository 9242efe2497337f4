import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { RedisStore } from '../../dist/redis_store.js';
import { StoreError } from '../../dist/store.js';
import { ioredisCluster, nodeRedisCluster, twice } from '../support/redis_clients.mjs';
import { openCluster } from '../support/redis_server.mjs';
import { describeStore, freshKey } from '../support/store_contract.mjs';

const LIFE = 60_000;
const { nodes, ports, close } = await openCluster();
after(close);

const clients = Object.entries({ ioredis: ioredisCluster, 'node-redis': nodeRedisCluster });

for (const [name, connect] of clients) {
  describeStore(`a store in a Redis Cluster by ${name}`, () => twice(connect, ports));
}

describe('a Redis Cluster at fault', () => {
  for (const [name, connect] of clients) {
    test(`refuses what no replica has, by ${name}`, async () => {
      const { client, end } = await connect(ports);
      const store = new RedisStore(client, { replicas: { atLeast: 1, withinMilliseconds: 50 } });
      await assert.rejects(store.add(freshKey(), 'open', LIFE), { reason: 'replicas' });
      assert.equal(await store.exchange(freshKey(), 'taken', LIFE), null, 'nothing was granted');
      assert.match((await store.check()).join(), /wants 1 or more replicas/);
      end();
    });
  }

  test('refuses the keys of a node that is gone, and keeps the others', async () => {
    const links = await Promise.all(clients.map(([, connect]) => connect(ports)));
    await nodes[2].kill();
    for (const { client } of links) {
      const store = new RedisStore(client, { timeoutMilliseconds: 400 });
      const results = await Promise.allSettled(Array.from({ length: 24 }, () => store.add(freshKey(), 'open', LIFE)));
      const refused = results.filter(({ status }) => status === 'rejected');
      assert.ok(refused.length > 0 && refused.length < 24, `${refused.length} of 24 refused`);
      assert.ok(refused.every(({ reason }) => reason instanceof StoreError));
    }
    links.forEach(({ end }) => end());
  });
});
