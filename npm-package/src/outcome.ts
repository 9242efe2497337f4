// In: nothing. Out: the result of a verification, as profile §5 and §10 print it in every runtime.
import type { Code } from './code.js';
import type { FieldName } from './field.js';

/**
 * What a rejection means for the person in front of the screen, in this order: scan again, show another document, do not accept it,
 * it was genuine once, there is no consent, something is wrong with this device.
 */
export type Category = 'unreadable' | 'unsupported' | 'untrusted' | 'not_current' | 'refused' | 'environment';

/** Where the verification's time came from. */
export type Clock = 'device' | 'server' | 'given';

/** A production verifier refuses the sandbox's trust root. */
export type Environment = 'production' | 'sandbox';

/** A kind of document. */
export type DocumentName = 'ktp' | 'kk' | 'npwp' | 'bpjs' | 'kendaraan' | 'asn' | 'vaksin' | 'pemilih' | 'kia' | 'biodata' | 'claim_169';

/** How much was proven, a level for each question. Never merge them into one boolean. */
export interface Levels {
  readonly status: 'valid' | 'unknown' | 'not_checked';
  /** Seconds since the status list was made; absent where none was read. */
  readonly statusAge?: number;
  readonly audience: 'matched' | 'any' | 'not_checked';
  readonly nonce: 'matched' | 'not_checked';
  readonly holderBinding: 'none' | 'issuer_session' | 'device_key';
  readonly holderCheck: 'none' | 'pin' | 'biometric' | 'face_liveness';
  readonly minimisation: 'cryptographic' | 'client_enforced';
  readonly clock: Clock;
  readonly environment: Environment;
}

/** A genuine, current presentation. Times are UNIX seconds. */
export interface Verified {
  readonly outcome: 'verified';
  readonly mode: 'minted' | 'sd' | 'claim_169';
  readonly document: DocumentName;
  readonly issuer: string;
  /** Hex: the first 8 bytes of the key's thumbprint. */
  readonly keyId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly levels: Levels;
  readonly warnings: readonly ('nik_birth_date_mismatch' | 'nik_sex_mismatch')[];
  /** The fields that came; their values are not here, see `Credential.release`. */
  readonly offered: readonly FieldName[];
}

/** Why there is no result. It holds labels and numbers, never a personal value. */
export interface Rejected {
  readonly outcome: 'rejected';
  readonly code: Code;
  readonly category: Category;
  readonly detail?: Readonly<Record<string, string | number>>;
}
