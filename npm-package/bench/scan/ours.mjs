// Our scanner as the product runs it, and rqrr: both out of our measuring module, each in an instance of its own.

export const ours = {
  name: 'ikd-verify',
  options: 'a frame of a camera each, its memory kept; photographs as single pictures, with all their texts',

  async open({ glue }) {
    const { BareScanner } = await glue('ours');
    return new Ours(BareScanner);
  },
};

export const rqrr = {
  name: 'rqrr',
  options: 'its own detector and decoder, compiled with our module',
  // It never returns from a picture full of finder patterns.
  fragile: true,

  async open({ glue }) {
    const { BareRqrr, __wbg_reset_state } = await glue('rqrr');
    return { read: (image) => BareRqrr.scan(image) ?? null, revive: __wbg_reset_state };
  },
};

/** A scanner remembers: it forgets before each still picture and each clip. */
class Ours {
  #scanner;

  constructor(BareScanner) {
    this.#scanner = new BareScanner();
  }

  forget() {
    this.#scanner.forget();
  }

  /** One text; of a photograph all texts, where there are several. */
  read(image) {
    if (!image.photograph) return this.#scanner.scan(image) ?? null;
    const texts = this.#scanner.texts(image);
    return texts.length > 1 ? texts : texts[0] ?? null;
  }

  note() {
    return this.#scanner.refusal;
  }
}
