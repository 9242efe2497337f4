// In: keys and values. Out: a store in Redis, in scripts of one key each. Refuses what it cannot be sure of, a replica, and a memory that evicts.
// Values are bound to the run of the server: one that comes back from an older snapshot does not bring back what was taken (redis_script.ts).
import { milliseconds as clock } from './clock.js';
import { linkOf, type Command, type RedisClient, type RedisLink } from './redis_client.js';
import { ADD, AGE, EXCHANGE, GET, PUT, type RedisScript } from './redis_script.js';
import { StoreError, type Store } from './store.js';
import { answerOf, TIMEOUT_MILLISECONDS } from './store_call.js';

/** How a store in Redis works. */
export interface RedisStoreOptions {
  /** How long each operation may take, 1 000 when absent. */
  readonly timeoutMilliseconds?: number;
  /**
   * How many replicas must have what grants something, and how long they may take for it, which is less than the time-out. Redis lets
   * nothing else pass on that connection meanwhile: give the store a client of its own.
   */
  readonly replicas?: { readonly atLeast: number; readonly withinMilliseconds: number };
}

/** How many eras are remembered. There is one for each node, and a new one after each failover. */
const MOST_ERAS = 1_024;

/**
 * A store in the Redis that several processes share: one server, one with Sentinel (by ioredis), or a cluster. Takes the client that is there already, and
 * never closes it. After a failover or a restart everything that was kept counts as absent, so that open transactions begin anew.
 *
 * With ioredis set `maxRetriesPerRequest: 0`, with node-redis `disableOfflineQueue: true`, so that nothing waits for a lost connection.
 *
 * After an outage the client reconnects in its own time, up to two seconds by default: give it a shorter one (`retryStrategy`,
 * `socket.reconnectStrategy`) where that is too long.
 *
 * @example
 * import { Redis } from 'ioredis';
 * const store = new RedisStore(new Redis(url), { replicas: { atLeast: 1, withinMilliseconds: 200 } });
 * for (const sentence of await store.check()) throw new Error(sentence);
 */
export class RedisStore implements Store {
  readonly #link: RedisLink;
  readonly #timeout: number;
  readonly #atLeast: number;
  readonly #confirm: readonly Command[];
  /** When each era was first seen. */
  readonly #eras: Map<string, number> = new Map();

  constructor(client: RedisClient, { timeoutMilliseconds = TIMEOUT_MILLISECONDS, replicas }: RedisStoreOptions = {}) {
    const { atLeast = 0, withinMilliseconds = 0 } = replicas ?? {};
    // WAIT takes 0 for ever.
    if (replicas && !(atLeast > 0 && withinMilliseconds > 0 && withinMilliseconds < timeoutMilliseconds)) {
      throw new TypeError('replicas has a number of replicas, and a time below the time-out.');
    }
    this.#link = linkOf(client);
    this.#timeout = timeoutMilliseconds;
    this.#atLeast = atLeast;
    this.#confirm = replicas ? [['WAIT', String(atLeast), String(withinMilliseconds)]] : [];
  }

  async add(key: string, value: string, milliseconds: number): Promise<boolean> {
    return (await this.#run(ADD, key, [value, String(milliseconds)], this.#confirm)) === 1;
  }

  async get(key: string): Promise<string | null> {
    return text(await this.#run(GET, key));
  }

  async put(key: string, value: string, milliseconds: number): Promise<void> {
    await this.#run(PUT, key, [value, String(milliseconds)]);
  }

  async exchange(key: string, value: string, milliseconds: number): Promise<string | null> {
    return text(await this.#run(EXCHANGE, key, [value, String(milliseconds)], this.#confirm));
  }

  async age(key: string): Promise<number> {
    const reply = await this.#run(AGE, key);
    const now = clock();
    const [age, era] = Array.isArray(reply) ? reply : [];
    if (typeof age !== 'number' || typeof era !== 'string') throw new StoreError('failed');
    return age < 0 ? Math.floor(now - this.#firstSeen(era, now)) : age;
  }

  async check(): Promise<readonly string[]> {
    const [replications, memories] = await this.#answer(() => Promise.all(['replication', 'memory'].map((part) => this.#link.ask(['INFO', part]))));
    await this.age('ikd:check');
    return [...new Set([...(replications ?? []).flatMap((reply) => this.#replication(String(reply))), ...(memories ?? []).flatMap(eviction)])];
  }

  #replication(info: string): readonly string[] {
    if (field(info, 'role') !== 'master') return ['The store is a replica of Redis, which is read-only and may be behind: name its primary.'];
    const replicas = Number(field(info, 'connected_slaves'));
    return replicas >= this.#atLeast ? [] : [`The store wants ${this.#atLeast} or more replicas of each Redis primary, and one has ${replicas}.`];
  }

  #firstSeen(era: string, now: number): number {
    const seen = this.#eras.get(era) ?? now;
    if (this.#eras.size >= MOST_ERAS) this.#eras.clear();
    this.#eras.set(era, seen);
    return seen;
  }

  #answer<T>(call: () => Promise<T>): Promise<T> {
    return answerOf(call, this.#timeout);
  }

  async #run(script: RedisScript, key: string, words: readonly string[] = [], confirm: readonly Command[] = []): Promise<unknown> {
    const rest = ['1', key, ...words];
    const [reply, confirmed] = await this.#answer(async () => {
      try {
        return await this.#link.send(key, [['EVALSHA', script.sha1, ...rest], ...confirm]);
      } catch (error) {
        // Redis has not run it: it does not know the script since it began anew.
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return this.#link.send(key, [['EVAL', script.text, ...rest], ...confirm]);
      }
    });
    const granted = reply !== null && reply !== 0;
    if (confirm.length > 0 && granted && !(typeof confirmed === 'number' && confirmed >= this.#atLeast)) throw new StoreError('replicas');
    return reply;
  }
}

function text(reply: unknown): string | null {
  if (reply !== null && typeof reply !== 'string') throw new StoreError('failed');
  return reply;
}

function eviction(reply: unknown): readonly string[] {
  const policy = field(String(reply), 'maxmemory_policy');
  if (policy === null) return ['Redis does not say what it does when its memory is full: allow INFO to the store, and set maxmemory-policy noeviction.'];
  return policy === 'noeviction' ? [] : [`Redis forgets what is kept when its memory is full (maxmemory-policy ${policy}): set noeviction.`];
}

/** A field of what INFO answers. */
function field(info: string, name: string): string | null {
  return new RegExp(`^${name}:([^\\r\\n]*)`, 'm').exec(info)?.[1] ?? null;
}
