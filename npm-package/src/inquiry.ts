// In: a backend and what the person chose. Out: the challenge, what a scan was judged to be, the offer, the acceptance.
// Holds the request, the verifier and the sealed credential of one transaction; knows neither screen nor camera. Every failure is a value.
import type { Accepted, Asked, Backend } from './backend.js';
import { now } from './clock.js';
import { createVerifier, openVerifier, prepare } from './create_verifier.js';
import type { Credential } from './credential.js';
import type { Challenge } from './engine.js';
import type { FieldName } from './field.js';
import type { Rejected, Verified } from './outcome.js';
import { picturesOf } from './picture_file.js';
import { isRejected, rejected } from './rejection.js';
import type { PresentationRequest } from './request.js';
import type { ScanOptions } from './scan.js';
import type { Capture, Offer, Question } from './session_state.js';
import type { StartedWorker } from './started_worker.js';
import type { QrSymbol } from './symbol.js';
import type { Verifier, VerifierOptions, VerifyOutcome } from './verifier.js';

/** Where the engine's files are, when not beside the package. */
export type EngineFiles = Pick<VerifierOptions, 'wasm' | 'worker'>;

/** A request whose terms are not those that the person agreed to. */
export interface Changed {
  readonly outcome: 'changed';
}

/** What was shared is less than what was signed. */
export interface Smaller {
  readonly outcome: 'smaller';
}

/** How long a code that was just seen is looked for once more, in milliseconds. */
const GLANCE = 2000;

const FOREIGN: Rejected = { outcome: 'rejected', code: 'nonce_mismatch', category: 'untrusted' };

/** One relying party's question to one person. */
export class Inquiry {
  chosen: readonly FieldName[] = [];
  readonly #backend: Backend;
  readonly #files: EngineFiles;
  #asked: Asked | null = null;
  #request: PresentationRequest | null = null;
  #verifier: Verifier | null = null;
  #started: StartedWorker | null = null;
  #credential: Credential | null = null;

  constructor(backend: Backend, files: EngineFiles) {
    this.#backend = backend;
    this.#files = files;
  }

  /** What is asked, once the backend has said it. */
  get question(): Question | null {
    return this.#asked?.request ?? null;
  }

  get environment(): 'production' | 'sandbox' {
    return this.#asked?.trust.environment ?? 'production';
  }

  /** UNIX seconds; null at a counter that makes no challenge. */
  get expiresAt(): number | null {
    return this.#request?.nonce === undefined ? null : this.#request.expiresAt;
  }

  /** Whether a code can be judged now. */
  get isOpen(): boolean {
    return this.#verifier !== null;
  }

  async ask(language: 'id' | 'en'): Promise<Question | Rejected> {
    // Module and worker come while the person reads.
    this.#started ??= prepare(this.#files);
    const asked = await this.#backend.ask(language);
    if (isRejected(asked)) return asked;
    this.#asked = asked;
    this.chosen = this.#optional(this.chosen);
    return asked.request;
  }

  choose(fields: readonly FieldName[]): void {
    this.chosen = this.#optional(fields);
  }

  /** A new nonce for what was chosen. */
  async challenge(): Promise<Changed | Rejected | null> {
    if (this.#asked === null) return rejected('backend_unreachable');
    const { name, request: agreed, trust } = this.#asked;
    const challenged = await this.#backend.challenge(name, this.#wanted());
    if (isRejected(challenged)) return challenged;
    const { request } = challenged;
    if (!sameTerms(request, agreed)) {
      this.#asked = { name, request, trust };
      return { outcome: 'changed' };
    }
    const verifier = await openVerifier({ ...trust, ...this.#files, request }, this.#started);
    this.close();
    [this.#verifier, this.#request] = [verifier, request];
    return null;
  }

  /** The challenge's symbol; null at a counter that makes none. */
  async symbol(): Promise<Challenge | Rejected | null> {
    if (this.#verifier === null) return rejected('worker_lost');
    return this.expiresAt === null ? null : this.#verifier.challenge(this.#wanted());
  }

  /** The symbol of a link; null where there is no engine, or the link is too long for a symbol. */
  async draw(link: string): Promise<QrSymbol | null> {
    const symbol = await this.#verifier?.symbol(link).catch(() => null);
    return symbol === undefined || isRejected(symbol) ? null : symbol;
  }

  /** Looks at a video until there is an outcome. */
  async scan(video: HTMLVideoElement, options: ScanOptions): Promise<VerifyOutcome> {
    const look = (verifier: Verifier): Promise<VerifyOutcome> => verifier.scan(video, options);
    const glance = (verifier: Verifier): Promise<VerifyOutcome> => verifier.scan(video, { signal: AbortSignal.timeout(GLANCE) });
    return this.#judge(look, glance);
  }

  /** Judges a text that a scanner has typed. */
  async read(text: string): Promise<VerifyOutcome> {
    return this.#judge((verifier) => verifier.verify(text, { now: now(), clock: 'device' }));
  }

  /** Judges the first code among the pictures of a file. */
  async open(file: Blob): Promise<VerifyOutcome> {
    const pictures = await picturesOf(file);
    let outcome: VerifyOutcome = rejected('frame_invalid');
    for (const picture of pictures) {
      if (isRejected(outcome)) outcome = await this.#judge((verifier) => verifier.scan(picture));
      picture.close();
    }
    return outcome;
  }

  /** Keeps what has come, and has the backend note when: before the person is asked, so that reading does not expire it. */
  async offer({ credential, ...verified }: Exclude<VerifyOutcome, Rejected>, capture: Capture): Promise<Offer | Rejected> {
    this.#credential?.close();
    this.#credential = credential;
    const seen = await this.#backend.seen(credential.presentationHash);
    if (isRejected(seen)) return seen;
    const [wanted, { offered }] = [this.#wanted(), verified];
    const [kept, absent] = [offered.filter((name) => wanted.includes(name)), wanted.filter((name) => !offered.includes(name))];
    return { verified, capture, kept, absent, unasked: offered.filter((name) => !wanted.includes(name)) };
  }

  /** Releases, and has the backend verify again. A signed code cannot be cut: the wallet is then asked for a smaller one. */
  async submit(verified: Verified, fields: readonly FieldName[]): Promise<(Accepted & { readonly outcome: 'verified'; readonly shared: readonly FieldName[] }) | Smaller | Rejected> {
    if (this.#credential === null) return rejected('worker_lost');
    const released = await this.#credential.release(fields);
    if (isRejected(released)) return released;
    if (released.presentation === null && this.#backend.takes === 'presentation') {
      this.chosen = this.chosen.filter((name) => fields.includes(name));
      return { outcome: 'smaller' };
    }
    const accepted = await this.#backend.verify(released, verified);
    return isRejected(accepted) ? accepted : { ...accepted, outcome: 'verified', shared: fields };
  }

  /** Wipes the values and ends the worker. What was asked and chosen stays, for another try. */
  close(): void {
    this.#credential?.close();
    this.#credential = null;
    this.#verifier?.close();
    this.#verifier = null;
    this.#started?.end();
    this.#started = null;
  }

  async #judge(look: (verifier: Verifier) => Promise<VerifyOutcome>, again = look): Promise<VerifyOutcome> {
    if (this.#verifier === null) return rejected('worker_lost');
    const outcome = await look(this.#verifier);
    return isRejected(outcome) && outcome.code === 'nonce_mismatch' ? this.#foreign(again) : outcome;
  }

  /** A code that answers another request may have been used before: the backend knows, by its hash. */
  async #foreign(look: (verifier: Verifier) => Promise<VerifyOutcome>): Promise<Rejected> {
    if (this.#asked === null) return FOREIGN;
    const verifier = await createVerifier({ ...this.#asked.trust, ...this.#files });
    try {
      const outcome = await look(verifier).catch(() => FOREIGN);
      if (isRejected(outcome)) return FOREIGN;
      outcome.credential.close();
      return await this.#backend.foreign(outcome.credential.presentationHash);
    } finally {
      verifier.close();
    }
  }

  #wanted(): readonly FieldName[] {
    const fields = this.question?.fields ?? [];
    return fields.filter(({ name, required }) => required || this.chosen.includes(name)).map(({ name }) => name);
  }

  #optional(fields: readonly FieldName[]): readonly FieldName[] {
    const all = this.question?.fields ?? [];
    return all.filter(({ name, required }) => !required && fields.includes(name)).map(({ name }) => name);
  }
}

/** Whether two requests say the same, whatever their nonces and the order of their members. */
function sameTerms(one: object, other: object): boolean {
  return JSON.stringify(sorted(terms(one))) === JSON.stringify(sorted(terms(other)));
}

function terms(request: object): object {
  const { nonce: _, expiresAt: __, language: ___, ...terms } = request as Partial<PresentationRequest> & { readonly language?: string };
  return terms;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}
