// In: why the engine could not start. Out: an engine that says so at each call.
import type { Engine } from './engine.js';
import type { Rejected } from './outcome.js';

/** An engine without a module. */
export class UnstartedEngine implements Engine {
  readonly requestHash: string | null = null;
  readonly #reason: Rejected;

  constructor(reason: Rejected) {
    this.#reason = reason;
  }

  call(): Promise<Rejected> {
    return Promise.resolve(this.#reason);
  }

  close(): void {}
}
