// In: nothing. Out: what a relying party is made from.
import type { Trust } from './asked.js';
import type { ReceiptLog } from './receipt_log.js';
import type { PresentationRequest } from './request.js';
import type { Store } from './store.js';

/** What is asked for under a name: a request without nonce and expiry, which each challenge gets anew. */
export interface RequestTemplate extends Omit<PresentationRequest, 'nonce' | 'expiresAt' | 'relyingParty'> {
  readonly relyingParty: PresentationRequest['relyingParty'];
  /** The language of the request's texts, for the receipt. `id` when absent. */
  readonly language?: 'id' | 'en';
}

/** What a relying party is made from. */
export interface RelyingPartyOptions {
  /** This relying party's https origin, from configuration: never from a header. */
  readonly audience: string;
  readonly trust: Trust;
  /** By name, as `challenge` calls for them. */
  readonly requests: Readonly<Record<string, RequestTemplate>>;
  /** Where nonces are kept. In memory when absent, which is for one process. */
  readonly store?: Store;
  /** UNIX seconds. The system's when absent. */
  readonly clock?: () => number;
  /** How receipts are signed and where they go. Without it there are none. */
  readonly receipts?: {
    /** 32 bytes of an Ed25519 seed, from the environment or a vault. */
    readonly key: Uint8Array;
    /** In memory when absent: the chain begins anew with the process. */
    readonly log?: ReceiptLog;
  };
}
