import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClientPool } from 'redis';
import { RedisStore } from '../../dist/redis_store.js';
import { ioredis, nodeRedis, twice } from '../support/redis_clients.mjs';
import { openPair, openRedis } from '../support/redis_server.mjs';
import { describeStore } from '../support/store_contract.mjs';

for (const [name, connect] of Object.entries({ ioredis, 'node-redis': nodeRedis })) {
  describeStore(`a store in Redis by ${name}`, async () => {
    const server = await openRedis();
    const { stores, end } = await twice(connect, server.port);
    return { one: stores[0], other: stores[1], close: () => (end(), server.close()) };
  });

  describeStore(`a store in Redis with a replica by ${name}`, async () => {
    const { primary, close } = await openPair();
    const { clients, end } = await twice(connect, primary.port);
    const [one, other] = clients.map(({ client }) => new RedisStore(client, { replicas: { atLeast: 1, withinMilliseconds: 500 } }));
    return { one, other, close: () => (end(), close()) };
  });
}

describe('what a Redis store takes', () => {
  test('refuses what is no client, and a pool', () => {
    assert.throws(() => new RedisStore({}), TypeError);
    assert.throws(() => new RedisStore(createClientPool()), /not a pool/);
  });

  test('refuses replicas that could wait for ever', () => {
    const client = { sendCommand: async () => null };
    for (const replicas of [{ atLeast: 0, withinMilliseconds: 10 }, { atLeast: 1, withinMilliseconds: 0 }, { atLeast: 1, withinMilliseconds: 1_000 }]) {
      assert.throws(() => new RedisStore(client, { replicas }), TypeError);
    }
  });
});
