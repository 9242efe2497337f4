// In: a session and a shadow root. Out: the screen of each state, its focus, and what is said to who cannot see it.
// Draws in place what can be: a camera's picture that is moved would stop.
import type { SessionState, SessionStateName } from '../session_state.js';
import { askView } from './ask_view.js';
import { cameraView, pausedView, primeView } from './camera_view.js';
import { challengeView } from './challenge_view.js';
import { failedView } from './failed_view.js';
import { icon } from './icon.js';
import { spoken } from './live.js';
import { button, node } from './node.js';
import { offerView } from './offer_view.js';
import type { Scene, View } from './view.js';

/** States that share a view: it is drawn once and then updated. */
const SHARED: Readonly<Partial<Record<SessionStateName, string>>> = { requesting: 'camera', starting: 'camera', searching: 'camera', hint: 'camera' };

/** The screen of an element. */
export class Screen {
  readonly #root: ShadowRoot;
  readonly #live: HTMLElement = node('p', { class: 'visually-hidden', role: 'status', part: 'live' });
  readonly #place: HTMLElement = node('div', { class: 'frame', part: 'frame' });
  #drawn: string | null = null;
  #view: View | null = null;
  /** In which language, and about which question, the view was drawn. */
  #words: readonly unknown[] = [];

  constructor(root: ShadowRoot) {
    this.#root = root;
    root.append(this.#place, this.#live);
  }

  /** Shows a state. */
  show(scene: Scene, state: SessionState): void {
    const key = SHARED[state.name] ?? state.name;
    const words = [scene.language.code, 'question' in state ? state.question : null];
    const same = key === this.#drawn && words.every((part, at) => part === this.#words[at]);
    this.#words = words;
    if (same && this.#view?.update !== undefined) this.#view.update(state, scene.language);
    else this.#draw(scene, state, key);
    this.#place.dataset['state'] = state.name;
    this.#say(spoken(state, scene.language));
  }

  /** Takes everything away. */
  clear(): void {
    this.#view?.leave?.();
    [this.#view, this.#drawn] = [null, null];
    this.#place.replaceChildren();
    this.#say('');
  }

  #draw(scene: Scene, state: SessionState, key: string): void {
    const moved = this.#drawn !== null && this.#drawn !== key;
    this.#view?.leave?.();
    const view = viewOf(scene, state);
    const heading = node('h2', { tabindex: -1, part: 'heading', id: 'heading' }, icon(state.name), view.title);
    const main = node('section', { class: 'view', role: 'group', 'aria-labelledby': 'heading', 'data-step': key, part: `view ${key}` }, heading, view.body);
    this.#place.dataset['tone'] = view.tone ?? '';
    this.#place.classList.toggle('test', scene.session.environment === 'sandbox');
    this.#place.lang = scene.language.code;
    this.#place.replaceChildren(node('slot', { name: 'header' }), top(scene), main, node('slot', { name: 'footer' }));
    [this.#view, this.#drawn] = [view, key];
    // Who reads by ear or keyboard goes on where the new step begins; the first step leaves the page's own focus alone.
    if (moved && this.#holdsFocus()) heading.focus({ preventScroll: false });
  }

  /** After a press the pressed button is gone, and the focus has fallen to the page. */
  #holdsFocus(): boolean {
    const { activeElement } = document;
    return activeElement === null || activeElement === document.body || activeElement === this.#root.host;
  }

  #say(sentence: string): void {
    if (this.#live.textContent !== sentence) this.#live.textContent = sentence;
  }
}

function top({ session, language, host }: Scene): HTMLElement {
  const other = language.code === 'id' ? 'en' : 'id';
  const mark = session.environment === 'sandbox' && node('p', { class: 'sandbox', part: 'sandbox', role: 'note' }, node('strong', {}, language.say('sandbox.mark')), ' ', language.say('sandbox.text'));
  return node('div', { class: 'top' }, mark, button('language', language.say('language.other'), () => host.speak(other), { class: 'quiet', lang: other }));
}

function viewOf(scene: Scene, state: SessionState): View {
  switch (state.name) {
    case 'asking': return askView(scene, state);
    case 'challenge': return challengeView(scene, state);
    case 'priming': return primeView(scene);
    case 'requesting':
    case 'starting':
    case 'searching':
    case 'hint': return cameraView(scene, state);
    case 'paused': return pausedView(scene, state);
    case 'consent': return offerView(scene, state);
    case 'done': return scene.done?.(scene, state) ?? plainView(scene, state);
    case 'failed': return failedView(scene, state);
    case 'idle': return { title: '', body: [node('div', { class: 'actions' }, button('start', scene.language.say('wait.idle'), () => scene.host.again(), { class: 'primary' }))] };
    default: return { ...plainView(scene, state), body: [node('div', { class: 'pulse', 'aria-hidden': 'true' })] };
  }
}

/** Nothing but what is said. */
function plainView(scene: Scene, state: SessionState): View {
  return { title: spoken(state, scene.language), body: [] };
}
