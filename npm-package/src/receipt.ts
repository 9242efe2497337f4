// In: signed receipts. Out: what they say, their page, their withdrawal. Verified and made in wasm.
import { randomBytes } from './bytes.js';
import { now as systemNow } from './clock.js';
import { hex } from './hex.js';
import type { Rejected } from './outcome.js';
import { guarded, openReceipt, receiptPage, withdrawReceipt } from './rules.js';

/** A place in a log of receipts. Each names the receipt before it by its SHA-256. */
export interface Place {
  /** Hex, 8 bytes: the log's own random name. */
  readonly log: string;
  /** From 0. */
  readonly number: number;
  /** Hex: SHA-256 of the signed receipt before; zeros for the first. */
  readonly previous: string;
}

/**
 * A receipt's content: names of ISO/IEC TS 27560 and, under `id_pdp`, what UU 27/2022 asks besides. It holds names of fields, never a value.
 */
export interface Receipt {
  readonly profile: 'id-pdp/1';
  /** UNIX seconds. */
  readonly issued_at: number;
  readonly receipt_metadata: { readonly schema_version: string; readonly receipt_id: string };
  readonly event: readonly { readonly event_type: string; readonly event_state: string; readonly event_time: string; readonly entity_id: string }[];
  readonly log: { readonly log_id: string; readonly number: number; readonly previous: string };
  readonly pii_processing?: {
    readonly privacy_notice: string;
    readonly language: string;
    readonly purposes: readonly {
      readonly purpose: string;
      readonly lawful_basis: string;
      readonly pii_information: readonly { readonly pii_type: string; readonly pii_optional: boolean; readonly special_pii_category: boolean }[];
      readonly pii_controllers: readonly string[];
      readonly collection_method: string;
      readonly retention_period: string;
      readonly processing_period: string;
      readonly withdrawal_method: string;
      readonly privacy_rights: string;
    }[];
  };
  readonly party_identification?: readonly Readonly<Record<'party_id' | 'party_name' | 'party_role' | 'party_contact' | 'party_url', string>>[];
  readonly id_pdp?: {
    readonly request_hash: string;
    readonly consent_text_hash: string;
    readonly outcome: 'verified';
    readonly mode: string;
    readonly document: string;
    readonly levels: Readonly<Record<string, string | number>>;
    readonly warnings: readonly string[];
    readonly issuer: string;
    readonly key_id: string;
    readonly trust_list: { readonly sha256: string; readonly seq?: number };
    readonly status_lists: readonly string[];
    readonly build: string;
    /** `YYYY-MM-DD`, where the retention is an ISO 8601 duration. */
    readonly retention_until?: string;
  };
  /** Of a withdrawal: which receipt, and what must end by when. */
  readonly withdrawal?: { readonly receipt_id: string; readonly stop_by: string; readonly erase_by: string; readonly erase: readonly string[] };
}

/** A receipt with its signature, and the place behind it. */
export interface SignedReceipt {
  readonly receipt: Receipt;
  /** A COSE_Sign1 of the relying party. */
  readonly signed: Uint8Array;
  readonly next: Place;
}

/** A receipt that was verified. */
export interface OpenedReceipt {
  readonly outcome: 'receipt';
  readonly receipt: Receipt;
  readonly link: Place;
  readonly next: Place;
}

/** Verifies a signed receipt by the relying party's public keys, in hex. */
export function open(signed: Uint8Array, keys: readonly string[]): OpenedReceipt | Rejected {
  return guarded(() => openReceipt(signed, [...keys])) as OpenedReceipt | Rejected;
}

/** The page of a signed receipt, to print. */
export function page(signed: Uint8Array, keys: readonly string[], language: 'id' | 'en'): string | Rejected {
  return guarded(() => receiptPage(signed, [...keys], language)) as string | Rejected;
}

/** The signed withdrawal of a receipt. */
export function withdraw(signed: Uint8Array, key: Uint8Array, place: Place, now: number = systemNow()): SignedReceipt | Rejected {
  return guarded(() => withdrawReceipt(signed, key, randomBytes(16), place, now)) as SignedReceipt | Rejected;
}

/** The first place of a new log. */
export function firstPlace(): Place {
  return { log: hex(randomBytes(8)), number: 0, previous: '0'.repeat(64) };
}
