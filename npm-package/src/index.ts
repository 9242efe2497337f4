// In: nothing. Out: the package's API in a browser. node.ts is the same API in Node.
import { fetchBytes } from './fetch.js';
import { Verifier, type VerifierOptions } from './verifier.js';
import { ownModule } from './own_module.js';
import { HASHES } from './vectors.js';
import { loadModule } from './wasm_module.js';
import { WASM_SHA256 } from './wasm/ikd_verify_sha256.js';
import { WorkerEngine } from './worker_engine.js';

export type * from './api.js';
export { drawSymbol, symbolSvg } from './symbol.js';
export { openCamera } from './camera.js';
export { fetchStatusList, fetchTrustList } from './signed_list.js';
export { kindSentence } from './kind.js';
export { WASM_SHA256 };

/**
 * Makes a verifier, whose engine runs in a worker. When the engine cannot start, each call says why, as a rejection.
 *
 * @example
 * const verifier = await createVerifier({ trustList, roots, request });
 * const outcome = await verifier.scan(video);
 */
export async function createVerifier(options: VerifierOptions): Promise<Verifier> {
  const { wasm = ownModule(), worker: url = new URL('./worker.js', import.meta.url), ...config } = options;
  const engine = new WorkerEngine({ load: () => loadModule(wasm, HASHES, fetchBytes), url, config });
  await engine.open();
  return new Verifier(engine);
}
