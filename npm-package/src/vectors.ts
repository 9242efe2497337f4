// In: nothing. Out: which of the two wasm files this engine can run. Both give the same results; one is faster.
import { WASM_SHA256 as BASELINE_SHA256 } from './wasm/ikd_verify_baseline_sha256.js';
import { WASM_SHA256 } from './wasm/ikd_verify_sha256.js';

/** A module of one function that fills a vector and counts its bits. */
const PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** Whether the engine knows the vector instructions: Chrome from 91, Firefox from 89, Safari from 16.4. */
export function knowsVectors(): boolean {
  return WebAssembly.validate(Uint8Array.from(PROBE));
}

/** The files that are this package's; another is refused. */
export const HASHES: readonly string[] = [WASM_SHA256, BASELINE_SHA256];
