// A bank's backend in a process of its own, for the measurement. In: what it is made of, as JSON. Out: its port on standard output.
import { createServer } from 'node:http';
import pg from 'pg';
import { PostgresStore } from '../../dist/postgres_store.js';
import { RedisStore } from '../../dist/redis_store.js';
import { createHandler, createRelyingParty, MemoryStore, toNodeListener } from '../../dist/server.js';
import { nodeRedis } from '../../test/support/redis_clients.mjs';
import { AUDIENCE, NAME, TEMPLATE, trust } from './bank.mjs';

const { receipts = false, redis, postgres } = JSON.parse(process.argv[2]);
const party = await createRelyingParty({
  ...{ audience: AUDIENCE, requests: { [NAME]: TEMPLATE }, trust: { ...(await trust()), environment: 'sandbox' }, store: await store() },
  ...(receipts && { receipts: { key: new Uint8Array(32).fill(7) } }),
});
const handler = createHandler(party, { session: ({ headers }) => headers.get('x-session'), rate: { burst: 100_000, perMinute: 100_000 } });
const server = createServer(toNodeListener(handler)).listen(0, '127.0.0.1', () => console.log(server.address().port));

async function store() {
  const timeoutMilliseconds = 10_000;
  if (redis !== undefined) return new RedisStore((await nodeRedis(redis)).client, { timeoutMilliseconds });
  if (postgres === undefined) return new MemoryStore({ capacity: 1_000_000 });
  const store = new PostgresStore(new pg.Pool({ ...postgres, max: 16 }), { timeoutMilliseconds });
  await store.createTable();
  return store;
}
