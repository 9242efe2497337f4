// Whom this bank trusts: a signed trust list, the keys that may sign it, and the environment.
// Here it is the sandbox's, whose seed is public: production verifiers refuse it. A bank puts its own list and roots here.

import { openSandbox } from 'ikd-verify/sandbox';

const DAY = 86_400;

export class SandboxTrust {
  #made = -Infinity;
  #list;

  /** `now`: UNIX seconds. The list is made anew each day, so that it never runs out. */
  async at(now) {
    if (!this.#list || now - this.#made >= DAY) {
      const { trustList, roots } = (await openSandbox()).trust(now);
      this.#made = now;
      this.#list = Object.freeze({ trustList, roots, environment: 'sandbox' });
    }
    return this.#list;
  }
}
