// In: nothing. Out: the words of an inspection: how far a code gets, step by step. Made by the sandbox's module alone.
import type { Rejected, Verified } from './outcome.js';

/** How far a check got: `skipped` where a code of this kind, or a verifier without a request, has nothing to check. */
export type CheckState = 'passed' | 'stopped' | 'skipped' | 'unreached';

/** One check. */
export interface Check {
  /** A stable word. */
  readonly name: string;
  /** The section of PROFILE.md. */
  readonly rule: string;
  readonly state: CheckState;
}

/** Checks that are made together, and so are timed together. */
export interface Step {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Microseconds on average of many verifications; null where the step was not passed. */
  readonly micros: number | null;
}

/** A part of a code. */
export interface Part {
  readonly name: string;
  /** The name of the check that reads it. */
  readonly check: string;
  /** In bytes. */
  readonly length: number;
  /** Null where values are masked. */
  readonly hex: string | null;
  /** Its structure, a line an item. */
  readonly outline: readonly string[];
}

/** How far a code got. */
export interface Inspection {
  /** Every step in its order, also those that were not reached. */
  readonly steps: readonly Step[];
  /** Without any value. */
  readonly outcome: Verified | Rejected;
  /** `shown` for a code that the sandbox's own issuer signed; of every other there are lengths and structure alone. */
  readonly values: 'shown' | 'masked';
  /** In characters. */
  readonly length: number;
  readonly parts: readonly Part[];
}
