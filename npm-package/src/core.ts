// In: the compiled module and a configuration. Out: the engine's calls, answered at once in this thread.
// The only file that imports the verifier's generated glue. Values stay in wasm memory until `release`.
import { Engine, initSync, __wbg_reset_state as resetInstance, type Verdict } from './wasm/ikd_verify.js';
import type {
  Calls, Challenge, EngineConfig, EngineRelease, Judged, Look, Matched, Moment, Origin, Picture, Pseudonym, SeenLists,
} from './engine.js';
import type { Rejected, Verified } from './outcome.js';
import { rejected } from './rejection.js';
import { lightOf, NUMBERS, sightOf, whole, type Part } from './sight.js';

/** How the pixels of a frame can stand in memory, by the numbers that the engine knows them by. */
const LAYOUTS = { luma: 0, rgba: 1, bgra: 2 } as const;

/** How the pixels of a frame stand in memory. */
export type Layout = keyof typeof LAYOUTS;

/** Pixels that were written where `place` said. */
export interface Placed {
  readonly layout: Layout;
  readonly part: Part;
}

let instances = 0;
let memory: WebAssembly.Memory | null = null;

/** Starts the module; called again, it drops the instance with all its memory and starts a new one. Returns the instance's number. */
export function start(module: WebAssembly.Module): number {
  if (instances > 0) resetInstance();
  // Once it is started, the glue answers with what the living instance exports.
  ({ memory } = initSync({ module }));
  instances += 1;
  return instances;
}

/** The number of the living instance, 0 before the first. */
export function livingInstance(): number {
  return instances;
}

/** What the module says of a call's arguments. All else that it refuses is refused before it is asked. */
const SENTENCES: ReadonlySet<string> = new Set([
  "clock must be 'device', 'server' or 'given'",
  'The text is longer than the largest QR code holds.',
  'the key is of 32 bytes or more',
]);

/** The caller gave something of a wrong kind. */
class Misuse extends TypeError {}

/**
 * What an error says of the caller's arguments; null for a trap, which leaves the instance poisoned. A module whose memory is broken makes
 * the glue throw any error, with anything of that memory as its text: nothing is said that is not known to be a sentence.
 */
export function misuse(error: unknown): TypeError | null {
  if (error instanceof Misuse) return error;
  return error instanceof Error && SENTENCES.has(error.message) ? new Misuse(error.message) : null;
}

/** The answer to what is no frame: it has no such sides, or its pixels do not fill them. */
export const NO_FRAME: Look = { seen: rejected('frame_invalid'), sight: null, light: 0 };

/** The calls of one verifier. `name` makes the handles of its credentials its own. */
export class Core implements Calls {
  readonly #engine: Engine;
  readonly #name: string;
  readonly #open: Map<string, Verdict> = new Map();
  #count = 0;
  #room: Uint8Array<ArrayBuffer> = new Uint8Array();
  #numbers: Float32Array = new Float32Array();

  constructor(config: EngineConfig, name: string) {
    this.#name = name;
    try {
      this.#engine = new Engine(config);
    } catch (error) {
      // What is wrong with a setting is the one plain Error of a module that has judged nothing yet.
      throw error instanceof Error && error.constructor === Error ? new Misuse(error.message) : error;
    }
  }

  get requestHash(): string | null {
    return this.#engine.requestHash() ?? null;
  }

  verify(text: string, { now, clock }: Moment): Judged | Rejected {
    return this.#judge(this.#engine.verify(text, now, clock));
  }

  look(picture: Picture, moment: Moment, origin: Origin = 'camera'): Look {
    const { width, height } = picture;
    const [layout, pixels, each] = 'luma' in picture ? (['luma', picture.luma, 1] as const) : (['rgba', picture.data, 4] as const);
    const room = pixels.length === width * height * each ? this.place(width, height, pixels.length) : null;
    room?.set(pixels);
    return room === null ? NO_FRAME : this.lookAt({ layout, part: whole(width, height) }, moment, origin);
  }

  /** Where the pixels of the next frame are to be written; null, and nothing is allocated, for sides that no frame has. */
  place(width: number, height: number, bytes: number): Uint8Array<ArrayBuffer> | null {
    const start = this.#engine.place(width, height, bytes);
    if (start === 0) return null;
    const { buffer } = memory as WebAssembly.Memory;
    // A view is kept as long as it is true: memory that has grown is another buffer.
    const same = this.#room.buffer === buffer && this.#room.byteOffset === start && this.#room.length === bytes;
    if (!same) this.#room = new Uint8Array(buffer as ArrayBuffer, start, bytes);
    return this.#room;
  }

  /** Looks at the pixels that were written. */
  lookAt({ layout, part }: Placed, { now, clock }: Moment, origin: Origin): Look {
    const verdict = this.#engine.look(LAYOUTS[layout], origin === 'file', now, clock);
    const seen = verdict === undefined ? null : this.#judge(verdict);
    const numbers = this.#numbersShown();
    return { seen, sight: sightOf(numbers, part), light: lightOf(numbers) };
  }

  challenge(fields: readonly string[], now: number): Challenge | Rejected {
    return this.#engine.challenge(texts(fields), now) as Challenge | Rejected;
  }

  symbol(text: string): Uint8Array {
    return this.#engine.symbol(text);
  }

  seen(now: number): SeenLists {
    return this.#engine.seen(now) as SeenLists;
  }

  release(handle: string, fields: readonly string[]): EngineRelease | Rejected {
    const verdict = this.#open.get(handle);
    // The worker that held the values was replaced.
    if (verdict === undefined) return rejected('worker_lost');
    const release = verdict.release(texts(fields)) as EngineRelease | Rejected;
    if (release.outcome === 'released') this.drop(handle);
    return release;
  }

  match(handle: string, shared: readonly string[], fields: readonly string[], typed: readonly string[]): Matched | Rejected {
    const verdict = this.#open.get(handle);
    return verdict === undefined ? rejected('worker_lost') : (verdict.match(texts(shared), texts(fields), texts(typed)) as Matched | Rejected);
  }

  pseudonym(handle: string, shared: readonly string[], key: Uint8Array): Pseudonym | Rejected {
    const verdict = this.#open.get(handle);
    return verdict === undefined ? rejected('worker_lost') : (verdict.pseudonym(texts(shared), key) as Pseudonym | Rejected);
  }

  drop(handle: string): null {
    this.#open.get(handle)?.free();
    this.#open.delete(handle);
    return null;
  }

  close(): void {
    for (const handle of this.#open.keys()) this.drop(handle);
    this.#engine.free();
  }

  #numbersShown(): Float32Array {
    const { buffer } = memory as WebAssembly.Memory;
    if (this.#numbers.buffer !== buffer) this.#numbers = new Float32Array(buffer as ArrayBuffer, this.#engine.shown(), NUMBERS);
    return this.#numbers;
  }

  #judge(verdict: Verdict): Judged | Rejected {
    const outcome = verdict.outcome() as (Verified & { readonly released: object }) | Rejected;
    if (outcome.outcome === 'rejected') {
      verdict.free();
      return outcome;
    }
    const { released: _, ...verified } = outcome;
    this.#count += 1;
    const handle = `${this.#name}.${this.#count}`;
    this.#open.set(handle, verdict);
    return { outcome: 'judged', verified, handle, signedHash: verdict.signedHash() ?? '' };
  }
}

/** What the module takes for an array of strings. */
function texts(values: readonly string[]): string[] {
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return [...values];
  throw new Misuse('Fields and texts are arrays of strings.');
}
