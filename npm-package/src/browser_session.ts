// In: the options of a session. Out: the session in a browser, with its camera. See session.ts for what it promises.
// A newer step makes whatever an older one still brings void; no track stays on behind it.
import { httpBackend } from './backend.js';
import type { Camera } from './camera.js';
import { milliseconds, now, timer } from './clock.js';
import { onDevicesChange, permissionState } from './device.js';
import type { FieldName } from './field.js';
import { HintVote } from './hint.js';
import { Inquiry } from './inquiry.js';
import type { Rejected } from './outcome.js';
import { isRejected, rejected } from './rejection.js';
import type { FrameReport } from './scan.js';
import type { Session, SessionOptions } from './session.js';
import { type Capture, type Manual, type Offer, type SessionResult, type SessionState, type SessionStateName, type Shared } from './session_state.js';
import { SessionSteps } from './session_steps.js';
import type { QrSymbol } from './symbol.js';
import type { VerifyOutcome } from './verifier.js';
import { onVisibility, Viewfinder } from './viewfinder.js';

type Live = () => boolean;

/** What another look may mend, or another code: the camera stays on. */
const PASSING: ReadonlySet<string> = new Set(['unreadable', 'unsupported', 'not_current']);
const LASTING: ReadonlySet<string> = new Set(['revoked', 'suspended']);
const REPAIRED: ReadonlySet<string> = new Set(['frame_invalid', 'worker_trapped']);

function goOn({ code, category }: Rejected): boolean {
  return REPAIRED.has(code) || (PASSING.has(category) && !LASTING.has(code));
}

/** A session in a browser. */
export class BrowserSession implements Session {
  readonly #options: SessionOptions;
  readonly #inquiry: Inquiry;
  readonly #finder: Viewfinder = new Viewfinder();
  readonly #steps: SessionSteps = new SessionSteps();
  #report: FrameReport | null = null;
  #language: 'id' | 'en';
  #lens: string | undefined;
  #unwatch: readonly (() => void)[] = [];
  #turn = 0;
  #scanning: AbortController | null = null;
  #expiry: () => void = () => undefined;

  constructor(options: SessionOptions) {
    const { backend, language = 'id', lens, wasm, worker } = options;
    this.#options = options;
    this.#language = language;
    this.#lens = lens;
    const reached = typeof backend === 'string' || backend instanceof URL ? httpBackend(backend) : backend;
    this.#inquiry = new Inquiry(reached, { ...(wasm && { wasm }), ...(worker && { worker }) });
  }

  get state(): SessionState {
    return this.#steps.state;
  }

  get video(): HTMLVideoElement {
    return this.#finder.video;
  }

  get camera(): Camera | null {
    return this.#finder.camera;
  }

  get report(): FrameReport | null {
    return this.#report;
  }

  get environment(): 'production' | 'sandbox' {
    return this.#inquiry.environment;
  }

  subscribe(listener: (state: SessionState) => void): () => void {
    return this.#steps.subscribe(listener);
  }

  start(): Promise<SessionResult> {
    if (this.#steps.running !== null) return this.#steps.running;
    this.#inquiry.choose([]);
    const ended = this.#run();
    this.#step((live) => this.#ask(live));
    return ended;
  }

  retry(): Promise<SessionResult> {
    if (this.#steps.running !== null || this.#inquiry.question === null) return this.start();
    const ended = this.#run();
    this.#step((live) => this.#challenge('whole', live));
    return ended;
  }

  speak(language: 'id' | 'en'): void {
    if (language === this.#language) return;
    this.#language = language;
    if (this.state.name === 'asking') this.#step((live) => this.#ask(live));
  }

  choose(fields: readonly FieldName[]): void {
    if (this.state.name !== 'asking') return;
    this.#inquiry.choose(fields);
    this.#show({ ...this.state, chosen: this.#inquiry.chosen });
  }

  agree(): void {
    if (this.state.name === 'asking') this.#step((live) => this.#challenge('whole', live));
  }

  scan(): void {
    if (this.state.name === 'challenge') this.#step((live) => this.#prime(live));
  }

  allow(): void {
    if (this.state.name === 'priming') this.#step((live) => this.#look(live));
  }

  resume(lens?: string): void {
    if (!this.#may('requesting')) return;
    this.#lens = lens ?? this.#lens;
    this.#step((live) => this.#look(live));
  }

  back(): void {
    if (this.#may('challenge') && this.#inquiry.expiresAt !== null) this.#step((live) => this.#draw('whole', live));
  }

  present(code: Blob | string): void {
    if (!this.#may('verifying') || !this.#inquiry.isOpen) return;
    const capture = typeof code === 'string' ? 'text' : 'picture';
    this.#step(async (live) => {
      this.#show({ name: 'verifying' });
      const outcome = await (typeof code === 'string' ? this.#inquiry.read(code) : this.#inquiry.open(code));
      await this.#arrived(outcome, capture, live);
    });
  }

  share(fields: readonly FieldName[]): void {
    if (this.state.name !== 'consent') return;
    const { offer } = this.state;
    this.#step((live) => this.#submit(offer, fields, live));
  }

  refuse(): void {
    if (this.#steps.running === null || !this.#may('failed') || this.state.name === 'submitting') return;
    this.#turn += 1;
    this.#fail({ outcome: 'rejected', code: 'consent_refused', category: 'refused' });
  }

  leave(): void {
    const { onUnavailable } = this.#options;
    if (onUnavailable === undefined || !this.#may('done') || this.state.name === 'submitting') return;
    const from = this.state;
    if (this.#steps.running === null) void this.#run();
    this.#step(async (live) => {
      const data = await onUnavailable(from);
      if (live()) this.#end({ outcome: 'manual', source: 'manual', data });
    });
  }

  stop(): void {
    this.#turn += 1;
    this.#letGo();
    if (this.state.name !== 'idle') this.#show({ name: 'idle' });
    this.#settle({ outcome: 'stopped' });
  }

  symbol(text: string): Promise<QrSymbol | null> {
    return this.#inquiry.draw(text);
  }

  #may(next: SessionStateName): boolean {
    return this.#steps.may(next);
  }

  #run(): Promise<SessionResult> {
    this.#unwatch = [onVisibility((page) => this.#seen(page)), onDevicesChange(() => this.#plugged())];
    return this.#steps.run();
  }

  /** Runs one step. What the step before had open is closed first. */
  #step(work: (live: Live) => Promise<void>): void {
    this.#turn += 1;
    const turn = this.#turn;
    this.#scanning?.abort();
    this.#finder.close();
    this.#report = null;
    const live = (): boolean => turn === this.#turn;
    void work(live).catch((error: unknown) => {
      if (live()) this.#fail(rejected('worker_lost'));
      // Only a mistake in this file or in the host's own functions comes here: its author wants to see where.
      reportError(error);
    });
  }

  async #ask(live: Live): Promise<void> {
    this.#show({ name: 'loading' });
    const question = await this.#inquiry.ask(this.#language);
    if (!live()) return;
    if (isRejected(question)) this.#fail(question);
    else this.#show({ name: 'asking', question, chosen: this.#inquiry.chosen });
  }

  async #challenge(size: 'whole' | 'smaller', live: Live): Promise<void> {
    this.#show({ name: 'loading' });
    const made = await this.#inquiry.challenge();
    if (!live()) return;
    if (made === null) return this.#draw(size, live);
    if (isRejected(made)) return this.#fail(made);
    const { question, chosen } = this.#inquiry;
    if (question !== null) this.#show({ name: 'asking', question, chosen });
  }

  /** The challenge on the screen; a counter that asks without one goes on to the camera. */
  async #draw(size: 'whole' | 'smaller', live: Live): Promise<void> {
    const challenge = await this.#inquiry.symbol();
    if (!live()) return;
    const { question, expiresAt } = this.#inquiry;
    if (isRejected(challenge)) return this.#fail(challenge);
    if (challenge === null) return this.#prime(live);
    if (question === null || expiresAt === null) return;
    this.#renewAt(expiresAt);
    this.#show({ name: 'challenge', question, challenge, expiresAt, smaller: size === 'smaller' });
  }

  /** A request lives two minutes: while nobody has answered it, the next one comes by itself. */
  #renewAt(expiresAt: number): void {
    this.#expiry();
    this.#expiry = timer(Math.max(1, expiresAt - now()) * 1000, () => {
      // Nothing is pulled from under the browser's prompt: what has expired meanwhile is renewed after it.
      if (this.state.name !== 'requesting' && this.#may('loading')) this.#step((live) => this.#challenge('whole', live));
    });
  }

  /** To the camera, by the primer where the browser will ask. */
  async #prime(live: Live): Promise<void> {
    const permission = await permissionState();
    if (!live()) return;
    if (permission === 'granted') return this.#look(live);
    this.#show({ name: 'priming' });
  }

  async #look(live: Live): Promise<void> {
    this.#show({ name: 'requesting' });
    const camera = await this.#finder.open(this.#lens);
    if (camera === null || !live()) return;
    if (isRejected(camera)) return this.#pause(camera);
    this.#lens = camera.lens.id;
    if ((this.#inquiry.expiresAt ?? Infinity) <= now()) return this.#step((late) => this.#challenge('whole', late));
    this.#show({ name: 'starting' });
    const outcome = await this.#search(live);
    if (outcome === null) return;
    if (live()) this.#finder.close();
    await this.#arrived(outcome, 'camera', live);
  }

  /** Looks until there is an outcome; null where it was called off. */
  async #search(live: Live): Promise<VerifyOutcome | null> {
    const [vote, scanning] = [new HintVote(), new AbortController()];
    this.#scanning = scanning;
    const onFrame = (report: FrameReport): void => {
      if (live()) this.#framed(report, vote);
    };
    try {
      return await this.#inquiry.scan(this.video, { signal: scanning.signal, onFrame, goOn });
    } catch (error) {
      if (scanning.signal.aborted) return null;
      throw error;
    }
  }

  #framed(report: FrameReport, vote: HintVote): void {
    this.#report = report;
    const hint = vote.add(report, milliseconds());
    const { expiresAt } = this.#inquiry;
    const { name } = this.state;
    if (hint === null && name !== 'searching') this.#show({ name: 'searching', expiresAt });
    if (hint !== null && !(this.state.name === 'hint' && this.state.hint.name === hint.name)) this.#show({ name: 'hint', hint, expiresAt });
  }

  async #arrived(outcome: VerifyOutcome, capture: Capture, live: Live): Promise<void> {
    if (!live()) return isRejected(outcome) ? undefined : outcome.credential.close();
    if (isRejected(outcome)) return isMendable(outcome, capture) ? this.#pause(outcome) : this.#fail(outcome);
    if (this.state.name !== 'verifying') this.#show({ name: 'verifying' });
    const offer = await this.#inquiry.offer(outcome, capture);
    if (!live()) return;
    const { question } = this.#inquiry;
    if (isRejected(offer)) return this.#fail(offer);
    if (question !== null) this.#show({ name: 'consent', question, offer });
  }

  async #submit({ verified, capture }: Offer, fields: readonly FieldName[], live: Live): Promise<void> {
    this.#show({ name: 'submitting' });
    const answer = await this.#inquiry.submit(verified, fields);
    if (!live()) return;
    if (answer.outcome === 'smaller') return this.#challenge('smaller', live);
    if (answer.outcome === 'rejected') return this.#fail(answer);
    this.#end({ ...answer, source: 'ikd', capture });
  }

  #end(result: Shared | Manual): void {
    const { question } = this.#inquiry;
    this.#letGo();
    this.#show({ name: 'done', question, result });
    this.#settle(result);
  }

  #fail(rejection: Rejected): void {
    this.#letGo();
    this.#show({ name: 'failed', rejection });
    this.#settle(rejection);
  }

  #pause(reason: Rejected | 'hidden'): void {
    this.#finder.close();
    this.#report = null;
    this.#show({ name: 'paused', reason });
  }

  #seen(page: 'hidden' | 'shown'): void {
    const { name } = this.state;
    const looking = name === 'starting' || name === 'searching' || name === 'hint';
    if (page === 'hidden' && looking) this.#step(async () => this.#pause('hidden'));
    if (page === 'shown' && this.state.name === 'paused' && this.state.reason === 'hidden') this.resume();
  }

  /** A camera came: where one was missed, it is tried. */
  #plugged(): void {
    if (this.state.name !== 'paused' || this.state.reason === 'hidden') return;
    if (['camera_missing', 'camera_lost'].includes(this.state.reason.code)) this.resume();
  }

  #show(state: SessionState): void {
    this.#steps.show(state);
  }

  #settle(result: SessionResult): void {
    for (const end of this.#unwatch) end();
    this.#unwatch = [];
    this.#steps.settle(result);
  }

  #letGo(): void {
    this.#scanning?.abort();
    this.#scanning = null;
    this.#expiry();
    this.#finder.close();
    this.#report = null;
    this.#inquiry.close();
  }
}

/** Whether the person can go on from here: by another picture, or once the camera is free again. */
function isMendable(outcome: Rejected, capture: Capture): boolean {
  return capture === 'camera' ? outcome.code.startsWith('camera_') : goOn(outcome);
}
