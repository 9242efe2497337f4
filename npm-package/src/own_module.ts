// In: what this engine knows. Out: the address of the package's module that fits it, beside this file.
import { knowsVectors } from './vectors.js';

/** The module with vector instructions, or the one for older browsers. */
export function ownModule(): URL {
  return knowsVectors() ? new URL('./wasm/ikd_verify_bg.wasm', import.meta.url) : new URL('./wasm/ikd_verify_baseline_bg.wasm', import.meta.url);
}
