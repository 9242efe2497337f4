// In: a judged presentation, whose values stay in wasm memory. Out: the fields that are released, once.
// Refuses to release twice. Never holds a value itself.
import type { Engine, EngineRelease, Judged } from './engine.js';
import type { FieldName } from './field.js';
import type { Rejected } from './outcome.js';
import { isRejected } from './rejection.js';

/** The fields that were released, and what goes to the relying party. */
export interface Released extends EngineRelease {
  /** The signed presentation; null when less was released than was offered, because a signed code cannot be cut. */
  readonly presentation: string | null;
  /** Then: the text of a smaller challenge, with which the wallet makes a code of just these fields. */
  readonly challenge: string | null;
}

const forgotten = new FinalizationRegistry<() => void>((drop) => drop());

/** A genuine, current presentation, sealed until the person consents. */
export class Credential {
  /** The fields that came. */
  readonly offered: readonly FieldName[];
  /** Hex SHA-256 of the signed bytes: all that the backend gets before consent. */
  readonly presentationHash: string;
  readonly #engine: Engine<never>;
  readonly #handle: string;
  readonly #now: () => number;
  #open = true;

  /** @internal */
  constructor(engine: Engine<never>, judged: Judged, now: () => number) {
    this.offered = judged.verified.offered;
    this.presentationHash = judged.signedHash;
    this.#engine = engine;
    this.#handle = judged.handle;
    this.#now = now;
    const handle = judged.handle;
    forgotten.register(this, () => void engine.call('drop', handle).catch(() => undefined), this);
  }

  /**
   * Releases the fields that the person consented to, and ends the credential. A rejection leaves it open.
   *
   * @example
   * const released = await credential.release(['nama', 'usia_18']);
   * if (released.outcome === 'released') show(released.fields.nama);
   */
  async release(fields: readonly FieldName[]): Promise<Released | Rejected> {
    if (!this.#open) throw new TypeError('The credential is closed.');
    const release = await this.#engine.call('release', this.#handle, fields);
    if (isRejected(release)) return release;
    this.#end();
    return { ...release, challenge: release.presentation === null ? await this.#smaller(fields) : null };
  }

  /** Erases the values. Safe to call at any time. */
  close(): void {
    if (!this.#open) return;
    this.#end();
    // A closed verifier has erased them already.
    void this.#engine.call('drop', this.#handle).catch(() => undefined);
  }

  async #smaller(fields: readonly FieldName[]): Promise<string | null> {
    const challenge = await this.#engine.call('challenge', fields, this.#now());
    return isRejected(challenge) ? null : challenge.text;
  }

  #end(): void {
    this.#open = false;
    forgotten.unregister(this);
  }
}
