// The same stand in headless Chromium: the engines in a page, the pictures from a server on this machine.
import { pathToFileURL } from 'node:url';
import { openChromium } from '../../test/support/chromium.mjs';
import { openSite } from '../../test/support/site.mjs';
import { bundle } from './bundle.mjs';
import { PACKAGES } from './node_place.mjs';

/** Without them a page's clock ticks in steps of 0.1 ms. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

export class ChromiumBench {
  #browser;
  #site;
  #page;
  #pixels;

  /** The engines of these names that a page can load; `failed` says why the others are missing. */
  static async open(names, moduleFolder) {
    const bench = new ChromiumBench();
    const files = await bundle(new URL('page.mjs', import.meta.url));
    bench.#site = await openSite({ paths: bench.#paths(files), headers: ISOLATED, folders: folders(moduleFolder) });
    bench.#browser = await openChromium();
    bench.#page = await bench.#browser.newPage();
    await bench.#page.goto(bench.#site.origin);
    const start = async ([script, wanted]) => {
      globalThis.bench = await import(script);
      return globalThis.bench.open(wanted);
    };
    const { names: opened, failed } = await bench.#page.evaluate(start, [`/${files[0].name}`, names]);
    return Object.assign(bench, { names: opened, failed, version: bench.#browser.version() });
  }

  warm(image, names) {
    return this.#call('warm', image, [names]);
  }

  still(image, most, names) {
    return this.#call('still', image, [most, names]);
  }

  frame(image, names) {
    return this.#call('frame', image, [names]);
  }

  forget() {
    return this.#page.evaluate(() => globalThis.bench.forget());
  }

  async close() {
    await this.#browser.close();
    this.#site.close();
  }

  #call(method, { data, width, height, photograph }, more) {
    this.#pixels = data;
    const call = ([name, picture]) => globalThis.bench.call(name, picture);
    return this.#page.evaluate(call, [method, { width, height, photograph, more }]);
  }

  #paths(files) {
    const type = (name) => (name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
    const paths = Object.fromEntries(files.map(({ name, bytes }) => [`/${name}`, { body: bytes, type: type(name) }]));
    return { ...paths, '/pixels': () => ({ body: Buffer.from(this.#pixels.buffer) }) };
  }
}

function folders(moduleFolder) {
  return { '/packages/': PACKAGES, '/module/': new URL(`${pathToFileURL(moduleFolder).href}/`) };
}
