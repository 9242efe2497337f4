// In: a request and whom to trust. Out: a backend within the page, for a device that the relying party owns: a counter, a kiosk, an agent's tablet.
// It makes the nonce itself and has the last word, which proves something only to whoever owns the device, its build and its clock.
import type { Accepted, Asked, Backend } from './backend.js';
import { randomBytes } from './bytes.js';
import { now } from './clock.js';
import type { Fields } from './field.js';
import { hex } from './hex.js';
import type { Verified } from './outcome.js';
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

/**
 * A backend within the page.
 *
 * @example
 * const backend = counterBackend({ request, trust: () => trust, accepted: (fields) => greet(fields.nama) });
 */
export function counterBackend({ request, trust, unchallenged = 'refuse', accepted }: CounterOptions): Backend {
  let question: Question;
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
    seen: async () => ({ outcome: 'seen' }),
    foreign: async () => ({ outcome: 'rejected', code: 'nonce_mismatch', category: 'untrusted' }),
    verify: async ({ fields }, verified) => {
      const data = await accepted?.(fields, verified);
      return { ...verified, receipt: null, ...(data !== undefined && { data }) } satisfies Accepted;
    },
  };
}
