// In: which store, and its port. Out: the store as a bank sets it up.
import pg from 'pg';
import { MemoryStore } from '../../dist/server.js';
import { PostgresStore } from '../../dist/postgres_store.js';
import { RedisStore } from '../../dist/redis_store.js';
import { ioredis, nodeRedis } from '../../test/support/redis_clients.mjs';
import { NaiveStore } from './naive_store.mjs';

const OPEN = {
  memory: () => new MemoryStore({ capacity: 1_000_000 }),
  'node-redis': async (port, options) => new RedisStore((await nodeRedis(port)).client, options),
  ioredis: async (port, options) => new RedisStore((await ioredis(port)).client, options),
  naive: async (port) => new NaiveStore((await ioredis(port)).client),
  postgres: (port, options) => {
    const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    return new PostgresStore(pool.on('error', () => undefined), options);
  },
};

/** Opens the store that is named. */
export function openStore({ kind, port, timeoutMilliseconds = 1_000 }) {
  return OPEN[kind](port, { timeoutMilliseconds });
}
