// In: nothing. Out: what a backend keeps its transactions in, and the error of a store that cannot say. It decides nothing: what the
// values mean, and who may accept, is the core's to say.

/**
 * Four operations, each atomic and each on one key, so that a cluster can hold the keys where it likes. Every value has its life, in
 * milliseconds. Any doubt (an error, silence, a lost connection, a full store) rejects with {@link StoreError}, and means that nobody may
 * accept: after a time-out the outcome is unknown.
 *
 * @example
 * const store: Store = new MemoryStore();
 * await store.add('nonce', 'open', 900_000); // true
 * await store.exchange('nonce', 'taken', 900_000); // 'open', to one caller only
 */
export interface Store {
  /** Keeps `value` under `key` unless something stands there; resolves to whether it was kept. */
  add(key: string, value: string, milliseconds: number): Promise<boolean>;
  /** What stands there, or null. */
  get(key: string): Promise<string | null>;
  /** Keeps `value` whatever stands there. */
  put(key: string, value: string, milliseconds: number): Promise<void>;
  /** Where something stands, writes `value` instead and resolves to what stood; else writes nothing and resolves to null. */
  exchange(key: string, value: string, milliseconds: number): Promise<string | null>;
  /**
   * For how many milliseconds the place of this key has remembered everything that was put there. It vouches for what was asked before it:
   * ask it after an `add`, not before.
   */
  age(key: string): Promise<number>;
  /** Refuses to start on a store that cannot keep its promise: resolves to sentences, none when all is well. */
  check(): Promise<readonly string[]>;
}

/** Why a store could not say: it was silent; it answered with an error or not at all; it is full; too few replicas have the value. */
export type StoreReason = 'timeout' | 'failed' | 'full' | 'replicas';

const SENTENCES: Readonly<Record<StoreReason, string>> = {
  timeout: 'The store did not answer in its time; whether it did what was asked is unknown.',
  failed: 'The store failed.',
  full: 'The store is full.',
  replicas: 'Too few replicas of the store have what was written.',
};

/**
 * A store that could not say. It carries neither key nor value, nor the driver's error, which would: only the server's own word for it.
 *
 * @example
 * await store.get('nonce').catch((error) => error instanceof StoreError && error.reason); // 'timeout'
 */
export class StoreError extends Error {
  /** The code of the rejection that this becomes. */
  readonly code = 'store_unavailable';
  readonly reason: StoreReason;
  /** The server's or the system's word, such as OOM, READONLY, 57P01 or ECONNREFUSED. */
  readonly word: string | null;

  constructor(reason: StoreReason, word: string | null = null) {
    super(word === null ? SENTENCES[reason] : `${SENTENCES[reason]} (${word})`);
    this.name = 'StoreError';
    this.reason = reason;
    this.word = word;
  }
}
