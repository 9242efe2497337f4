// In: a request and whom to trust. Out: a backend within the page, for a device that the relying party owns: a counter, a kiosk, an agent's tablet.
// It makes the nonce itself and has the last word, which proves something only to whoever owns the device, its build and its clock.
// It remembers the hashes of the codes that it accepted, and takes each once. The memory is the page's: a page that is loaded anew has none,
// and so refuses codes for anybody that are older than itself.
import type { Accepted, Asked, Backend } from './backend.js';
import { randomBytes } from './bytes.js';
import { now } from './clock.js';
import type { Fields } from './field.js';
import { hex } from './hex.js';
import type { Rejected, Verified } from './outcome.js';
import type { Question } from './session_state.js';

/** What a counter is made from. */
export interface CounterOptions {
  /** What is asked, in the language of the page. */
  readonly request: Question | ((language: 'id' | 'en') => Question);
  /** Whom to trust; called before each person, so that it can be renewed. */
  readonly trust: () => Asked['trust'] | Promise<Asked['trust']>;
  /** `accept`: no challenge is shown, and codes for anybody are taken, each once as long as this page lives. `refuse` when absent. */
  readonly unchallenged?: 'refuse' | 'accept';
  /** Called once for each acceptance. What it resolves to is `data` of the result. */
  readonly accepted?: (fields: Partial<Fields>, verified: Verified) => unknown;
}

/** A request lives so many seconds (profile §6). */
const LIFE = 120;
/** The longest leeway, in seconds: after it nothing that was accepted can count again. */
const LEEWAY_MOST = 120;

const REPLAYED: Rejected = { outcome: 'rejected', code: 'replayed', category: 'refused' };
/** Whether a code that is older than this page was accepted before, nobody knows any more. */
const FORGOTTEN: Rejected = { outcome: 'rejected', code: 'store_unavailable', category: 'environment' };

/**
 * A backend within the page.
 *
 * @example
 * const backend = counterBackend({ request, trust: () => trust, accepted: (fields) => greet(fields.nama) });
 */
export function counterBackend({ request, trust, unchallenged = 'refuse', accepted }: CounterOptions): Backend {
  let question: Question;
  let scanned: string | null = null;
  const [opened, taken] = [now(), new Taken()];
  return {
    takes: 'fields',
    ask: async (language) => {
      question = typeof request === 'function' ? request(language) : request;
      return { name: 'counter', request: question, trust: { ...(await trust()), unchallenged } };
    },
    challenge: async () => {
      const nonce = unchallenged === 'accept' ? {} : { nonce: hex(randomBytes(16)) };
      return { request: { ...question, ...nonce, expiresAt: now() + LIFE } };
    },
    seen: async (hash) => {
      scanned = hash;
      return taken.has(hash) ? REPLAYED : { outcome: 'seen' };
    },
    foreign: async (hash) => (taken.has(hash) ? REPLAYED : { outcome: 'rejected', code: 'nonce_mismatch', category: 'untrusted' }),
    verify: async ({ fields }, verified) => {
      if (verified.levels.audience === 'any' && verified.issuedAt < opened) return FORGOTTEN;
      if (scanned === null || !taken.take(scanned, verified.expiresAt)) return REPLAYED;
      scanned = null;
      const data = await accepted?.(fields, verified);
      return { ...verified, receipt: null, ...(data !== undefined && { data }) } satisfies Accepted;
    },
  };
}

/** What this page has accepted, each as long as it could count again. */
class Taken {
  readonly #until: Map<string, number> = new Map();

  has(hash: string): boolean {
    return (this.#until.get(hash) ?? 0) > now();
  }

  /** Whether it was not there. */
  take(hash: string, expiresAt: number): boolean {
    for (const [old, until] of this.#until) if (until <= now()) this.#until.delete(old);
    if (this.#until.has(hash)) return false;
    this.#until.set(hash, expiresAt + LEEWAY_MOST);
    return true;
  }
}
