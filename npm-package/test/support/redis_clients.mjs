// In: the ports of Redis. Out: clients of ioredis and node-redis as a bank sets them up, ready, each with `end`, which closes it.
import { Cluster, Redis } from 'ioredis';
import { createClient, createCluster } from 'redis';
import { RedisStore } from '../../dist/redis_store.js';

const quiet = () => undefined;

/** ioredis to one server. */
export async function ioredis(port) {
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: 0, lazyConnect: true }).on('error', quiet);
  await client.connect();
  return { client, end: () => client.disconnect() };
}

/** node-redis to one server. */
export async function nodeRedis(port) {
  const client = await createClient({ socket: { port, host: '127.0.0.1', reconnectStrategy: 50 }, disableOfflineQueue: true }).on('error', quiet).connect();
  return { client, end: () => client.destroy() };
}

/** ioredis to a cluster. */
export async function ioredisCluster(ports) {
  const client = new Cluster(ports.map((port) => ({ host: '127.0.0.1', port })), { lazyConnect: true }).on('error', quiet);
  await client.connect();
  return { client, end: () => client.disconnect() };
}

/** node-redis to a cluster. */
export async function nodeRedisCluster(ports) {
  const client = createCluster({ rootNodes: ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) }).on('error', quiet);
  await client.connect();
  return { client, end: () => client.destroy() };
}

/** Two clients of the same memory, as two processes have them: a store of each, with time enough for a busy machine. */
export async function twice(connect, place, options = {}) {
  const clients = await Promise.all([connect(place), connect(place)]);
  const [one, other] = clients.map(({ client }) => new RedisStore(client, { timeoutMilliseconds: 5_000, ...options }));
  return { one, other, close: () => clients.forEach(({ end }) => end()) };
}
