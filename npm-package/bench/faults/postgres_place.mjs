// In: nothing. Out: a PostgreSQL that can be at fault in every way it knows, with the store that a backend opens on it.
import { PostgresStore } from '../../dist/postgres_store.js';
import { openPostgres } from '../../test/support/postgres_server.mjs';
import { cuts } from './redis_place.mjs';

const KEPT = 'SELECT key, value FROM ikd_store WHERE key = ANY($1)';
const CUT = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND client_port IS NOT NULL';

export async function openPostgresPlace() {
  const server = await openPostgres();
  const pool = server.pool();
  await new PostgresStore(pool, { timeoutMilliseconds: 10_000 }).createTable();
  const kept = async (keys) => {
    const { rows } = await pool.query(KEPT, [keys]);
    const values = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => values.get(key) ?? null);
  };
  const faults = {
    // The fast kind of a crash: every connection is cut, and what was not written is gone.
    'ended at once and started': { begin: () => server.stop('SIGQUIT'), milliseconds: 500, end: () => server.start() },
    'stopped and continued': { silent: true, begin: () => server.pause(), milliseconds: 5_000, end: () => server.resume() },
    'connections cut': { begin: () => cuts(() => pool.query(CUT)), end: () => undefined },
  };
  const close = async () => {
    await pool.end();
    await server.close();
  };
  return { name: 'PostgreSQL', store: { kind: 'postgres', port: server.port }, processes: 2, server, kept, faults, close };
}
