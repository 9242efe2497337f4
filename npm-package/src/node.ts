// In: nothing. Out: the package's API in Node, with the same names as index.ts. The engine runs in the calling thread.
import type { Engine } from './engine.js';
import { readBytes } from './file.js';
import { LocalEngine } from './local_engine.js';
import type { Frame } from './picture.js';
import { ownModule } from './own_module.js';
import { isRejected } from './rejection.js';
import { UnstartedEngine } from './unstarted_engine.js';
import { Verifier, type VerifierOptions } from './verifier.js';
import { HASHES } from './vectors.js';
import { loadModule } from './wasm_module.js';
import { WASM_SHA256 } from './wasm/ikd_verify_sha256.js';

export type * from './api.js';
export { drawSymbol, symbolSvg } from './symbol.js';
export { openCamera } from './camera.js';
export { fetchStatusList, fetchTrustList } from './signed_list.js';
export { kindSentence } from './kind.js';
export { pseudonym } from './pseudonym.js';
export { WASM_SHA256 };

/**
 * Makes a verifier. When the engine cannot start, each call says why, as a rejection.
 *
 * @example
 * const verifier = await createVerifier({ trustList, roots, request });
 * const outcome = await verifier.verify(text, { now, clock: 'server' });
 */
export async function createVerifier(options: VerifierOptions): Promise<Verifier> {
  const { wasm = ownModule(), worker: _, ...config } = options;
  const module = await loadModule(wasm, HASHES, readBytes);
  const engine = isRejected(module) ? new UnstartedEngine(module) : new LocalEngine(module, config);
  // In Node there are no frames: scan refuses its source before it calls the engine.
  return new Verifier(engine as Engine as Engine<Frame>);
}
