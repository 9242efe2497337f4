// Whom the counter trusts: the lists that it was given, when they were made, and whether they still count.
// The engine judges the signed times itself; what is here says it to people before anybody scans.

const WEEK = 7 * 24 * 3600;
const now = () => Math.floor(Date.now() / 1000);

export class PinnedLists {
  #pinned;

  /** The newest lists that can be had: from the network, else those that were kept. */
  async load() {
    try {
      const answer = await fetch('/pinned.json');
      if (answer.ok) this.#pinned = await answer.json();
    } catch {
      // Those of before stay.
    }
  }

  /** `fresh`, `old` (a warning), `expired` (nothing is accepted), `missing`. */
  get state() {
    if (!this.#pinned) return 'missing';
    const { trustUntil, statusUntil } = this.#pinned;
    if (trustUntil <= now()) return 'expired';
    return trustUntil - now() < WEEK || statusUntil <= now() ? 'old' : 'fresh';
  }

  /** Whether a revocation of these last hours would be known. */
  get knowsStatus() {
    return this.#pinned !== undefined && this.#pinned.statusUntil > now();
  }

  /** Seconds since they were made. */
  get age() {
    return this.#pinned ? Math.max(0, now() - this.#pinned.madeAt) : 0;
  }

  /** Seconds for which the trust list still counts. */
  get left() {
    return this.#pinned ? Math.max(0, this.#pinned.trustUntil - now()) : 0;
  }

  get trust() {
    const { trustList, statusLists, ...plain } = this.#pinned.trust;
    return { ...plain, trustList: bytes(trustList), statusLists: statusLists.map(bytes) };
  }
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
