// In: nothing. Out: what a person typed because no code could be shown: the relying party's own path.
import type { FieldName } from './field.js';

/** What a person typed. Nobody signed it and nothing verified it: the relying party checks it by its own means. */
export interface Typed {
  readonly outcome: 'manual';
  readonly source: 'manual';
  /** The request's name. */
  readonly request: string;
  /** Texts as they were typed, of fields that the request asks for; required ones may be missing. */
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
}
