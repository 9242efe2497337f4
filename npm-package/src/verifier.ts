// In: an engine. Out: what an application calls: verify a text, scan a source, make a challenge.
// Refuses misuse by a TypeError; every other failure is a value. Judges nothing itself.
import { now as deviceNow } from './clock.js';
import { Credential } from './credential.js';
import type { Challenge, Engine, EngineConfig, Judged, SeenLists } from './engine.js';
import type { FieldName } from './field.js';
import type { Clock, Rejected, Verified } from './outcome.js';
import type { Frame } from './picture.js';
import { isRejected } from './rejection.js';
import type { QrSymbol } from './symbol.js';
import { scan, type ScanOptions, type ScanSource } from './scan.js';
import type { WasmSource } from './wasm_module.js';

/** What a verifier is made from. */
export interface VerifierOptions extends EngineConfig {
  /** Where ikd_verify_bg.wasm (or ikd_verify_baseline_bg.wasm) is, when not beside the package. Its hash is checked in any case. */
  readonly wasm?: WasmSource;
  /** Where worker.js is, when not beside the package. It must be of the page's own origin. Browser only. */
  readonly worker?: URL | string;
}

/** A verified presentation with its sealed credential, or why there is none. */
export type VerifyOutcome = (Verified & { readonly credential: Credential }) | Rejected;

/** When a text is verified. */
export interface VerifyOptions {
  /** UNIX seconds. */
  readonly now: number;
  /** Which clock said so; reported in the result's levels. `given` when absent. */
  readonly clock?: Clock;
}

/** Verifies presentations for one relying party. */
export class Verifier {
  readonly #engine: Engine<Frame>;

  /** @internal */
  constructor(engine: Engine<Frame>) {
    this.#engine = engine;
  }

  /** Hex SHA-256 of the request, or null without one. */
  get requestHash(): string | null {
    return this.#engine.requestHash;
  }

  /**
   * Verifies the text of a QR.
   *
   * @example
   * const outcome = await verifier.verify(text, { now: Math.floor(Date.now() / 1000), clock: 'server' });
   * if (outcome.outcome === 'verified') console.log(outcome.offered);
   */
  async verify(text: string, { now, clock = 'given' }: VerifyOptions): Promise<VerifyOutcome> {
    if (typeof text !== 'string') throw new TypeError('The text of a QR is a string.');
    requireSeconds(now);
    return this.#outcome(await this.#engine.call('verify', text, { now, clock }), () => now);
  }

  /**
   * Scans until a presentation is verified, or is rejected for a reason that another frame cannot mend. Browser only.
   *
   * @example
   * const outcome = await verifier.scan(video, { signal: AbortSignal.timeout(60_000) });
   */
  async scan(source: ScanSource, options: ScanOptions = {}): Promise<VerifyOutcome> {
    return this.#outcome(await scan(this.#engine, source, options), deviceNow);
  }

  /**
   * Makes the challenge that asks a wallet for these fields of the request.
   *
   * @example
   * const challenge = await verifier.challenge(['nama', 'usia_18']);
   * if (challenge.outcome === 'challenge') draw(challenge.modules, challenge.size);
   */
  async challenge(fields: readonly FieldName[], { now = deviceNow() }: { readonly now?: number } = {}): Promise<Challenge | Rejected> {
    requireSeconds(now);
    return this.#engine.call('challenge', fields, now);
  }

  /**
   * The QR symbol of a short text, such as a link to the page for another device. Throws where the text is too long for a symbol.
   *
   * @example
   * const symbol = await verifier.symbol(location.href);
   * if (!('outcome' in symbol)) drawSymbol(symbol, canvas);
   */
  async symbol(text: string): Promise<QrSymbol | Rejected> {
    if (typeof text !== 'string') throw new TypeError('The text of a symbol is a string.');
    const modules = await this.#engine.call('symbol', text);
    return isRejected(modules) ? modules : { size: Math.sqrt(modules.length), modules };
  }

  /**
   * What to keep, so that the next verifier refuses lists that are older than those of this one. A build that pins other roots starts
   * with nothing kept.
   *
   * @example
   * const seen = await verifier.seen();
   * if (!('outcome' in seen)) localStorage.setItem('seen', JSON.stringify(seen));
   * // later: await createVerifier({ trustList, roots, ...JSON.parse(localStorage.getItem('seen') ?? '{}') })
   */
  async seen({ now = deviceNow() }: { readonly now?: number } = {}): Promise<SeenLists | Rejected> {
    requireSeconds(now);
    return this.#engine.call('seen', now);
  }

  /** Erases every open credential and ends the worker. */
  close(): void {
    this.#engine.close();
  }

  #outcome(judged: Judged | Rejected, now: () => number): VerifyOutcome {
    if (isRejected(judged)) return judged;
    return { ...judged.verified, credential: new Credential(this.#engine, judged, now) };
  }
}

function requireSeconds(now: number): void {
  // Milliseconds would be after the year 5000: a common mistake, and no date of an identity document.
  if (!Number.isSafeInteger(now) || now < 0 || now > 1e11) throw new TypeError('now is a whole number of UNIX seconds.');
}
