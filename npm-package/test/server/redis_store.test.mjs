import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createClientPool, createSentinel } from 'redis';
import { RedisStore } from '../../dist/redis_store.js';
import { ioredis, nodeRedis, twice } from '../support/redis_clients.mjs';
import { openPair, openRedis } from '../support/redis_server.mjs';
import { describeStore } from '../support/store_contract.mjs';

const [server, pair] = await Promise.all([openRedis(), openPair()]);
after(() => Promise.all([server.close(), pair.close()]));

for (const [name, connect] of Object.entries({ ioredis, 'node-redis': nodeRedis })) {
  describeStore(`a store in Redis by ${name}`, () => twice(connect, server.port));

  const replicas = { atLeast: 1, withinMilliseconds: 1_000 };
  describeStore(`a store in Redis with a replica by ${name}`, () => twice(connect, pair.primary.port, { replicas }));
}

describe('what a Redis store takes', () => {
  test('refuses what is no client, and a pool', () => {
    assert.throws(() => new RedisStore({}), TypeError);
    assert.throws(() => new RedisStore(createClientPool()), /not a pool/);
    const sentinel = createSentinel({ name: 'primary', sentinelRootNodes: [{ host: '127.0.0.1', port: 1 }] });
    assert.throws(() => new RedisStore(sentinel), /with Sentinel take ioredis/);
  });

  test('refuses replicas that could wait for ever', () => {
    const client = { sendCommand: async () => null };
    for (const replicas of [{ atLeast: 0, withinMilliseconds: 10 }, { atLeast: 1, withinMilliseconds: 0 }, { atLeast: 1, withinMilliseconds: 1_000 }]) {
      assert.throws(() => new RedisStore(client, { replicas }), TypeError);
    }
  });
});
