// In: nothing. Out: what a backend has of a presentation that it accepted, and what it may keep of it as evidence.
import type { FieldName, Fields } from './field.js';
import type { Verified } from './outcome.js';
import type { SignedReceipt } from './receipt.js';
import type { PresentationRequest } from './request.js';

/** What a bank keeps to verify a presentation again in years. It holds the person's data in plain. */
export interface Evidence {
  readonly presentation: string;
  readonly request: PresentationRequest;
  readonly requestHash: string;
  readonly fields: readonly FieldName[];
  readonly at: number;
  /** Hex SHA-256 of the lists that judged it. */
  readonly trustList: string;
  readonly statusLists: readonly string[];
}

/** A presentation that was accepted, once. */
export interface Accepted extends Verified {
  /** Signed by the issuer, and judged by the rules; what a person typed instead is `manual`. */
  readonly source: 'ikd';
  readonly released: Fields;
  /** Null where the code holds more than was released (Claim 169). */
  readonly evidence: Evidence | null;
  /** Null where no key signs receipts. */
  readonly receipt: SignedReceipt | null;
}
