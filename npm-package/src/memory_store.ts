// In: keys and values. Out: a store in the memory of this process. Refuses more keys than it may hold, and to be one of several.
import { milliseconds as clock } from './clock.js';
import { StoreError, type Store } from './store.js';

/** What a store in memory may hold. */
export interface MemoryStoreOptions {
  /** How many keys, 100 000 when absent: a transaction takes four, for fifteen minutes, so that is about 25 a second. A full store refuses. */
  readonly capacity?: number;
  /** How many processes serve the same audience. More than one cannot share a memory. */
  readonly replicas?: number;
}

interface Kept {
  readonly value: string;
  readonly until: number;
}

/**
 * A store for one process, and for tests. What it knew is gone with the process, and with it every open transaction: nothing that was
 * accepted comes back.
 *
 * @example
 * const store = new MemoryStore();
 * await store.add('nonce', 'open', 900_000); // true
 * await store.add('nonce', 'open', 900_000); // false
 */
export class MemoryStore implements Store {
  readonly #kept: Map<string, Kept> = new Map();
  readonly #capacity: number;
  /** The first call: while a module is loaded, workerd's clock stands at zero, and the store would seem to remember half a century. */
  #since: number | null = null;
  /** Nothing expires before this moment. */
  #earliest = Infinity;
  /** With how many keys the expired ones are looked for: twice as many as the last look left. */
  #crowd = 64;

  constructor({ capacity = 100_000, replicas = 1 }: MemoryStoreOptions = {}) {
    if (replicas > 1) throw new TypeError('A store in memory cannot be shared: several processes need Redis or PostgreSQL.');
    if (!(Number.isInteger(capacity) && capacity > 0)) throw new TypeError('capacity is a number of keys.');
    this.#capacity = capacity;
  }

  async add(key: string, value: string, milliseconds: number): Promise<boolean> {
    if (this.#standing(key) !== null) return false;
    this.#keep(key, value, milliseconds);
    return true;
  }

  async get(key: string): Promise<string | null> {
    return this.#standing(key);
  }

  async put(key: string, value: string, milliseconds: number): Promise<void> {
    this.#keep(key, value, milliseconds);
  }

  async exchange(key: string, value: string, milliseconds: number): Promise<string | null> {
    const stood = this.#standing(key);
    if (stood !== null) this.#keep(key, value, milliseconds);
    return stood;
  }

  async age(): Promise<number> {
    const now = this.#now();
    return Math.floor(now - (this.#since ?? now));
  }

  async check(): Promise<readonly string[]> {
    return [];
  }

  #now(): number {
    const now = clock();
    if (now > 0) this.#since ??= now;
    return now;
  }

  #standing(key: string): string | null {
    const [now, kept] = [this.#now(), this.#kept.get(key)];
    return kept !== undefined && kept.until > now ? kept.value : null;
  }

  #keep(key: string, value: string, milliseconds: number): void {
    const now = this.#now();
    if (this.#kept.size >= Math.min(this.#crowd, this.#capacity) && this.#earliest <= now) this.#sweep(now);
    if (this.#kept.size >= this.#capacity && !this.#kept.has(key)) throw new StoreError('full');
    const until = now + milliseconds;
    this.#kept.set(key, { value, until });
    this.#earliest = Math.min(this.#earliest, until);
  }

  #sweep(now: number): void {
    this.#earliest = Infinity;
    for (const [key, { until }] of this.#kept) {
      if (until <= now) this.#kept.delete(key);
      else this.#earliest = Math.min(this.#earliest, until);
    }
    this.#crowd = Math.max(64, 2 * this.#kept.size);
  }
}
