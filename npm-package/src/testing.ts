// In: what a test wants to happen. Out: a session without wasm, camera, worker and network, for the tests of a host's own page.
// It goes by the same steps as the real one, and verifies nothing: never for production.
import { now } from './clock.js';
import type { Code } from './code.js';
import type { Challenge } from './engine.js';
import type { FieldName } from './field.js';
import type { HintName } from './hint.js';
import type { Category, Rejected, Verified } from './outcome.js';
import type { Receipt } from './receipt.js';
import type { Session } from './session.js';
import { type Manual, type Question, type SessionResult, type SessionState, type SessionStateName, type Shared } from './session_state.js';
import { SessionSteps } from './session_steps.js';

/** What a fake session starts from. */
export interface FakeOptions {
  /** What is asked; NIK and name when absent, with an optional occupation. */
  readonly question?: Question;
  readonly environment?: 'production' | 'sandbox';
  /** What `data` of an acceptance is. */
  readonly data?: unknown;
  readonly receipt?: Receipt;
  /** As for a real session. */
  readonly onUnavailable?: (state: SessionState) => unknown;
}

/** A session whose camera is the test. */
export interface FakeSession extends Session {
  /** The camera has read a code that offers these fields; what is asked when absent. */
  reads(offered?: readonly FieldName[]): void;
  /** The camera has seen something that it hints about. */
  hints(name: HintName): void;
  /** Whatever goes on fails with this code. A camera's code pauses instead. */
  fails(code: Code, category: Category): void;
  /** What the session was told to do, in order. */
  readonly calls: readonly string[];
}

const QUESTION: Question = {
  relyingParty: { id: 'https://bank.example', name: 'Bank Contoh', privacyUrl: 'https://bank.example/privasi', contact: 'dpo@bank.example' },
  document: 'ktp',
  purpose: 'Membuka rekening',
  legalBasis: 'contract',
  fields: [
    { name: 'nik', required: true, relevance: 'Nomor nasabah' },
    { name: 'nama', required: true, relevance: 'Nama pemilik rekening' },
    { name: 'pekerjaan', required: false, relevance: 'Profil nasabah' },
  ],
  retention: 'P5Y',
  processingPeriod: 'P7D',
  rights: 'dpo@bank.example',
};

const LEVELS: Verified['levels'] = {
  status: 'valid', audience: 'matched', nonce: 'matched', holderBinding: 'device_key', holderCheck: 'pin', minimisation: 'cryptographic', clock: 'given', environment: 'sandbox',
};

/** These are about the camera, and leave the person other ways. */
const NO_CAMERA = /^(camera_|insecure_context|in_app_browser)/;

/** A symbol of one finder pattern: enough to be drawn, and no scanner reads it. */
const SYMBOL: Challenge = { outcome: 'challenge', text: 'IKDQ1:FAKE', size: 21, modules: new Uint8Array(21 * 21) };

/**
 * Makes a fake session.
 *
 * @example
 * const session = fakeSession({ data: { customer: 7 } });
 * element.session = session;
 * session.agree();
 * session.reads();
 * session.share(['nik', 'nama']);
 */
export function fakeSession(options: FakeOptions = {}): FakeSession {
  return new Fake(options);
}

class Fake implements FakeSession {
  readonly calls: string[] = [];
  readonly video = null;
  readonly camera = null;
  readonly report = null;
  readonly environment: 'production' | 'sandbox';
  readonly #options: FakeOptions;
  readonly #question: Question;
  readonly #steps: SessionSteps = new SessionSteps();
  #chosen: readonly FieldName[] = [];

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#question = options.question ?? QUESTION;
    this.environment = options.environment ?? 'sandbox';
  }

  get state(): SessionState {
    return this.#steps.state;
  }

  subscribe(listener: (state: SessionState) => void): () => void {
    return this.#steps.subscribe(listener);
  }

  start(): Promise<SessionResult> {
    return this.#steps.running ?? this.#run('start', () => this.#show({ name: 'asking', question: this.#question, chosen: this.#chosen }));
  }

  retry(): Promise<SessionResult> {
    return this.#steps.running ?? this.#run('retry', () => this.#challenge());
  }

  speak(language: 'id' | 'en'): void {
    this.calls.push(`speak ${language}`);
  }

  choose(fields: readonly FieldName[]): void {
    this.calls.push(`choose ${fields.join()}`);
    this.#chosen = fields;
    if (this.state.name === 'asking') this.#show({ ...this.state, chosen: fields });
  }

  agree(): void {
    this.calls.push('agree');
    if (this.state.name !== 'asking') return;
    this.#show({ name: 'loading' });
    this.#challenge();
  }

  scan(): void {
    this.calls.push('scan');
    if (this.#may('priming')) this.#show({ name: 'priming' });
  }

  allow(): void {
    this.calls.push('allow');
    this.#look();
  }

  resume(lens?: string): void {
    this.calls.push(lens === undefined ? 'resume' : `resume ${lens}`);
    this.#look();
  }

  back(): void {
    this.calls.push('back');
    if (this.#may('challenge')) this.#challenge();
  }

  present(code: Blob | string): void {
    this.calls.push(typeof code === 'string' ? 'present text' : 'present picture');
    if (this.#may('verifying')) this.#arrive(this.#wanted(), typeof code === 'string' ? 'text' : 'picture');
  }

  share(fields: readonly FieldName[]): void {
    this.calls.push(`share ${fields.join()}`);
    if (this.state.name !== 'consent') return;
    const { verified, capture } = this.state.offer;
    this.#show({ name: 'submitting' });
    const { data, receipt } = this.#options;
    const paper = receipt === undefined ? null : { receipt, signed: '' };
    this.#end({ ...verified, outcome: 'verified', source: 'ikd', capture, shared: fields, receipt: paper, ...(data !== undefined && { data }) });
  }

  refuse(): void {
    this.calls.push('refuse');
    this.fails('consent_refused', 'refused');
  }

  leave(): void {
    this.calls.push('leave');
    if (this.#may('done')) this.#end({ outcome: 'manual', source: 'manual', data: this.#options.onUnavailable?.(this.state) ?? null });
  }

  stop(): void {
    this.calls.push('stop');
    if (this.state.name !== 'idle') this.#show({ name: 'idle' });
    this.#settle({ outcome: 'stopped' });
  }

  symbol(): Promise<Challenge | null> {
    return Promise.resolve(SYMBOL);
  }

  reads(offered: readonly FieldName[] = this.#wanted()): void {
    if (!this.#may('verifying')) throw new Error(`Nothing can be read while the session is ${this.state.name}.`);
    this.#arrive(offered, 'camera');
  }

  hints(name: HintName): void {
    this.#show({ name: 'hint', hint: { name, rejection: null }, expiresAt: null });
  }

  fails(code: Code, category: Category): void {
    const rejection: Rejected = { outcome: 'rejected', code, category };
    if (NO_CAMERA.test(code) && this.#may('paused')) return this.#show({ name: 'paused', reason: rejection });
    this.#show({ name: 'failed', rejection });
    this.#settle(rejection);
  }

  #run(name: string, work: () => void): Promise<SessionResult> {
    this.calls.push(name);
    const ended = this.#steps.run();
    this.#show({ name: 'loading' });
    work();
    return ended;
  }

  #challenge(): void {
    const expiresAt = now() + 120;
    this.#show({ name: 'challenge', question: this.#question, challenge: SYMBOL, expiresAt, smaller: false });
  }

  #look(): void {
    if (this.#may('requesting')) this.#show({ name: 'requesting' });
    if (this.#may('starting')) this.#show({ name: 'starting' });
    if (this.#may('searching')) this.#show({ name: 'searching', expiresAt: null });
  }

  #arrive(offered: readonly FieldName[], capture: 'camera' | 'picture' | 'text'): void {
    const wanted = this.#wanted();
    const verified: Verified = {
      outcome: 'verified', mode: 'minted', document: this.#question.document, issuer: 'https://issuer.example', keyId: '0123456789abcdef',
      issuedAt: 1_800_000_000, expiresAt: 1_800_000_090, levels: LEVELS, warnings: [], offered,
    };
    const kept = offered.filter((name) => wanted.includes(name));
    const offer = { verified, capture, kept, absent: wanted.filter((name) => !offered.includes(name)), unasked: offered.filter((name) => !wanted.includes(name)) };
    this.#show({ name: 'verifying' });
    this.#show({ name: 'consent', question: this.#question, offer });
  }

  #wanted(): readonly FieldName[] {
    return this.#question.fields.filter(({ name, required }) => required || this.#chosen.includes(name)).map(({ name }) => name);
  }

  #end(result: Shared | Manual): void {
    this.#show({ name: 'done', question: this.#question, result });
    this.#settle(result);
  }

  #may(next: SessionStateName): boolean {
    return this.#steps.may(next);
  }

  #show(state: SessionState): void {
    this.#steps.show(state);
  }

  #settle(result: SessionResult): void {
    this.#steps.settle(result);
  }
}
