// In: the compiled module and a configuration. Out: an engine in this thread, for Node.
// After a trap the instance is replaced: the call that met it fails, the credentials of that instance are lost.
import { Core, livingInstance, misuse, start } from './core.js';
import type { Calls, Engine, EngineConfig, Method } from './engine.js';
import type { Rejected } from './outcome.js';
import { rejected } from './rejection.js';

/** An engine that answers in the calling thread. */
export class LocalEngine implements Engine {
  readonly requestHash: string | null;
  readonly #module: WebAssembly.Module;
  readonly #config: EngineConfig;
  #core: Core | null;
  #instance: number;

  constructor(module: WebAssembly.Module, config: EngineConfig) {
    this.#module = module;
    this.#config = config;
    this.#instance = livingInstance() || start(module);
    this.#core = new Core(config, String(this.#instance));
    this.requestHash = this.#core.requestHash;
  }

  async call<M extends Method>(method: M, ...args: Parameters<Calls[M]>): Promise<ReturnType<Calls[M]> | Rejected> {
    const core = this.#living();
    const answer = core[method] as (...given: Parameters<Calls[M]>) => ReturnType<Calls[M]>;
    try {
      return answer.apply(core, args);
    } catch (error) {
      const wrong = misuse(error);
      if (wrong !== null) throw wrong;
      start(this.#module);
      return rejected('worker_trapped');
    }
  }

  close(): void {
    if (this.#instance === livingInstance()) this.#core?.close();
    this.#core = null;
  }

  #living(): Core {
    if (this.#core === null) throw new TypeError('The verifier is closed.');
    if (this.#instance !== livingInstance()) {
      this.#instance = livingInstance();
      this.#core = new Core(this.#config, String(this.#instance));
    }
    return this.#core;
  }
}
