// One customer's way through the page: ask → challenge → camera → offer → sending → done, or refused, or rejected with a code.
// Holds the verifier, the camera and the credential; knows no element of the page but the video it feeds. `changed` is called after each step.
// Values are not here before Share: a credential gives only the names of its fields.

import { createVerifier } from '/ikd-verify/index.js';
import { Refusal, post } from './bank.js';
import { Camera } from './camera.js';

export class Flow {
  state = { step: 'loading' };
  request;
  wallet;
  chosen = new Set();
  #language;
  #changed;
  #trust;
  #verifier;
  #credential;
  #camera = new Camera();
  #turn = 0;

  constructor(language, changed) {
    this.#language = language;
    this.#changed = changed;
  }

  get video() {
    return this.#camera.video;
  }

  /** Step 1: what is asked and why. Nothing optional is chosen yet. */
  begin() {
    this.chosen.clear();
    return this.#run(async () => {
      this.#keep(await post('/api/session', { language: this.#language.code }));
      return { step: 'ask' };
    });
  }

  /** After a rejection: a new challenge for the same choice, or the beginning when the bank never answered. */
  retry() {
    return this.request ? this.challenge() : this.begin();
  }

  choose(field, wanted) {
    if (wanted) this.chosen.add(field);
    else this.chosen.delete(field);
  }

  /** Step 2: a new nonce, and the challenge for what was chosen. Terms that changed meanwhile are shown again first. */
  challenge({ smaller = false } = {}) {
    return this.#run(async () => {
      const before = terms(this.request);
      const { name, trust, wallet } = await post('/api/session', { language: this.#language.code });
      const required = this.request.fields.filter((field) => field.required).map((field) => field.name);
      const fields = [...required, ...this.chosen];
      const { request } = await post('/api/challenge', { request: name, fields });
      this.#keep({ request, wallet });
      if (terms(request) !== before) return { step: 'ask' };
      this.#trust = { ...trust, trustList: bytes(trust.trustList), statusLists: trust.statusLists.map(bytes) };
      this.#verifier = await createVerifier({ ...this.#trust, request });
      const symbol = await this.#verifier.challenge(fields);
      if (symbol.outcome === 'rejected') throw new Refusal(symbol);
      return { step: 'challenge', smaller, symbol };
    });
  }

  /** Step 3: the camera, until a code verifies or is refused. A code that is not ours is a hint, and the camera stays on. */
  scan() {
    return this.#run(async (live) => {
      this.#show({ step: 'camera', symbol: this.state.symbol });
      await this.#camera.open();
      while (live()) {
        const outcome = await this.#camera.scan(this.#verifier, (hint) => this.#hint(hint));
        if (!live()) return close(outcome);
        if (outcome.code === 'nonce_mismatch') await this.#foreign((verifier) => this.#camera.glance(verifier));
        if (!live()) return undefined;
        if (outcome.category !== 'unsupported') return this.#arrived(outcome);
        this.#hint(outcome);
        await this.#camera.pause();
      }
      return undefined;
    });
  }

  /** Step 3 without a camera: a picture of the code. */
  picture(file) {
    return this.#run(async () => {
      this.#camera.close();
      const picture = await createImageBitmap(file).catch(() => {
        throw new Refusal({ code: 'frame_invalid', category: 'unreadable' });
      });
      try {
        const outcome = await this.#verifier.scan(picture);
        if (outcome.code === 'nonce_mismatch') await this.#foreign((verifier) => verifier.scan(picture));
        return await this.#arrived(outcome);
      } finally {
        picture.close();
      }
    });
  }

  /** Back from the camera to the same challenge. */
  back() {
    this.#turn += 1;
    this.#camera.close();
    this.#show({ step: 'challenge', symbol: this.state.symbol });
  }

  /** Step 4, Share. A signed code cannot be cut, so less than was offered means a smaller challenge to the wallet. */
  share(fields) {
    return this.#run(async () => {
      const { offered } = this.state;
      this.#show({ step: 'sending' });
      const released = await this.#credential.release(fields);
      if (released.outcome === 'rejected') throw new Refusal(released);
      if (released.presentation === null) {
        for (const name of offered) if (!fields.includes(name)) this.chosen.delete(name);
        return 'smaller';
      }
      return { step: 'done', result: await post('/api/verify', { presentation: released.presentation }) };
    });
  }

  /** Step 1 or 4, Refuse: everything is let go, and nothing was sent. */
  refuse() {
    this.#turn += 1;
    this.#letGo();
    this.#show({ step: 'refused' });
  }

  #hint(hint) {
    this.#show({ ...this.state, hint });
  }

  async #arrived(outcome) {
    this.#camera.close();
    if (outcome.outcome === 'rejected') throw new Refusal(outcome);
    this.#credential = outcome.credential;
    await post('/api/seen', { hash: outcome.credential.presentationHash });
    return { step: 'offer', offered: outcome.offered, issuer: outcome.issuer };
  }

  /** A code that answers another request may have been used before: the backend knows, by its hash, and its code is thrown. */
  async #foreign(look) {
    const verifier = await createVerifier(this.#trust);
    try {
      const { credential } = await look(verifier);
      credential?.close();
      if (credential) await post('/api/foreign', { hash: credential.presentationHash });
    } finally {
      verifier.close();
    }
  }

  /** Runs one step. A newer step makes the answer of an older one void. */
  async #run(step) {
    this.#turn += 1;
    const turn = this.#turn;
    const live = () => turn === this.#turn;
    let next;
    try {
      next = await step(live);
    } catch (error) {
      if (live()) this.#letGo();
      // Only a mistake in this page has no code; its author wants to see where.
      if (!error.code && live()) console.error(error);
      next = { step: 'rejected', code: error.code ?? 'internal', category: error.category ?? 'environment' };
    }
    if (!next || !live()) return undefined;
    if (next === 'smaller') return this.challenge({ smaller: true });
    if (next.step === 'done') this.#letGo();
    return this.#show(next);
  }

  #show(state) {
    this.state = state;
    this.#changed();
  }

  #keep({ request, wallet }) {
    this.#letGo();
    this.request = request;
    this.wallet = wallet;
  }

  #letGo() {
    this.#camera.close();
    this.#credential?.close();
    this.#credential = undefined;
    this.#verifier?.close();
    this.#verifier = undefined;
  }
}

function terms({ nonce, expiresAt, language, ...rest }) {
  return JSON.stringify(rest);
}

function close(outcome) {
  outcome.credential?.close();
}

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}
