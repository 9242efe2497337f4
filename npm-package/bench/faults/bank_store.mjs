// In: which store, and its port. Out: the store as a bank sets it up. Only the driver that it needs is read.
import { MemoryStore } from '../../dist/server.js';
import { PostgresStore } from '../../dist/postgres_store.js';
import { RedisStore } from '../../dist/redis_store.js';
import { NaiveStore } from './naive_store.mjs';

const clients = () => import('../../test/support/redis_clients.mjs');
const ioredis = async (port) => (await (await clients()).ioredis(port)).client;
const nodeRedis = async (port) => (await (await clients()).nodeRedis(port)).client;

async function pool(port) {
  const { default: pg } = await import('pg');
  return new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' }).on('error', () => undefined);
}

const OPEN = {
  memory: () => new MemoryStore({ capacity: 1_000_000 }),
  'node-redis': async (port, options) => new RedisStore(await nodeRedis(port), options),
  ioredis: async (port, options) => new RedisStore(await ioredis(port), options),
  naive: async (port) => new NaiveStore(await ioredis(port)),
  postgres: async (port, options) => new PostgresStore(await pool(port), options),
};

/** Opens the store that is named. */
export function openStore({ kind, port, timeoutMilliseconds = 1_000 }) {
  return OPEN[kind](port, { timeoutMilliseconds });
}
