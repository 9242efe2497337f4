// In: challenges. Out: presentations for them, minted by the sandbox in threads of their own, so that whoever waits for answers waits on.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { openSandbox } from '../../dist/sandbox_node.js';
import { FIELDS } from '../../test/support/case.mjs';
import { Questions } from './questions.mjs';

if (!isMainThread) {
  const sandbox = await openSandbox();
  parentPort.on('message', ({ number, text }) => {
    parentPort.postMessage({ number, answer: sandbox.mint(text, FIELDS, Math.floor(Date.now() / 1000)).text });
  });
}

/** A wallet in each of two threads. */
export class Minter {
  #threads = [1, 2].map(() => new Worker(new URL(import.meta.url)));
  #next = 0;
  #questions = new Questions((question) => this.#threads[(this.#next += 1) % this.#threads.length].postMessage(question));

  constructor() {
    for (const thread of this.#threads) thread.on('message', (answer) => this.#questions.answered(answer));
  }

  /** The text of a presentation. */
  mint(text) {
    return this.#questions.ask({ text });
  }

  close() {
    return Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
