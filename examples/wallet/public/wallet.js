// A test wallet: a challenge's text → the request it carries → a minted code that is replaced every 20 seconds.
// The sandbox mints with keys whose seed is public. Nothing here has proved who asks: a challenge is not signed.

import { openSandbox } from '/ikd-verify/sandbox.js';

/** Seconds that one code is shown; each lives 90. */
export const ROTATION = 20;

/** A fault that can be minted, and the code that a verifier must answer with. */
export const FAULTS = Object.freeze({
  expired: 'expired',
  tampered: 'signature_invalid',
  unknown_issuer: 'issuer_unknown',
  wrong_audience: 'audience_mismatch',
  wrong_nonce: 'nonce_mismatch',
});

export class Wallet {
  state = { step: 'receive' };
  challenge;
  chosen = new Set();
  #text;
  #changed;
  #turn = 0;

  constructor(changed) {
    this.#changed = changed;
  }

  receiving(error) {
    this.#turn += 1;
    this.#show({ step: 'receive', error });
  }

  /** The text of a challenge, from the camera, a paste or a link. */
  async receive(text) {
    const challenge = (await openSandbox()).readChallenge(text.trim());
    if (challenge.outcome === 'rejected') return this.receiving(challenge);
    if (challenge.expiresAt <= now()) return this.receiving({ code: 'request_expired', category: 'refused' });
    this.#text = text.trim();
    this.challenge = challenge;
    this.chosen = new Set(challenge.fields.filter((field) => field.required).map((field) => field.name));
    return this.#show({ step: 'request' });
  }

  choose(field, wanted) {
    if (wanted) this.chosen.add(field);
    else this.chosen.delete(field);
  }

  /** Mints and shows a code; `fault` is 'none' or one of FAULTS. */
  async present(fault = 'none') {
    this.#turn += 1;
    const turn = this.#turn;
    if (this.challenge.expiresAt <= now()) return this.receiving({ code: 'request_expired', category: 'refused' });
    const code = (await openSandbox()).mint(this.#text, [...this.chosen], now(), fault);
    if (turn !== this.#turn) return undefined;
    if (code.outcome === 'rejected') return this.receiving(code);
    return this.#show({ step: 'code', code, fault, until: Math.min(now() + ROTATION, this.challenge.expiresAt) });
  }

  #show(state) {
    this.state = state;
    this.#changed();
  }
}

function now() {
  return Math.floor(Date.now() / 1000);
}
