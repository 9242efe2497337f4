// In: nothing. Out: the states of a session, and which may follow which. Decides nothing: the session asks it before each step.
import type { Accepted } from './backend.js';
import type { Challenge } from './engine.js';
import type { FieldName } from './field.js';
import type { Hint } from './hint.js';
import type { Rejected, Verified } from './outcome.js';
import type { PresentationRequest } from './request.js';

/** How a presentation came. A picture or a text may be a copy that somebody else made: a lower assurance than a camera's. */
export type Capture = 'camera' | 'picture' | 'text';

/** What is asked: a request, before it has a nonce. */
export type Question = Omit<PresentationRequest, 'nonce' | 'expiresAt'>;

/** The relying party has accepted a presentation. */
export interface Shared extends Accepted {
  readonly outcome: 'verified';
  readonly source: 'ikd';
  readonly capture: Capture;
  /** What was released, by name. */
  readonly shared: readonly FieldName[];
}

/** The person took the relying party's own way instead. */
export interface Manual {
  readonly outcome: 'manual';
  readonly source: 'manual';
  /** What `onUnavailable` resolved to. */
  readonly data: unknown;
}

/** The host or the person left before an end. */
export interface Stopped {
  readonly outcome: 'stopped';
}

/** How a session ends. */
export type SessionResult = Shared | Manual | Rejected | Stopped;

/** What has come and waits for the person's decision. The values are not here: they are sealed until `share`. */
export interface Offer {
  readonly verified: Verified;
  readonly capture: Capture;
  /** Asked, and offered: what `share` can release. */
  readonly kept: readonly FieldName[];
  /** Chosen, and not offered. */
  readonly absent: readonly FieldName[];
  /** Offered, and not asked: never released. */
  readonly unasked: readonly FieldName[];
}

/** Where a session is, with what a screen shows there. */
export type SessionState =
  | { readonly name: 'idle' }
  | { readonly name: 'loading' }
  | { readonly name: 'asking'; readonly question: Question; readonly chosen: readonly FieldName[] }
  | {
      readonly name: 'challenge';
      readonly question: Question;
      readonly challenge: Challenge;
      /** UNIX seconds. */
      readonly expiresAt: number;
      /** The person left something out of a code that was signed: this challenge asks for a smaller one. */
      readonly smaller: boolean;
    }
  | { readonly name: 'priming' }
  | { readonly name: 'requesting' }
  | { readonly name: 'starting' }
  | { readonly name: 'searching'; readonly expiresAt: number | null }
  | { readonly name: 'hint'; readonly hint: Hint; readonly expiresAt: number | null }
  | { readonly name: 'paused'; readonly reason: Rejected | 'hidden' }
  | { readonly name: 'verifying' }
  | { readonly name: 'consent'; readonly question: Question; readonly offer: Offer }
  | { readonly name: 'submitting' }
  | { readonly name: 'done'; readonly question: Question | null; readonly result: Shared | Manual }
  | { readonly name: 'failed'; readonly rejection: Rejected };

/** The name of a state. */
export type SessionStateName = SessionState['name'];

/**
 * The states that may follow each. `stop` leads to `idle` from anywhere.
 *
 * - `loading` the backend is asked; `asking` the person reads who asks what and why, and chooses; `challenge` the wallet scans the request;
 * - `priming` before the browser's prompt; `requesting` during it; `starting` the camera gives no frame yet; `searching` and `hint` it looks;
 *   `paused` it cannot look for a reason that the person can mend;
 * - `verifying` a text, a picture or the backend's note of the scan; `consent` the person sees what came; `submitting` the backend verifies
 *   again; `done` and `failed` are the ends.
 */
export const TRANSITIONS: Readonly<Record<SessionStateName, readonly SessionStateName[]>> = {
  idle: ['loading'],
  loading: ['asking', 'challenge', 'priming', 'requesting', 'failed', 'done', 'idle'],
  asking: ['asking', 'loading', 'failed', 'done', 'idle'],
  challenge: ['loading', 'priming', 'requesting', 'verifying', 'failed', 'done', 'idle'],
  priming: ['requesting', 'starting', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  requesting: ['starting', 'paused', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  starting: ['searching', 'hint', 'paused', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  searching: ['hint', 'paused', 'requesting', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  hint: ['searching', 'hint', 'paused', 'requesting', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  paused: ['paused', 'requesting', 'starting', 'challenge', 'loading', 'verifying', 'failed', 'done', 'idle'],
  verifying: ['consent', 'hint', 'paused', 'failed', 'idle'],
  consent: ['submitting', 'failed', 'done', 'idle'],
  submitting: ['done', 'loading', 'failed', 'idle'],
  done: ['loading', 'idle'],
  failed: ['loading', 'done', 'idle'],
};

/** Every state's name. */
export const STATES: readonly SessionStateName[] = Object.keys(TRANSITIONS) as SessionStateName[];
