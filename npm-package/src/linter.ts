// In: the sandbox's module, which pages do not load. Out: the findings on a request, and the ready profiles. It judges nothing: the module does.
import type { FieldName } from './field.js';
import type { DocumentName, Rejected } from './outcome.js';
import { isRejected } from './rejection.js';
import type { PresentationRequest } from './request.js';
import type { WasmSource } from './wasm_module.js';
import { initSync, lintRequest as lint, profiles } from './wasm/ikd_sandbox.js';

/** What a finding is about. The list may grow; a code never changes. */
export type FindingCode =
  | 'request_malformed' | 'field_outside_document' | 'document_refused' | 'field_refused' | 'card_copied' | 'reason_missing'
  | 'field_redundant' | 'parental_consent_missing' | 'document_unlike_profile' | 'legal_basis_unlike_profile'
  | 'field_outside_profile' | 'field_of_profile_missing' | 'one_field_of_profile';

/** A sentence in Indonesian and in English. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

/** One thing that is wrong with a request. */
export interface Finding {
  readonly code: FindingCode;
  /** Who refuses the request for it: the verifier too, or the lint alone. */
  readonly by: 'verifier' | 'lint';
  /** The item of the request. */
  readonly item: string;
  /** The place in `fields`, from 0, of a field that cannot be named. */
  readonly index?: number;
  readonly field?: FieldName;
  /** The rule of law, or of the profile, behind it. */
  readonly article: string;
  readonly sentence: Sentence;
}

/** The name of a ready profile. */
export type ProfileName = 'catat-nik-nama' | 'bank-cdd' | 'airline-checkin' | 'age-gate' | 'delivery';

/** What a kind of relying party may ask for, and the rule that it follows. */
export interface Profile {
  readonly name: ProfileName;
  readonly document: DocumentName;
  readonly fields: readonly { readonly name: FieldName; readonly required: boolean }[];
  /** All that are required, or exactly one. */
  readonly pick: 'all' | 'one';
  readonly legalBases: readonly PresentationRequest['legalBasis'][];
  readonly article: string;
  readonly source: Sentence;
}

/** Against what a request is held. */
export interface LintOptions {
  readonly profile?: ProfileName;
  /** Where ikd_sandbox_bg.wasm is, when not beside the package. */
  readonly wasm?: WasmSource;
}

/** Starts the module where it does not run yet. It is a tool: what keeps it from starting is an error, whose message is the code. */
function run<T>(module: WebAssembly.Module | Rejected, ask: () => unknown): T {
  if (isRejected(module)) throw new Error(`The lint did not start: ${module.code}.`);
  initSync({ module });
  try {
    return ask() as T;
  } catch (error) {
    throw new TypeError((error as Error).message);
  }
}

/** The findings on a request. */
export function findings(module: WebAssembly.Module | Rejected, request: unknown, profile?: ProfileName): readonly Finding[] {
  return run(module, () => lint(request, profile));
}

/** The ready profiles. */
export function ready(module: WebAssembly.Module | Rejected): readonly Profile[] {
  return run(module, () => profiles());
}
