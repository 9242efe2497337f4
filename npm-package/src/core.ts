// In: the compiled module and a configuration. Out: the engine's calls, answered at once in this thread.
// The only file that imports the verifier's generated glue. Values stay in wasm memory until `release`.
import { Engine, initSync, __wbg_reset_state as resetInstance, type Verdict } from './wasm/ikd_verify.js';
import type { Calls, Challenge, EngineConfig, EngineRelease, Judged, Matched, Moment, Picture, Pseudonym, SeenLists } from './engine.js';
import type { Rejected, Verified } from './outcome.js';
import { rejected } from './rejection.js';

let instances = 0;

/** Starts the module; called again, it drops the instance with all its memory and starts a new one. Returns the instance's number. */
export function start(module: WebAssembly.Module): number {
  if (instances === 0) initSync({ module });
  else resetInstance();
  instances += 1;
  return instances;
}

/** The number of the living instance, 0 before the first. */
export function livingInstance(): number {
  return instances;
}

/** A trap leaves the instance poisoned. A stack overflow is one too. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Whatever else the module throws is a sentence about the caller's arguments. */
export function misuse(error: unknown): TypeError {
  return error instanceof TypeError ? error : new TypeError(error instanceof Error ? error.message : String(error));
}

/** The calls of one verifier. `name` makes the handles of its credentials its own. */
export class Core implements Calls {
  readonly #engine: Engine;
  readonly #name: string;
  readonly #open: Map<string, Verdict> = new Map();
  #count = 0;

  constructor(config: EngineConfig, name: string) {
    this.#name = name;
    try {
      this.#engine = new Engine(config);
    } catch (error) {
      throw isTrap(error) ? error : misuse(error);
    }
  }

  get requestHash(): string | null {
    return this.#engine.requestHash() ?? null;
  }

  verify(text: string, { now, clock }: Moment): Judged | Rejected {
    return this.#judge(this.#engine.verify(text, now, clock));
  }

  look(picture: Picture, { now, clock }: Moment): Judged | Rejected | null {
    const verdict =
      'luma' in picture
        ? this.#engine.scanLuma(picture.luma, picture.width, picture.height, now, clock)
        : this.#engine.scanImageData(picture, now, clock);
    return verdict === undefined ? null : this.#judge(verdict);
  }

  challenge(fields: readonly string[], now: number): Challenge | Rejected {
    return this.#engine.challenge([...fields], now) as Challenge | Rejected;
  }

  seen(now: number): SeenLists {
    return this.#engine.seen(now) as SeenLists;
  }

  release(handle: string, fields: readonly string[]): EngineRelease | Rejected {
    const verdict = this.#open.get(handle);
    // The worker that held the values was replaced.
    if (verdict === undefined) return rejected('worker_lost');
    const release = verdict.release([...fields]) as EngineRelease | Rejected;
    if (release.outcome === 'released') this.drop(handle);
    return release;
  }

  match(handle: string, shared: readonly string[], fields: readonly string[], typed: readonly string[]): Matched | Rejected {
    const verdict = this.#open.get(handle);
    return verdict === undefined ? rejected('worker_lost') : (verdict.match([...shared], [...fields], [...typed]) as Matched | Rejected);
  }

  pseudonym(handle: string, shared: readonly string[], key: Uint8Array): Pseudonym | Rejected {
    const verdict = this.#open.get(handle);
    return verdict === undefined ? rejected('worker_lost') : (verdict.pseudonym([...shared], key) as Pseudonym | Rejected);
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
