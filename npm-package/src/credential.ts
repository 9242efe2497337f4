// In: a judged presentation, whose values stay in wasm memory. Out: the fields that are released, once.
// Refuses to release twice. Never holds a value itself.
import type { Engine, EngineRelease, Judged, Matched } from './engine.js';
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

/** What a person typed into a form, by field: dates as DD-MM-YYYY or YYYY-MM-DD, flags as `true` or `false`. */
export type Typed = Readonly<Partial<Record<FieldName, string>>>;

/** Whose engine holds a credential's values, for pseudonym.ts in a backend. */
export const holders: WeakMap<Credential, { readonly engine: Engine<never>; readonly handle: string }> = new WeakMap();

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
    holders.set(this, { engine, handle });
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

  /**
   * Compares what was typed with the sealed values: yes or no for each field, and no value leaves the engine. It needs the consent that
   * a release needs, to the compared fields or to those of `shared`. Each field is compared once: then `match_spent`.
   *
   * @example
   * const matched = await credential.match({ nama: 'Budi Santoso' });
   * if (matched.outcome === 'matched') console.log(matched.fields.nama); // true
   */
  async match(typed: Typed, { shared }: { readonly shared?: readonly FieldName[] } = {}): Promise<Matched | Rejected> {
    if (!this.#open) throw new TypeError('The credential is closed.');
    const fields = Object.keys(typed) as FieldName[];
    const texts = Object.values(typed);
    if (!texts.every((text) => typeof text === 'string')) throw new TypeError('What was typed is a string for each field.');
    return this.#engine.call('match', this.#handle, shared ?? fields, fields, texts);
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
    holders.delete(this);
    forgotten.unregister(this);
  }
}
