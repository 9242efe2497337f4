// Whom the examples trust: a signed trust list, the keys that may sign it, the issuers' status lists, and the environment.
// Here it is the sandbox's, whose seed is public: production verifiers refuse it. A relying party puts its own roots here, and fetches
// its lists now and then with `fetchTrustList` and `fetchStatusList`.

import { openSandbox } from 'ikd-verify/sandbox';

/** A status list is fresh for an hour. */
const HALF_AN_HOUR = 1800;

export class SandboxTrust {
  #made = -Infinity;
  #lists;

  /** `now`: UNIX seconds. The lists are made anew before they are stale. */
  async at(now) {
    if (!this.#lists || now - this.#made >= HALF_AN_HOUR) {
      const sandbox = await openSandbox();
      this.#made = now;
      this.#lists = Object.freeze({ ...sandbox.trust(now), environment: 'sandbox' });
    }
    return this.#lists;
  }
}
