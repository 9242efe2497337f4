// In: the names of sessions. Out: whether a session may call once more. Bounded: names that were quiet long enough are forgotten, and a
// crowd of names is held to what all of them may do together.
import { milliseconds } from './clock.js';

/** How often a session may call. */
export interface RateLimit {
  /** Calls at once, 20 when absent. */
  readonly burst?: number;
  /** Calls a minute after that, 60 when absent. */
  readonly perMinute?: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MOST_SESSIONS = 100_000;

/** A bucket of calls for each session, which fills with time. */
export class RateLimiter {
  readonly #buckets: Map<string, Bucket> = new Map();
  readonly #burst: number;
  readonly #perMillisecond: number;

  constructor({ burst = 20, perMinute = 60 }: RateLimit) {
    this.#burst = burst;
    this.#perMillisecond = perMinute / 60_000;
  }

  /** Takes one call of the session's, if there is one. */
  take(session: string): boolean {
    const now = milliseconds();
    const { left, at } = this.#buckets.get(session) ?? { left: this.#burst, at: now };
    const full = Math.min(this.#burst, left + (now - at) * this.#perMillisecond);
    this.#buckets.delete(session);
    if (this.#buckets.size >= MOST_SESSIONS) this.#sweep(now);
    if (this.#buckets.size >= MOST_SESSIONS) return false;
    // The newest stands last, so that the quiet ones are found first.
    this.#buckets.set(session, { left: Math.max(full - 1, 0), at: now });
    return full >= 1;
  }

  /** Forgets the sessions whose buckets are full again. */
  #sweep(now: number): void {
    const quiet = this.#burst / this.#perMillisecond;
    for (const [session, { at }] of this.#buckets) {
      if (now - at < quiet) return;
      this.#buckets.delete(session);
    }
  }
}
