// In: the settings of a relying party. Out: its rules in wasm, which decide; started anew after a trap. The only file that imports the
// server's generated glue. What was begun in an instance that trapped is not answered by the next one.
import { initSync, __wbg_reset_state as resetInstance, openReceipt, readBody, receiptPage, Server, serverRejection, withdrawReceipt } from './wasm/ikd_server.js';
import type { Case } from './wasm/ikd_server.js';
import type { Rejected } from './outcome.js';

export type { Case, Server };

/** What the module is configured with: settings of a verifier, and those of a backend. */
export type RulesConfig = ConstructorParameters<typeof Server>[0];

export { openReceipt, receiptPage, withdrawReceipt };

let instance = 0;

/** The instance trapped: what was asked of it has no answer. */
export class Trapped extends Error {}

/** Starts the module where it does not run yet. */
export function start(module: () => WebAssembly.Module): void {
  if (instance > 0) return;
  initSync({ module: module() });
  instance = 1;
}

/** Calls the module. A trap, which is a defect, ends the instance with all its memory and begins another. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    resetInstance();
    instance += 1;
    throw new Trapped('The module failed and was started anew.');
  }
}

/** The members of a body, or the rejection. */
export function readMembers<T>(route: string, bytes: Uint8Array): T | Rejected {
  return guarded(() => readBody(route, bytes)) as T | Rejected;
}

/** The rejection that the host itself makes. */
export function serverRejected(
  code: 'store_unavailable' | 'rate_limited' | 'session_missing' | 'evidence_mismatch' | 'evidence_malformed',
  reason: 'size' | 'time' | 'type' | 'encoding' | 'method' | 'json' | '' = '',
): Rejected {
  return guarded(() => serverRejection(code, reason)) as Rejected;
}

/** One relying party's rules. */
export class Rules {
  #config: RulesConfig;
  #server: Server;
  #instance: number;

  constructor(config: RulesConfig) {
    this.#config = config;
    this.#server = guarded(() => new Server(config));
    this.#instance = instance;
  }

  /** Asks the rules. */
  ask<T>(call: (server: Server) => T): T {
    if (this.#instance !== instance) {
      this.#server = guarded(() => new Server(this.#config));
      this.#instance = instance;
    }
    return guarded(() => call(this.#server));
  }

  /** Goes on with newer lists. */
  renew(config: RulesConfig): void {
    this.ask((server) => server.renew(config));
    this.#config = config;
  }

  /** A judged presentation, which lives as long as its instance. */
  judge(judge: (server: Server) => Case): OpenCase {
    return new OpenCase(this.ask(judge), instance);
  }
}

/** A judged presentation. A later instance knows nothing of it: its memory is another's. */
export class OpenCase {
  readonly #case: Case;
  readonly #instance: number;

  constructor(judged: Case, born: number) {
    this.#case = judged;
    this.#instance = born;
  }

  /** Asks the case. */
  ask<T>(call: (judged: Case) => T): T {
    if (this.#instance !== instance) throw new Trapped('The module was started anew in between.');
    return guarded(() => call(this.#case));
  }

  /** Wipes what it holds. */
  close(): void {
    if (this.#instance === instance) guarded(() => this.#case.free());
  }
}
