// In: a relying party's backend. Out: one person's way through it: asked, scanned, consented, shared. The screen is somebody else's.
// Each step is one of session_state.ts; the promise of `start` settles once; every end stops every track and wipes every value.
// Decides nothing about a presentation: the engine and the backend do. Values reach this page only by what `share` sends.
import type { Backend } from './backend.js';
import { BrowserSession } from './browser_session.js';
import type { Camera } from './camera.js';
import type { FieldName } from './field.js';
import type { EngineFiles } from './inquiry.js';
import type { FrameReport } from './scan.js';
import type { SessionResult, SessionState } from './session_state.js';
import type { QrSymbol } from './symbol.js';

export { type Accepted, type Asked, type Backend, httpBackend } from './backend.js';
export { type CounterOptions, counterBackend } from './counter_backend.js';
export { type Hint, type HintName, HINTS } from './hint.js';
export * from './session_state.js';

/** What a session is made from. */
export interface SessionOptions extends EngineFiles {
  /** The backend, or the address of its route `request`. */
  readonly backend: Backend | URL | string;
  /** Of the request's texts. `id` when absent. */
  readonly language?: 'id' | 'en';
  /** The device id of the lens that was good before, as `camera.lens.id` gave it. The session itself stores nothing. */
  readonly lens?: string;
  /** The relying party's own way for who cannot or will not use this one. It resolves to what `data` of the result shall be. */
  readonly onUnavailable?: (state: SessionState) => unknown;
}

/** One person's way. */
export interface Session {
  readonly state: SessionState;
  /** Shows the camera; null where a session has none. */
  readonly video: HTMLVideoElement | null;
  /** The open camera: lenses, torch, zoom. Null while there is none. */
  readonly camera: Camera | null;
  /** What the last frame showed, for aiming; null while nothing is looked at. */
  readonly report: FrameReport | null;
  readonly environment: 'production' | 'sandbox';
  /** Calls back after each step. The function that it gives ends this. */
  subscribe(listener: (state: SessionState) => void): () => void;
  /** Begins, or joins what has begun. Settles once, at the end. */
  start(): Promise<SessionResult>;
  /** After a failure: a new challenge for the same choice. */
  retry(): Promise<SessionResult>;
  /** Changes the language of the request, while nothing is agreed to yet. */
  speak(language: 'id' | 'en'): void;
  /** Chooses optional fields. */
  choose(fields: readonly FieldName[]): void;
  /** Agrees to be asked for the required fields and the chosen ones. */
  agree(): void;
  /** Goes to the camera: by the primer, where the browser will ask. */
  scan(): void;
  /** From the primer to the browser's prompt. */
  allow(): void;
  /** Tries the camera again, with another lens where one is named. */
  resume(lens?: string): void;
  /** Back to the challenge. */
  back(): void;
  /** A picture, a PDF, or a text that a scanner has typed. */
  present(code: Blob | string): void;
  /** Releases these of the offered fields, and sends them. */
  share(fields: readonly FieldName[]): void;
  /** Refuses, at any step: nothing is sent. */
  refuse(): void;
  /** Goes the relying party's own way. */
  leave(): void;
  /** The QR symbol of a short text, such as a link to this page; null before the engine has started. */
  symbol(text: string): Promise<QrSymbol | null>;
  /** Ends without a result. Safe in any state. */
  stop(): void;
}

/**
 * Makes a session.
 *
 * @example
 * const session = createSession({ backend: '/api/ikd/request' });
 * session.subscribe((state) => draw(state));
 * const result = await session.start();
 */
export function createSession(options: SessionOptions): Session {
  return new BrowserSession(options);
}
