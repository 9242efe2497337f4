import { after } from 'node:test';
import { ioredisCluster, nodeRedisCluster, twice } from '../support/redis_clients.mjs';
import { openCluster } from '../support/redis_server.mjs';
import { describeStore } from '../support/store_contract.mjs';

const { ports, close } = await openCluster();
after(close);

for (const [name, connect] of Object.entries({ ioredis: ioredisCluster, 'node-redis': nodeRedisCluster })) {
  describeStore(`a store in a Redis Cluster by ${name}`, () => twice(connect, ports));
}
