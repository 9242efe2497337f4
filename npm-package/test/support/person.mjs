// In: a page with `<ikd-verify>`. Out: a person who reads and presses, and a phone that shows the sandbox's codes to the page's camera.
// The camera is a canvas whose picture is filmed: everything behind getUserMedia is the real path of a frame.

/** Puts the canvas in the camera's place, and opens the wallet. Runs in the page. */
async function arrange() {
  const [{ openSandbox }, { draw, film }] = await Promise.all([import('/ikd-verify/sandbox.js'), import('/support/screen.mjs')]);
  const canvas = draw([]);
  const streams = [];
  navigator.mediaDevices.getUserMedia = async () => {
    streams.push(film(canvas));
    return streams.at(-1);
  };
  const sandbox = await openSandbox();
  const element = () => document.querySelector('ikd-verify');
  const challenge = () => element().shadowRoot.querySelector('[data-challenge]').dataset.challenge;
  const asked = () => sandbox.readChallenge(challenge()).fields.map(({ name }) => name);
  globalThis.phone = {
    sandbox,
    streams,
    canvas,
    element,
    live: () => streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === 'live').length,
    listen() {
      this.text = challenge();
      this.fields = asked();
    },
    mint: ({ fault = 'none', fields, age = 0 } = {}) => sandbox.mint(phone.text, fields ?? phone.fields, Math.floor(Date.now() / 1000) - age, fault),
    show: (codes, scale = 5) => draw(codes, canvas, scale),
    result: null,
  };
}

/** A person at a page. */
export class Person {
  #page;

  constructor(page) {
    this.#page = page;
  }

  static async at(page, url) {
    await page.goto(url);
    await page.evaluate(arrange);
    await page.evaluate(() => {
      for (const name of ['ikd-verified', 'ikd-rejected']) document.addEventListener(name, ({ detail }) => (phone.result = detail));
    });
    return new Person(page);
  }

  get page() {
    return this.#page;
  }

  press(action) {
    return this.#page.click(`[data-action=${action}]`);
  }

  /** Waits for a state. What else the session ends in is told at once. */
  async reaches(name) {
    const found = await this.#page.waitForFunction((name) => {
      const state = document.querySelector('ikd-verify').shadowRoot?.querySelector('.frame')?.dataset.state;
      return [name, 'failed', 'done'].includes(state) && state;
    }, name);
    const state = await found.jsonValue();
    if (state !== name) throw new Error(`The session is ${state}, not ${name}: ${await this.code()}.`);
  }

  code() {
    return this.#page.evaluate(() => phone.element().shadowRoot.querySelector('[data-code]')?.dataset.code ?? null);
  }

  /** From the start to the challenge. */
  async agrees() {
    await this.reaches('asking');
    await this.press('agree');
    await this.reaches('challenge');
    await this.#page.evaluate(() => phone.listen());
  }

  /** From the challenge to the camera. The permission is granted already. */
  async opensCamera() {
    await this.press('camera');
    await this.#page.waitForSelector('[data-step=camera], [data-step=priming]');
    if (await this.#page.locator('[data-step=priming]').count()) await this.press('allow');
  }

  /** Shows a code to the camera, `scale` pixels a module. */
  shows(options = {}, scale = 5) {
    return this.#page.evaluate(([options, scale]) => phone.show([phone.mint(options)], scale), [options, scale]);
  }

  result() {
    return this.#page.waitForFunction(() => phone.result).then((handle) => handle.jsonValue());
  }
}
