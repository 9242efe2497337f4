// In: nothing. Out: the types of the engine's calls, which run in this thread (Node) or in a worker (browser).
import type { PresentationRequest } from './request.js';
import type { Clock, Environment, Rejected, Verified } from './outcome.js';
import type { FieldName, Fields } from './field.js';
import type { Sight } from './sight.js';

/** What an engine is made from. */
export interface EngineConfig {
  readonly trustList: Uint8Array;
  readonly roots: readonly string[];
  readonly minSeq?: number;
  readonly seen?: { readonly seq: number; readonly sha256: string };
  readonly environment?: Environment;
  readonly leewaySeconds?: number;
  readonly unchallenged?: 'refuse' | 'accept';
  /** Takes MOSIP Claim 169 codes too. They are bound to nobody, and answer no nonce. `refuse` when absent. */
  readonly claim169?: 'refuse' | 'accept';
  readonly request?: PresentationRequest;
  /** Signed status lists: from `fetchStatusList`, or from wherever the host keeps them. */
  readonly statusLists?: readonly Uint8Array[];
  /** `prefer` when absent: what a given list refuses is refused; without a list the level `status` is `unknown`. */
  readonly statusPolicy?: 'require' | 'prefer' | 'ignore';
  /** What `Verifier.seen` gave before. */
  readonly seenStatusLists?: readonly SeenStatusList[];
}

/** A status list that was seen: its address, and when it was made (UNIX seconds). */
export interface SeenStatusList {
  readonly uri: string;
  readonly issuedAt: number;
}

/** What a host keeps from one verifier to the next, so that no older list comes back. Spread it into the next one's options. */
export interface SeenLists {
  /** The trust list; absent when it could not be read. */
  readonly seen?: { readonly seq: number; readonly sha256: string };
  readonly seenStatusLists: readonly SeenStatusList[];
}

/** When something is judged: UNIX seconds, and which clock said so. */
export interface Moment {
  readonly now: number;
  readonly clock: Clock;
}

/** A verified presentation whose values stay in wasm memory, under a handle. */
export interface Judged {
  readonly outcome: 'judged';
  readonly verified: Verified;
  readonly handle: string;
  readonly signedHash: string;
}

/** The pixels of one frame, or of a picture. */
export type Picture = ImageData | { readonly luma: Uint8Array; readonly width: number; readonly height: number };

/** Where a picture is from: a camera, which gives another one, or a file, which gets every pass. */
export type Origin = 'camera' | 'file';

/** What one look at a frame gave. */
export interface Look {
  /** What the frame's code was judged to be; null where no code can be read. */
  readonly seen: Judged | Rejected | null;
  /** What the frame shows of a symbol, read or not; null for none. */
  readonly sight: Sight | null;
  /** Mean grey level of the frame, 0 (black) to 255. */
  readonly light: number;
}

/** A challenge QR for the wallet: its text, and its modules (row-major, 1 is dark). */
export interface Challenge {
  readonly outcome: 'challenge';
  readonly text: string;
  readonly size: number;
  readonly modules: Uint8Array;
}

/** The three functions that IKD names, read from the levels and the consent. They replace none of the levels. */
export interface Functions {
  /** Proofing: the presentation is verified. */
  readonly pembuktian: 'verified';
  /** Authentication, from holderBinding and holderCheck. */
  readonly otentikasi: 'none' | 'checked' | 'bound' | 'bound_and_checked';
  /** Authorisation: the fields that were released under the consent. */
  readonly otorisasi: readonly FieldName[];
}

/** What the engine releases. */
export interface EngineRelease {
  readonly outcome: 'released';
  readonly fields: Partial<Fields>;
  readonly presentation: string | null;
  readonly functions: Functions;
}

/** Whether each value is what was typed. */
export interface Matched {
  readonly outcome: 'matched';
  readonly fields: Readonly<Partial<Record<FieldName, boolean>>>;
}

/** The holder's pseudonym for one relying party and one key. */
export interface Pseudonym {
  readonly outcome: 'pseudonym';
  /** 64 hex digits. */
  readonly pseudonym: string;
}

/** The calls, each with its arguments and its result. `Frame` is what the engine can look at. */
export interface Calls<Frame = Picture> {
  verify(text: string, moment: Moment): Judged | Rejected;
  look(frame: Frame, moment: Moment, origin?: Origin): Look;
  challenge(fields: readonly string[], now: number): Challenge | Rejected;
  symbol(text: string): Uint8Array;
  release(handle: string, fields: readonly string[]): EngineRelease | Rejected;
  seen(now: number): SeenLists;
  match(handle: string, shared: readonly string[], fields: readonly string[], typed: readonly string[]): Matched | Rejected;
  pseudonym(handle: string, shared: readonly string[], key: Uint8Array): Pseudonym | Rejected;
  drop(handle: string): null;
}

/** The names of the calls. */
export type Method = keyof Calls;

/** An engine, wherever it runs. */
export interface Engine<Frame = Picture> {
  /** Hex SHA-256 of the request, or null without one. */
  readonly requestHash: string | null;
  /** Answers a call. Rejects only on misuse; every other failure is a value. */
  call<M extends Method>(method: M, ...args: Parameters<Calls<Frame>[M]>): Promise<ReturnType<Calls[M]> | Rejected>;
  /** Frees everything that the engine holds. */
  close(): void;
}
