// In: where worker.js stands. Out: a worker whose script is loaded before it is needed. One that cannot start is none: whoever needs one then
// starts another, and hears why.
import { spawn } from './spawn.js';

/** A worker that waits for its engine. */
export class StartedWorker {
  #worker: Worker | null = null;

  constructor(url: URL | string) {
    try {
      this.#worker = spawn(url);
      this.#worker.onerror = () => this.end();
    } catch {
      // The page's policy forbids it.
    }
  }

  /** Hands the worker over, once. */
  take(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    return worker;
  }

  /** Ends it, if nobody has taken it. */
  end(): void {
    this.take()?.terminate();
  }
}
