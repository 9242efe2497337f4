// In: the backends of one bank. Out: customers who go on all the time: each begins a request at one of them, has its code minted, and then the
// code is presented at all of them at once, several times. What became of it is counted; nothing is judged here.
import { setTimeout as wait } from 'node:timers/promises';
import { base64url } from './base64url.mjs';

/** A code, and every acceptance of it. */
export class Showing {
  accepts = [];

  constructor(session, { request, requestHash }, text) {
    Object.assign(this, { session, requestHash, text, nonce: request.nonce });
  }
}

/** Customers at work. */
export class Crowd {
  showings = [];
  codes = {};
  tries = 0;
  #bank;
  #minter;
  #times;
  #left = 0;
  #working = [];
  #number = 0;

  /** `times`: how often each code is presented at each backend. */
  constructor({ backends, minter, times = 2 }) {
    this.#bank = backends;
    this.#minter = minter;
    this.#times = times;
  }

  /** Lets so many customers begin, until so many codes were shown. */
  start(customers, codes = Infinity) {
    this.#left = codes;
    this.#working = Array.from({ length: customers }, () => this.#customer());
  }

  /** Waits until all are done. */
  done() {
    return Promise.all(this.#working);
  }

  /** Lets each customer end what it does. */
  stop() {
    this.#left = 0;
    return this.done();
  }

  /** Shows a code once, from its challenge on; resolves to whether it was accepted. */
  async show(backends = this.#bank, times = this.#times) {
    const showing = await this.begin(backends);
    if (showing === null) return false;
    await this.present(showing, backends, times);
    return showing.accepts.length > 0;
  }

  /** A code that is not presented yet, or null. */
  async begin(backends = this.#bank) {
    this.#number += 1;
    const session = `customer-${process.pid}-${this.#number}`;
    const begun = await backends[this.#number % backends.length].challenge(session);
    this.#count(begun);
    if (begun.outcome !== 'challenge') return null;
    const showing = new Showing(session, begun, await this.#minter.mint(begun.text));
    this.showings.push(showing);
    return showing;
  }

  /** Presents it at these backends at once, so often at each. */
  async present(showing, backends = this.#bank, times = 1) {
    const calls = backends.flatMap((backend) => Array.from({ length: times }, () => this.#verify(showing, backend)));
    await Promise.all(calls);
  }

  /** Presents again what was shown, from the newest: nothing that was accepted may be accepted again. */
  async presentAgain(most) {
    const again = this.showings.slice(-most);
    while (again.length > 0) await Promise.all(again.splice(-20).map((showing) => this.present(showing)));
  }

  async #customer() {
    while (this.#left > 0) {
      this.#left -= 1;
      // A bank that does not answer is asked again after a moment, as by a person.
      if (!(await this.show())) await wait(20);
    }
  }

  async #verify(showing, backend) {
    const began = performance.now();
    const outcome = await backend.verify(showing.session, showing.text);
    this.tries += 1;
    this.#count(outcome);
    if (outcome.outcome === 'verified') showing.accepts.push({ began, ended: performance.now(), signed: base64url(outcome.receipt?.signed) });
  }

  #count({ outcome, code }) {
    const name = code ?? outcome;
    if (name !== 'challenge') this.codes[name] = (this.codes[name] ?? 0) + 1;
  }
}
