// In: attributes and properties of `<ikd-verify>`. Out: the session on the screen, and its events. Importing it defines the element.
// Import-safe where there is no page. Under a strict policy and Trusted Types it needs no exception but 'wasm-unsafe-eval'.
import type { Backend } from './backend.js';
import type { Sandbox } from './wallet.js';
import { now } from './clock.js';
import { createSession, type Session } from './session.js';
import type { Question, SessionResult, SessionState } from './session_state.js';
import { Language, wordsOf, type LanguageCode } from './ui/language.js';
import { node } from './ui/node.js';
import { handOver, onReturned, takeReturned } from './ui/return_link.js';
import { Screen } from './ui/screen.js';
import { sheet } from './ui/style.js';
import { onTyped } from './ui/typed_scanner.js';
import type { Host } from './ui/view.js';
import type { WasmSource } from './wasm_module.js';
import type { Words } from './words/id.js';

export type { Words, WordKey } from './words/id.js';
export type * from './session_state.js';
export type { Session } from './session.js';

/** The attributes of `<ikd-verify>`. */
export interface IkdVerifyAttributes {
  /** The address of the backend's route `request`. */
  request: string;
  /** `id` (Indonesian) or `en`; `id` when absent. */
  lang: 'id' | 'en';
  /** Where a wallet on this very device takes a challenge, in the fragment of this address. Without it there is no such button. */
  wallet: string;
  /** Where another device goes on; this page when absent. */
  handover: string;
  /** The relying party's own form, for who cannot or will not use a code. */
  manual: string;
  /** `refuse`: no picture and no PDF is taken in place of the camera. `accept` when absent. */
  pictures: 'accept' | 'refuse';
  /** `hand`: the session begins when `start()` is called or the person presses Start. It begins at once when absent. */
  begin: 'hand';
}

/** The events of `<ikd-verify>`. All bubble, and cross shadow roots. */
export interface IkdVerifyEvents {
  /** Each step; `detail` is the session's state. */
  'ikd-state': CustomEvent<SessionState>;
  /** The backend has accepted; `detail` is the result, without any value of the person but what the backend's `data` holds. */
  'ikd-verified': CustomEvent<Extract<SessionResult, { outcome: 'verified' }>>;
  /** The person refused, or the code was; `detail` is the rejection. */
  'ikd-rejected': CustomEvent<Extract<SessionResult, { outcome: 'rejected' }>>;
  /** The person goes the relying party's own way. `preventDefault()` keeps the page from going to `manual`. */
  'ikd-unavailable': CustomEvent<SessionState>;
}

/** The parts of `<ikd-verify>`, for `::part()`. */
export interface IkdVerifyParts {
  /** Around everything. */
  frame: HTMLElement;
  /** One step's screen; it has the step's name as a second part: asking, challenge, priming, camera, paused, consent, done, failed. */
  view: HTMLElement;
  heading: HTMLElement;
  /** The browser's own button for the camera, where it has one. */
  'browser-button': HTMLElement;
  /** Each button has its action as a second part: agree, refuse, camera, allow, back, share, decline, retry, and so on. */
  button: HTMLElement;
  /** A group of fields; the portrait's has `special` as a second part. */
  group: HTMLElement;
  field: HTMLElement;
  /** Purpose, legal basis, retention, rights. */
  terms: HTMLElement;
  /** A QR symbol. */
  symbol: HTMLElement;
  countdown: HTMLElement;
  /** The camera's picture. */
  finder: HTMLElement;
  /** The frame over it. */
  'finder-frame': HTMLElement;
  hint: HTMLElement;
  /** Lens, light and zoom. */
  controls: HTMLElement;
  /** The other ways. */
  other: HTMLElement;
  /** How strong the check is. */
  levels: HTMLElement;
  receipt: HTMLElement;
  /** The mark that these are test data. */
  sandbox: HTMLElement;
  /** In place of everything: the wallet came back in this new tab, and the old one goes on. */
  returned: HTMLElement;
  /** What is said to who cannot see the screen. */
  live: HTMLElement;
}

/** The slots of `<ikd-verify>`. */
export interface IkdVerifySlots {
  /** Above each screen. */
  header: HTMLElement;
  /** Below each screen. */
  footer: HTMLElement;
  /** In the last screen, after an acceptance. */
  done: HTMLElement;
  /** In the last screen, after a rejection. */
  failed: HTMLElement;
}

/** The custom properties of `<ikd-verify>`. */
export interface IkdVerifyCustomProperties {
  '--ikd-accent': 'color';
  '--ikd-on-accent': 'color';
  '--ikd-ground': 'color';
  '--ikd-ink': 'color';
  /** Less important text. */
  '--ikd-soft': 'color';
  '--ikd-line': 'color';
  /** Behind buttons and hints. */
  '--ikd-tint': 'color';
  '--ikd-good': 'color';
  '--ikd-bad': 'color';
  '--ikd-bad-tint': 'color';
  '--ikd-warn': 'color';
  '--ikd-warn-tint': 'color';
  '--ikd-radius': 'length';
  '--ikd-font': 'the shorthand `font`';
  /** `light`, `dark`, or `light dark`, which follows the system. */
  '--ikd-color-scheme': 'the property `color-scheme`';
}

type Later = typeof import('./ui/later.js');

/** The states whose screens need what is loaded later. */
const LATE: ReadonlySet<string> = new Set(['done', 'failed', 'paused', 'hint']);

let later: Promise<Later | null> | null = null;

const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The scanner and consent screen.
 *
 * @example
 * <script type="module" src="/ikd-verify/element.js"></script>
 * <ikd-verify request="/api/ikd/request" lang="id"></ikd-verify>
 */
export class IkdVerifyElement extends Base {
  static readonly observedAttributes: readonly string[] = ['lang', 'request'];

  /** Another backend than the one of the attribute `request`. */
  backend: Backend | null = null;
  /** Another session than the element's own, such as the one of `ikd-verify/testing`. */
  session: Session | null = null;
  /** The host's own words over the element's. */
  words: Partial<Words> = {};
  /** The device id of the lens that was good before. */
  lens: string | null = null;
  /** Where the wasm file is, when not beside the package. */
  wasm: WasmSource | null = null;
  /** Where worker.js is, when not beside the package. */
  worker: URL | string | null = null;
  /** The relying party's own way: what it resolves to is `data` of the result. In place of the attribute `manual`. */
  onUnavailable: ((state: SessionState) => unknown) | null = null;

  #screen: Screen | null = null;
  #running: Session | null = null;
  #endings: (() => void)[] = [];
  #ended: Promise<SessionResult> | null = null;
  #drawing = 0;
  /** Who asks, as the last question said. */
  #party = '';

  /** The running session; null while there is none. */
  get running(): Session | null {
    return this.#running;
  }

  connectedCallback(): void {
    const returned = takeReturned();
    if (returned !== null) void this.#handOver(returned);
    else if (this.getAttribute('begin') === 'hand') void this.#idle();
    else void this.start();
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again before this runs.
    queueMicrotask(() => !this.isConnected && this.stop());
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name === 'lang') this.#speak();
    else if (before !== null) this.#restart();
  }

  /** Begins, or joins what has begun. */
  async start(): Promise<SessionResult> {
    const session = this.#running ?? this.#begin();
    return this.#follow(session.start());
  }

  /** Ends without a result, and lets go of the camera. */
  stop(): void {
    this.#drawing += 1;
    this.#running?.stop();
    for (const end of this.#endings.splice(0)) end();
    this.#running = null;
    this.#screen?.clear();
  }

  get #code(): LanguageCode {
    return this.lang === 'en' ? 'en' : 'id';
  }

  #begin(): Session {
    const request = this.getAttribute('request');
    const backend = this.backend ?? request;
    if (this.session === null && backend === null) throw new TypeError('<ikd-verify> needs the attribute request, or the property backend.');
    const { lens, wasm, worker } = this;
    const more = { ...(lens !== null && { lens }), ...(wasm !== null && { wasm }), ...(worker !== null && { worker }) };
    const session = this.session ?? createSession({ backend: backend ?? '', language: this.#code, onUnavailable: (state) => this.#leave(state), ...more });
    this.#running = session;
    this.#endings = [session.subscribe(() => void this.#draw()), onTyped((text) => session.present(text)), onReturned((text) => this.#take(text))];
    return session;
  }

  #restart(): void {
    this.stop();
    void this.start();
  }

  #speak(): void {
    this.#running?.speak(this.#code);
    void this.#draw();
  }

  /** A wallet has come back in a new tab: the tab that asked goes on. Where there is none any more, this one begins anew. */
  async #handOver(text: string): Promise<void> {
    if ((await handOver(text)) === 'nobody') return void (await this.start());
    const words = { ...(await wordsOf(this.#code)), ...this.words };
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet()];
    root.append(node('p', { class: 'notice', part: 'returned', role: 'status' }, words['return.taken']));
  }

  #take(text: string): 'taken' | 'refused' {
    if (this.#running?.state.name !== 'challenge') return 'refused';
    this.#running.present(text);
    return 'taken';
  }

  async #idle(): Promise<void> {
    this.#running ??= this.#begin();
    await this.#draw();
  }

  /** Draws the state that the session is in once the words are there; a newer drawing makes an older one void. */
  async #draw(): Promise<void> {
    const session = this.#running;
    if (session === null) return;
    const { state } = session;
    this.dispatchEvent(new CustomEvent('ikd-state', { detail: state, bubbles: true, composed: true }));
    this.#drawing += 1;
    const drawing = this.#drawing;
    const question = 'question' in state ? state.question : null;
    const [words, later] = await Promise.all([wordsOf(this.#code), this.#later(state, question)]);
    const more = await later?.laterWordsOf(this.#code);
    if (drawing !== this.#drawing) return;
    this.#screen ??= this.#open();
    this.#party = question?.relyingParty.name ?? this.#party;
    const language = new Language(this.#code, { ...words, ...more, ...this.words }, this.#party, later?.kindSentence);
    this.#screen.show({ session, language, host: this.#host(), done: later?.doneView ?? null }, state);
  }

  /** What the last screen needs is fetched while the person reads. Where it cannot be had, that screen says less. */
  async #later({ name }: SessionState, question: Question | null): Promise<Later | null> {
    const needed = LATE.has(name) || (question !== null && question.document !== 'ktp');
    if (needed || name === 'asking') later ??= import('./ui/later.js').catch(() => (later = null));
    return needed ? later : null;
  }

  #open(): Screen {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet()];
    return new Screen(root);
  }

  #host(): Host {
    const manual = this.onUnavailable !== null || this.hasAttribute('manual');
    return {
      wallet: this.getAttribute('wallet'),
      handover: this.getAttribute('handover'),
      manual: manual ? 'offered' : 'absent',
      pictures: this.getAttribute('pictures') === 'refuse' ? 'refuse' : 'accept',
      again: () => void this.start(),
      retry: () => {
        if (this.#running !== null) void this.#follow(this.#running.retry());
      },
      simulate: () => void this.#simulate(),
      speak: (language) => {
        this.lang = language;
      },
    };
  }

  /** Each end is told once, however many wait for it. */
  #follow(ended: Promise<SessionResult>): Promise<SessionResult> {
    if (this.#ended !== ended) void ended.then((result) => this.#tell(result));
    this.#ended = ended;
    return ended;
  }

  /** The host's own function, or the address of its form. */
  #leave(state: SessionState): unknown {
    const event = new CustomEvent('ikd-unavailable', { detail: state, bubbles: true, composed: true, cancelable: true });
    const goes = this.dispatchEvent(event);
    if (this.onUnavailable !== null) return this.onUnavailable(state);
    const manual = this.getAttribute('manual');
    if (goes && manual !== null) location.assign(new URL(manual, document.baseURI));
    return null;
  }

  async #simulate(): Promise<void> {
    const state = this.#running?.state;
    if (state?.name !== 'challenge') return;
    const { openSandbox } = await import('./sandbox.js');
    const sandbox: Sandbox = await openSandbox();
    const asked = sandbox.readChallenge(state.challenge.text);
    if ('outcome' in asked) return;
    const code = sandbox.mint(state.challenge.text, asked.fields.map(({ name }) => name), now());
    if (!('outcome' in code)) this.#running?.present(code.text);
  }

  #tell(result: SessionResult): void {
    const name = { verified: 'ikd-verified', rejected: 'ikd-rejected', manual: null, stopped: null }[result.outcome];
    if (name !== null) this.dispatchEvent(new CustomEvent(name, { detail: result, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ikd-verify': IkdVerifyElement;
  }
}

if (globalThis.customElements !== undefined && customElements.get('ikd-verify') === undefined) customElements.define('ikd-verify', IkdVerifyElement);
