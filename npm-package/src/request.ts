// In: nothing. Out: the type of a presentation request, profile §6. The relying party's backend makes it, the engine checks it.
import type { FieldName } from './field.js';
import type { DocumentName } from './outcome.js';

/** One field that the relying party asks for, and why. */
export interface RequestedField {
  readonly name: FieldName;
  readonly required: boolean;
  /** Why this field is needed, in the person's language. */
  readonly relevance: string;
}

/** What a relying party asks a person to show. */
export interface PresentationRequest {
  readonly relyingParty: {
    /** The https origin, which is also the presentation's audience. */
    readonly id: string;
    readonly name: string;
    readonly privacyUrl: string;
    readonly contact: string;
  };
  readonly document: DocumentName;
  readonly purpose: string;
  readonly legalBasis: 'consent' | 'contract' | 'legal_obligation' | 'vital_interest' | 'public_duty' | 'legitimate_interest';
  readonly fields: readonly RequestedField[];
  /** An ISO 8601 duration, such as `P5Y`. */
  readonly retention: string;
  readonly processingPeriod: string;
  readonly rights: string;
  /** Hex, 16 bytes, made by the backend. Absent only at a counter without a challenge. */
  readonly nonce?: string;
  /** UNIX seconds, at most 120 s ahead. */
  readonly expiresAt: number;
}
