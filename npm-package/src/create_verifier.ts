// In: what a verifier is made from. Out: the verifier of a browser, with its engine in a worker.
import { fetchBytes } from './fetch.js';
import { ownModule } from './own_module.js';
import { StartedWorker } from './started_worker.js';
import { HASHES } from './vectors.js';
import { Verifier, type VerifierOptions } from './verifier.js';
import { loadModule } from './wasm_module.js';
import { WorkerEngine } from './worker_engine.js';

/**
 * Makes a verifier, whose engine runs in a worker. When the engine cannot start, each call says why, as a rejection.
 *
 * @example
 * const verifier = await createVerifier({ trustList, roots, request });
 * const outcome = await verifier.scan(video);
 */
export async function createVerifier(options: VerifierOptions): Promise<Verifier> {
  return openVerifier(options, null);
}

/** The same on a worker that was started before. */
export async function openVerifier(options: VerifierOptions, started: StartedWorker | null): Promise<Verifier> {
  const { wasm = ownModule(), worker: url = ownWorker(), ...config } = options;
  const engine = new WorkerEngine({ load: () => loadModule(wasm, HASHES, fetchBytes), url, config, started });
  await engine.open();
  return new Verifier(engine);
}

/** Fetches the module and starts a worker before they are needed. The worker is the caller's, who ends it. */
export function prepare({ wasm = ownModule(), worker = ownWorker() }: Pick<VerifierOptions, 'wasm' | 'worker'>): StartedWorker {
  void loadModule(wasm, HASHES, fetchBytes);
  return new StartedWorker(worker);
}

function ownWorker(): URL {
  return new URL('./worker.js', import.meta.url);
}
