// The nonces of the open requests, in memory: one process only, gone after a restart.
// issue → see (the scan's hash and our time, once) → take (once; a tombstone stays). Bounded: a full store issues nothing.
// Each step is one synchronous call, so no two requests can interleave inside it. For several machines use a shared store with one atomic take.

import { randomBytes } from 'node:crypto';

/** How long after the scan a presentation may still be handed in, in seconds. */
export const SEEN_FOR = 600;
const LEEWAY = 60;

export class Nonces {
  #limit;
  #records = new Map();
  #current = new Map();
  #byHash = new Map();

  constructor({ limit = 10_000 } = {}) {
    this.#limit = limit;
  }

  /** A new nonce for this session; its request that is still open is dropped. Undefined when the store is full. */
  issue(session, expiresAt, now) {
    this.#sweep(now);
    const open = this.of(session);
    if (open && !open.taken) this.#drop(open);
    if (this.#records.size >= this.#limit) return undefined;
    const nonce = randomBytes(16).toString('hex');
    const record = { nonce, session, expiresAt, until: expiresAt + LEEWAY, request: undefined, consented: undefined, seen: undefined, taken: false };
    this.#records.set(nonce, record);
    this.#current.set(session, record);
    return record;
  }

  /** The session's newest record: open, seen or taken. */
  of(session) {
    return this.#current.get(session);
  }

  /** The record whose scan had this hash, in any session. */
  seenAs(hash) {
    return this.#byHash.get(hash);
  }

  /** Binds the scan's hash and time to the nonce. Only the first hash counts, and its time never moves. */
  see(record, hash, now) {
    if (record.seen) return record.seen.hash === hash;
    if (this.#byHash.has(hash)) return false;
    record.seen = { hash, at: now };
    // While a scan's time is remembered it could be presented again, so the tombstone must stand as long.
    record.until = Math.max(record.until, now + SEEN_FOR + LEEWAY);
    this.#byHash.set(hash, record);
    return true;
  }

  /** True for the first caller, false for each later one. */
  take(record) {
    if (record.taken) return false;
    record.taken = true;
    return true;
  }

  #sweep(now) {
    for (const record of this.#records.values()) if (record.until < now) this.#drop(record);
  }

  #drop(record) {
    this.#records.delete(record.nonce);
    if (this.#current.get(record.session) === record) this.#current.delete(record.session);
    if (record.seen) this.#byHash.delete(record.seen.hash);
  }
}
