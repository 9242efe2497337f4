// In: the sandbox's module. Out: the test issuer and wallet. Its root has a public seed, so that production refuses it.
import { initSync, inspect, mint, mintForAnybody, readChallenge, readCode, show, trust } from './wasm/ikd_sandbox.js';
import { milliseconds } from './clock.js';
import type { Challenge, EngineConfig } from './engine.js';
import type { FieldName } from './field.js';
import type { Inspection } from './inspection.js';
import type { DocumentName, Rejected } from './outcome.js';
import { isRejected } from './rejection.js';

/** The fault that a presentation shall have. */
export type Fault = 'none' | 'expired' | 'tampered' | 'unknown_issuer' | 'wrong_audience' | 'wrong_nonce' | 'revoked';

/** The fault that an SD-CWT presentation shall have: also one of the holder's key or of a disclosure. */
export type ShowingFault = Fault | 'wrong_holder' | 'forged_disclosure';

/** How an SD-CWT is shown. */
export interface Showing {
  /** What kind of key the phone has; `ed25519` where nothing is said. */
  readonly device?: 'ed25519' | 'p256';
  /** `none` where nothing is said. */
  readonly fault?: ShowingFault;
}

/** What a relying party asks, as a wallet reads it from a challenge QR. */
export interface ChallengeContents {
  readonly audience: string;
  readonly document: DocumentName;
  /** UNIX seconds. */
  readonly expiresAt: number;
  readonly purpose: string;
  readonly fields: readonly { readonly name: FieldName; readonly required: boolean }[];
  /** What an SD-CWT of this document shows in any case; a minted presentation does not. */
  readonly alwaysVisible: readonly FieldName[];
  /** Hex SHA-256 of the request. */
  readonly requestHash: string;
}

/** A minted presentation: its text, and the QR's modules (row-major, 1 is dark). */
export type Minted = Omit<Challenge, 'outcome'>;

/** What a verifier trusts in the sandbox: options of `createVerifier`, together with `environment: 'sandbox'`. */
export interface SandboxTrust {
  readonly trustList: Uint8Array;
  /** Hex. */
  readonly roots: readonly string[];
  /** The credentials of a phone that was lost are revoked in it. It is fresh for an hour. */
  readonly statusLists: readonly Uint8Array[];
}

/** The test issuer and wallet. */
export class Sandbox {
  #shown = 0;

  /** @internal */
  constructor(module: WebAssembly.Module) {
    initSync({ module });
  }

  /** The sandbox's trust list, its roots and its status lists, valid around `now` (UNIX seconds). */
  trust(now: number): SandboxTrust {
    return trust(now);
  }

  /** Reads the text of a challenge QR. */
  readChallenge(text: string): ChallengeContents | Rejected {
    return readChallenge(text);
  }

  /** Mints a presentation of these fields for a challenge; each is a new token, which lives 90 s. */
  mint(challenge: string, fields: readonly FieldName[], now: number, fault: Fault = 'none'): Minted | Rejected {
    return mint(challenge, [...fields], now, fault);
  }

  /** Mints a presentation of these fields for anybody, as a holder shows at a counter that asked nothing. */
  mintForAnybody(fields: readonly FieldName[], now: number): Minted {
    return mintForAnybody([...fields], now);
  }

  /** Shows an SD-CWT that discloses these fields, for a challenge; each time another credential of the batch. */
  show(challenge: string, fields: readonly FieldName[], now: number, showing: Showing = {}): Minted | Rejected {
    const { device = 'ed25519', fault = 'none' } = showing;
    this.#shown += 1;
    return show(challenge, [...fields], now, fault, device, this.#shown);
  }

  /**
   * How far a code gets with these settings, step by step. Values are shown only of a code that the sandbox's own issuer signed.
   *
   * @example
   * const { steps, outcome } = sandbox.inspect(text, { ...sandbox.trust(now), environment: 'sandbox' }, now);
   */
  inspect(text: string, config: EngineConfig, now: number): Inspection {
    return inspect(text, config, now, milliseconds);
  }

  /** Reads any QR in a picture, or null. */
  readCode(image: ImageData): string | null {
    return readCode(image) ?? null;
  }
}

/** A sandbox on its module. It is a test tool: what keeps it from starting is an error, whose message is the code. */
export function openWallet(module: WebAssembly.Module | Rejected): Sandbox {
  if (isRejected(module)) throw new Error(`The sandbox did not start: ${module.code}.`);
  return new Sandbox(module);
}
