// The test stand: engines and one picture → what each reads and how long it takes. Runs in Node and in a page.

const WARM_UP = 6;
/** A run this long, in ms, is not repeated: its share of chance is small, and the whole would take hours. */
const LONG = 150;

export class Stand {
  /** The first line of why an engine could not be opened, by its name. */
  failed = {};
  #readers = new Map();
  #turn = 0;

  /** `place` says where the engines' files are: `wasm(path)` gives bytes, `glue(name)` an instance of our measuring module. */
  static async open(engines, place) {
    const stand = new Stand();
    for (const engine of engines) await stand.#add(engine, place);
    return stand;
  }

  async #add(engine, place) {
    try {
      this.#readers.set(engine.name, await engine.open(place));
    } catch (error) {
      this.failed[engine.name] = String(error).split('\n', 1)[0];
    }
  }

  get names() {
    return [...this.#readers.keys()];
  }

  /** Lets every engine be compiled as far as it will be. */
  async warm(image, names) {
    for (const name of names) {
      const reader = this.#readers.get(name);
      for (let run = 0; run < WARM_UP; run += 1) {
        reader.forget?.();
        const { ms } = await once(reader, image);
        if (ms > LONG) break;
      }
    }
  }

  /** A clip begins: what an engine remembers is of another. */
  forget() {
    for (const reader of this.#readers.values()) reader.forget?.();
  }

  /** A still picture: the first run's text, and the median time of up to `most` runs. */
  async still(image, most, names) {
    return this.#each(names, async (reader) => {
      const runs = [];
      do {
        reader.forget?.();
        runs.push(await once(reader, image));
      } while (runs.length < most && runs[0].ms <= LONG);
      const ms = runs.map((run) => run.ms).sort((a, b) => a - b)[runs.length >> 1];
      return { ...runs[0], ms };
    });
  }

  /** The next frame of a clip: one run, and what an engine remembers stays. */
  async frame(image, names) {
    return this.#each(names, (reader) => once(reader, image));
  }

  /** One engine after the other on the same picture, so that a busy machine slows all alike; each is the first in its turn. */
  async #each(names, measure) {
    const results = {};
    const first = this.#turn % names.length;
    this.#turn += 1;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) results[name] = await measure(this.#readers.get(name));
    return results;
  }
}

async function once(reader, image) {
  const start = performance.now();
  try {
    const text = await reader.read(image);
    return { text, ms: performance.now() - start, note: reader.note?.() };
  } catch (error) {
    const ms = performance.now() - start;
    reader.revive?.();
    return { text: null, ms, note: error instanceof WebAssembly.RuntimeError ? 'trap' : 'error' };
  }
}
