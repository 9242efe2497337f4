// A test wallet: a challenge's text → the request it carries → a code that is replaced every 20 seconds.
// The code is minted by the issuer for this showing, or shown from the phone's own SD-CWT. The sandbox plays both, with keys whose
// seed is public. Nothing here has proved who asks: a challenge is not signed.

import { openSandbox } from '/ikd-verify/sandbox.js';
import { History } from './history.js';
import { FAULTS } from './trials.js';

/** Seconds that one code is shown; each lives LIFE. */
export const ROTATION = 20;
export const LIFE = 90;

export class Wallet {
  state = { step: 'receive' };
  challenge;
  chosen = new Set();
  mode = 'minted';
  history = new History();
  #text;
  #noted;
  #back;
  #last;
  #changed;
  #turn = 0;

  constructor(changed) {
    this.#changed = changed;
  }

  receiving(error) {
    this.#turn += 1;
    this.#show({ step: 'receive', error });
  }

  /** What was shown to whom. */
  remember() {
    this.#turn += 1;
    this.#show({ step: 'history' });
  }

  /** Erases one entry of the history, or all of it. */
  forget(entry) {
    this.history.forget(entry);
    this.#show({ step: 'history' });
  }

  /** The text of a challenge, from the camera, a paste or a link of a page on this device, which says where it waits. */
  async receive(text, back) {
    const challenge = (await openSandbox()).readChallenge(text.trim());
    if (challenge.outcome === 'rejected') return this.receiving(challenge);
    if (challenge.expiresAt <= now()) return this.receiving({ code: 'request_expired', category: 'refused' });
    this.#turn += 1;
    this.#text = text.trim();
    this.#noted = undefined;
    this.#back = pageOf(back);
    this.challenge = challenge;
    this.chosen = new Set(challenge.fields.filter((field) => field.required).map((field) => field.name));
    return this.#show({ step: 'request' });
  }

  /** The page that waits for this code, with the code in its fragment, which no server sees; undefined where none waits. */
  get backLink() {
    if (this.#back === undefined || this.state.step !== 'code') return undefined;
    const address = new URL(this.#back);
    address.hash = new URLSearchParams({ ikd: this.state.code.text }).toString();
    return address;
  }

  choose(field, wanted) {
    if (wanted) this.chosen.add(field);
    else this.chosen.delete(field);
  }

  /** One of MODES: how the codes from now on are made. */
  use(mode) {
    this.mode = mode;
    this.#show(this.state);
  }

  /** What a code of this mode shows whatever is chosen. */
  get alwaysVisible() {
    return this.mode === 'sd' ? this.challenge.alwaysVisible : [];
  }

  /** Makes and shows a code. `trial`: 'none', or a name in FAULTS or DRAWINGS. */
  async present(trial = 'none') {
    this.#turn += 1;
    const turn = this.#turn;
    if (trial === 'replayed') return this.#again();
    if (this.challenge.expiresAt <= now()) return this.receiving({ code: 'request_expired', category: 'refused' });
    const made = now();
    const code = this.#make(await openSandbox(), made, trial in FAULTS ? trial : 'none');
    if (turn !== this.#turn) return undefined;
    if (code.outcome === 'rejected') return this.receiving(code);
    if (!(trial in FAULTS)) this.#last = { code, until: made + LIFE };
    if (!(trial in FAULTS)) this.#note(made);
    return this.#show({ step: 'code', code, trial, until: Math.min(made + ROTATION, this.challenge.expiresAt) });
  }

  /** The newest correct code once more, unchanged, for as long as it lives. */
  #again() {
    const { code, until } = this.#last;
    return this.#show({ step: 'code', code, trial: 'replayed', until });
  }

  /** One entry for each request, however often its code was renewed; a mode or a choice that changed is told in it. */
  #note(at) {
    const { audience, purpose, document, requestHash } = this.challenge;
    const fields = [...new Set([...this.chosen, ...this.alwaysVisible])];
    this.#noted = this.history.note({ at, audience, purpose, document, requestHash, fields, mode: this.mode }, this.#noted);
  }

  #make(sandbox, made, fault) {
    const fields = [...this.chosen];
    return this.mode === 'sd' ? sandbox.show(this.#text, fields, made, { device: 'p256', fault }) : sandbox.mint(this.#text, fields, made, fault);
  }

  #show(state) {
    this.state = state;
    this.#changed();
  }
}

/** Only a page is gone back to: no other kind of address. */
function pageOf(address) {
  const page = address && URL.canParse(address) ? new URL(address) : undefined;
  return page && /^https?:$/.test(page.protocol) ? page.href : undefined;
}

function now() {
  return Math.floor(Date.now() / 1000);
}
