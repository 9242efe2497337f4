// The stand in a page: what chromium.mjs calls there, as `bench`.
import { named } from './engines.mjs';
import { Stand } from './stand.mjs';

const bytes = async (address) => (await fetch(address)).arrayBuffer();

const place = {
  wasm: async (path) => new Uint8Array(await bytes(`/packages/${path}`)),
  async glue(name) {
    // Another address is another instance.
    const glue = await import(/* @vite-ignore */ `/module/ikd_bench.js?${name}`);
    glue.initSync({ module: await WebAssembly.compile(await bytes('/module/ikd_bench_bg.wasm')) });
    return glue;
  },
};

let stand;

/** Opens the engines of these names: those that opened, and why others did not. */
export async function open(names) {
  stand = await Stand.open(named(names), place);
  return { names: stand.names, failed: stand.failed };
}

/** Calls the stand with the picture that the server holds ready. */
export async function call(method, { width, height, photograph, more }) {
  const image = new ImageData(new Uint8ClampedArray(await bytes('/pixels')), width, height);
  return stand[method](Object.assign(image, { photograph }), ...more);
}

export function forget() {
  stand.forget();
}
