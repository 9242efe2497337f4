// A relying party's backend in numbers. In: the folder of the measuring module (--module), the programs of sdk/bench (--mint) and ikd (--ikd),
// --quick for a third of it. Out: rows of verified presentations a second beside the bare signature check, in this process; then requests a
// second over HTTP, with the memory of the backend's process at the start, in the middle and at the end.
import { parseArgs } from 'node:util';
import { openRedis } from '../test/support/redis_server.mjs';
import { openPostgres } from '../test/support/postgres_server.mjs';
import { IkdBackend, NodeBackend } from './server/backend.mjs';
import { httpRow } from './server/http_row.mjs';
import { Minter } from './server/minter.mjs';
import { openBare, processRow } from './server/process_row.mjs';

const text = { type: 'string' };
const { values: options } = parseArgs({ options: { module: text, mint: text, ikd: text, quick: { type: 'boolean', default: false } } });
const minter = new Minter(options.mint);
const [redis, postgres] = await Promise.all([openRedis(), openPostgres()]);
try {
  const bare = await openBare(options.module);
  for (const mode of ['M', 'S']) for (const receipts of [false, true]) await processRow({ mode, receipts, bare, minter, codes: options.quick ? 1_000 : 3_000 });
  console.log(`\n${'over HTTP, 32 connections, this process asks'.padEnd(54)} challenge verify/s   p50 µs      p99    p99.9   resident KiB, and the most`);
  for (const backend of backends()) await httpRow({ backend, minter, rounds: options.quick ? 2 : 4 });
} finally {
  await Promise.all([minter.close(), redis.close(), postgres.close()]);
}

function backends() {
  const [address, place] = [`redis://127.0.0.1:${redis.port}/0`, { host: '127.0.0.1', port: postgres.port, user: 'postgres', database: 'postgres' }];
  return [
    new NodeBackend('memory', {}),
    new NodeBackend('memory, receipts', { receipts: true }),
    new NodeBackend('Redis by node-redis', { redis: redis.port }),
    new NodeBackend('PostgreSQL', { postgres: place }),
    new IkdBackend('memory', { program: options.ikd }),
    new IkdBackend('memory, receipts on the disk', { program: options.ikd, receipts: true }),
    new IkdBackend('Redis', { program: options.ikd, redis: address }),
  ];
}
