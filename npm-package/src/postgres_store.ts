// In: keys and values. Out: a store in one table of PostgreSQL, one statement an operation. Refuses a standby, a table that is not logged, and
// a server that does not write through: what was taken stays taken after a crash. Only the database's clock says what has expired.
import { milliseconds as clock } from './clock.js';
import type { Store } from './store.js';
import { answerOf, TIMEOUT_MILLISECONDS } from './store_call.js';

/** The `Pool` of pg, as far as it is called. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** How a store in PostgreSQL works. */
export interface PostgresStoreOptions {
  /** How long each operation may take, 1 000 when absent. */
  readonly timeoutMilliseconds?: number;
  /** Whether a synchronous standby must have applied what is written, so that a failover loses nothing. */
  readonly strict?: boolean;
}

/**
 * The table, for the one who may create it. The store needs SELECT, INSERT, UPDATE and DELETE.
 *
 * @example
 * await pool.query(POSTGRES_TABLE);
 */
export const POSTGRES_TABLE = `CREATE TABLE IF NOT EXISTS ikd_store (
  key text PRIMARY KEY,
  value text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ikd_store_expires ON ikd_store (expires);`;

/** Stands in each statement that writes, since the answer counts only when it is on the disk. It lowers nothing that the server has set higher. */
const DURABLE = `(SELECT set_config('synchronous_commit', CASE
  WHEN $4 OR current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)) AS durable`;
const WRITE = `INSERT INTO ikd_store AS kept (key, value, expires)
SELECT $1::text, $2::text, clock_timestamp() + $3::float8 * interval '1 millisecond' FROM ${DURABLE}
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires`;
const ADD = `${WRITE} WHERE kept.expires <= clock_timestamp() RETURNING true`;
const GET = 'SELECT value FROM ikd_store WHERE key = $1 AND expires > clock_timestamp()';
// The lock comes first, so that of two at once the second sees what the first wrote.
const EXCHANGE = `UPDATE ikd_store AS kept SET value = $2::text, expires = clock_timestamp() + $3::float8 * interval '1 millisecond'
FROM (SELECT key, value FROM ikd_store WHERE key = $1 AND expires > clock_timestamp() FOR UPDATE) AS stood, ${DURABLE}
WHERE kept.key = stood.key RETURNING stood.value`;
const SWEEP = `DELETE FROM ikd_store WHERE key IN (
  SELECT key FROM ikd_store WHERE expires <= clock_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED)`;
const CHECK = `SELECT sentence FROM (VALUES
  (pg_is_in_recovery() OR current_setting('transaction_read_only')::bool, 'This PostgreSQL is read-only: name its primary.'),
  (NOT current_setting('fsync')::bool, 'PostgreSQL does not write through (fsync is off): a crash may bring back what was taken.'),
  (NOT current_setting('full_page_writes')::bool, 'PostgreSQL does not write whole pages (full_page_writes is off): a crash may tear them.'),
  (to_regclass('ikd_store') IS NULL, 'PostgreSQL has no table ikd_store: create it by createTable().'),
  ((SELECT relpersistence <> 'p' FROM pg_class WHERE oid = to_regclass('ikd_store')), 'The table ikd_store is not logged: a crash empties it.'),
  ($1 AND current_setting('synchronous_standby_names') = '', 'strict wants a synchronous standby, and PostgreSQL names none (synchronous_standby_names).')
) AS fault (holds, sentence) WHERE holds`;

const SWEEP_MILLISECONDS = 60_000;

/**
 * A store in PostgreSQL, which several processes share. Takes the pool that is there already, and never ends it. Without `strict` a failover
 * to a standby that is behind may forget what was taken: fail over only after the life of a transaction, 15 minutes, or set it.
 *
 * @example
 * import pg from 'pg';
 * const store = new PostgresStore(new pg.Pool({ connectionString: url }));
 * await store.createTable();
 * for (const sentence of await store.check()) throw new Error(sentence);
 */
export class PostgresStore implements Store {
  readonly #pool: PostgresPool;
  readonly #timeout: number;
  readonly #strict: boolean;
  #swept: number = clock();

  constructor(pool: PostgresPool, { timeoutMilliseconds = TIMEOUT_MILLISECONDS, strict = false }: PostgresStoreOptions = {}) {
    this.#pool = pool;
    this.#timeout = timeoutMilliseconds;
    this.#strict = strict;
  }

  /** Creates the table where it is not there yet. */
  async createTable(): Promise<void> {
    await this.#rows(POSTGRES_TABLE);
  }

  async add(key: string, value: string, milliseconds: number): Promise<boolean> {
    this.#sweepNowAndThen();
    return (await this.#rows(ADD, [key, value, milliseconds, this.#strict])).length === 1;
  }

  async get(key: string): Promise<string | null> {
    return valueOf(await this.#rows(GET, [key]));
  }

  async put(key: string, value: string, milliseconds: number): Promise<void> {
    await this.#rows(WRITE, [key, value, milliseconds, this.#strict]);
  }

  async exchange(key: string, value: string, milliseconds: number): Promise<string | null> {
    return valueOf(await this.#rows(EXCHANGE, [key, value, milliseconds, this.#strict]));
  }

  /** It remembers everything, since it is durable. */
  async age(): Promise<number> {
    return Infinity;
  }

  async check(): Promise<readonly string[]> {
    return (await this.#rows(CHECK, [this.#strict])).map((row) => (row as { sentence: string }).sentence);
  }

  /** Drops what has expired: space only, so that whether it succeeds is of no matter. */
  async sweep(): Promise<void> {
    this.#swept = clock();
    await this.#rows(SWEEP).catch(() => undefined);
  }

  #sweepNowAndThen(): void {
    if (clock() - this.#swept >= SWEEP_MILLISECONDS) void this.sweep();
  }

  async #rows(statement: string, values?: unknown[]): Promise<unknown[]> {
    return (await answerOf(() => this.#pool.query(statement, values), this.#timeout)).rows;
  }
}

function valueOf([row]: readonly unknown[]): string | null {
  return row === undefined ? null : (row as { value: string }).value;
}
