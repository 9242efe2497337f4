// A text → how far it gets, by the sandbox's module. Holds the one request that a simulated wallet answers here.
// The lists and the request are made anew for each inspection, so that nothing is refused because this page stood open long.

import { createVerifier } from '/ikd-verify/index.js';
import { openSandbox } from '/ikd-verify/sandbox.js';

const FIELDS = ['nik', 'nama', 'usia_18'];

export class Laboratory {
  /** What the last text came to; undefined before the first. */
  seen;
  text;
  /** `request`: it must answer this page's request. `nothing`: audience and nonce are not asked. */
  against = 'nothing';
  mode = 'minted';
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  /** Inspects a text as it is. */
  async inspect(text) {
    const sandbox = await openSandbox();
    const config = this.against === 'request' ? { ...trust(sandbox), request: request() } : trust(sandbox);
    this.#show(text, sandbox, config);
  }

  /** A code of the sandbox's wallet for this page's request, with a fault, and how far it gets. */
  async simulate(fault) {
    const sandbox = await openSandbox();
    const config = { ...trust(sandbox), request: request() };
    const verifier = await createVerifier(config);
    const challenge = await verifier.challenge(FIELDS);
    verifier.close();
    if (challenge.outcome === 'rejected') return this.#fail(challenge);
    const code = this.mode === 'sd' ? sandbox.show(challenge.text, FIELDS, now(), { device: 'p256', fault }) : sandbox.mint(challenge.text, FIELDS, now(), fault);
    return code.outcome === 'rejected' ? this.#fail(code) : this.#show(code.text, sandbox, config);
  }

  /** The first QR in a picture; false where there is none. */
  async open(file) {
    const image = await createImageBitmap(file);
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const text = (await openSandbox()).readCode(context.getImageData(0, 0, image.width, image.height));
    image.close();
    if (text !== null) await this.inspect(text);
    return text !== null;
  }

  #show(text, sandbox, config) {
    this.text = text;
    this.seen = sandbox.inspect(text, config, now());
    this.#changed();
  }

  #fail(rejection) {
    this.seen = { steps: [], parts: [], outcome: rejection, values: 'masked', length: 0 };
    this.#changed();
  }
}

function trust(sandbox) {
  return { ...sandbox.trust(now()), environment: 'sandbox' };
}

function request() {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    relyingParty: { id: 'https://playground.example', name: 'Playground', privacyUrl: 'https://playground.example/privacy', contact: 'sandbox@playground.example' },
    document: 'ktp',
    purpose: 'Mencoba IKD-QR 1',
    legalBasis: 'consent',
    fields: FIELDS.map((name) => ({ name, required: name !== 'usia_18', relevance: 'Contoh' })),
    retention: 'P1D',
    processingPeriod: 'P1D',
    rights: 'sandbox@playground.example',
    nonce,
    expiresAt: now() + 110,
  };
}

function now() {
  return Math.floor(Date.now() / 1000);
}
