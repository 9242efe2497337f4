// The camera's picture, one line of help, the controls that this camera has, and the ways out. One view from the prompt to the last frame.
import { every } from '../clock.js';
import type { SessionState } from '../session_state.js';
import type { Aim } from './aim.js';
import { browserButton } from './browser_button.js';
import { REQUEST_LIFE } from './challenge_view.js';
import { countdown } from './countdown.js';
import type { Language } from './language.js';
import { directionOf, spoken } from './live.js';
import { button, node } from './node.js';
import { otherWays } from './other_ways.js';
import type { Scene, View } from './view.js';

/** How often the aim follows, in milliseconds. */
const FOLLOWING = 120;

export function cameraView(scene: Scene, first: SessionState): View {
  const { session, language } = scene;
  const help = node('p', { class: 'hint', part: 'hint' });
  const way = node('p', { class: 'visually-hidden', role: 'status' });
  const [clock, controls] = [node('div', { class: 'clock' }), node('div', { class: 'actions controls', part: 'controls' })];
  const frame = node('div', { class: 'finder', part: 'finder' }, session.video, node('div', { class: 'finder-frame', part: 'finder-frame', 'aria-hidden': 'true' }), clock);
  let aim: Aim | null = null;
  let drawn: unknown = null;
  const update = (state: SessionState, words: Language): void => {
    help.dataset['hint'] = state.name === 'hint' ? state.hint.name : '';
    help.textContent = spoken(state, words);
    session.video?.classList.toggle('mirrored', session.camera?.mirrored === true);
    if (session.camera !== drawn) {
      drawn = session.camera;
      controls.replaceChildren(...controlsOf(scene));
    }
    if ('expiresAt' in state && state.expiresAt !== null && !clock.hasChildNodes()) clock.append(countdown(state.expiresAt, REQUEST_LIFE, language));
  };
  const follow = every(FOLLOWING, () => {
    const { report } = session;
    if (aim === null || report === null) return;
    aim.follow(report);
    const direction = directionOf(report);
    const words = direction === null ? '' : language.say(`aim.${direction}`);
    if (way.textContent !== words) way.textContent = words;
  });
  const aimButton = button('aim', language.say('camera.aim'), () => void toggle(), { 'aria-pressed': 'false' });
  const toggle = async (): Promise<void> => {
    const off = aim;
    aim = off === null ? new (await import('./aim.js')).Aim() : null;
    off?.close();
    aimButton.setAttribute('aria-pressed', String(aim !== null));
  };
  update(first, language);
  return {
    title: language.say('camera.title'),
    update,
    leave: () => {
      follow();
      aim?.close();
    },
    body: [frame, help, way, controls, node('div', { class: 'actions' }, aimButton, button('back', language.say('camera.back'), () => session.back()), button('refuse', language.say('ask.refuse'), () => session.refuse())), otherWays(scene, ['picture', 'paste', 'device', 'manual'])],
  };
}

/** What this camera can do: nothing that it cannot is shown. */
function controlsOf({ session, language }: Scene): readonly HTMLElement[] {
  const { camera } = session;
  if (camera === null) return [];
  const made: HTMLElement[] = [];
  const next = camera.lenses[(camera.lenses.findIndex(({ id }) => id === camera.lens.id) + 1) % camera.lenses.length];
  if (camera.lenses.length > 1 && next !== undefined) made.push(button('lens', language.say('camera.lens'), () => session.resume(next.id)));
  if (camera.torch !== null) {
    const torch = button('torch', language.say('camera.torch'), () => {
      const on = camera.torch === 'on' ? 'off' : 'on';
      void camera.setTorch(on).then(() => torch.setAttribute('aria-pressed', String(camera.torch === 'on')));
    }, { 'aria-pressed': String(camera.torch === 'on') });
    made.push(torch);
  }
  if (camera.zoom !== null) {
    const { min, max, value } = camera.zoom;
    const input = (event: Event): void => void camera.setZoom(Number((event.target as HTMLInputElement).value));
    made.push(node('label', { class: 'zoom' }, language.say('camera.zoom'), node('input', { type: 'range', min, max, step: 'any', value, input })));
  }
  return made;
}

/** Before the browser's prompt: what the camera is for. Where the browser has its own button for that, it stands here. */
export function primeView(scene: Scene): View {
  const { session, language } = scene;
  return {
    title: language.say('prime.title'),
    body: [
      node('p', { class: 'lead' }, language.say('prime.lead')),
      browserButton(() => session.allow()),
      node('div', { class: 'actions' }, button('allow', language.say('prime.allow'), () => session.allow(), { class: 'primary' }), button('back', language.say('camera.back'), () => session.back())),
      otherWays(scene, ['picture', 'paste', 'device', 'manual']),
    ],
  };
}

/** The camera cannot look: why, and each way out. */
export function pausedView(scene: Scene, state: Extract<SessionState, { name: 'paused' }>): View {
  const { session, language } = scene;
  const { reason } = state;
  const word = reason === 'hidden' ? 'camera.resume' : 'camera.retry';
  return {
    title: language.say('camera.title'),
    tone: 'bad',
    body: [
      node('p', { class: 'notice bad', ...(reason !== 'hidden' && { 'data-code': reason.code }) }, spoken(state, language)),
      node('div', { class: 'actions' }, button('resume', language.say(word), () => session.resume(), { class: 'primary' }), button('back', language.say('camera.back'), () => session.back()), button('refuse', language.say('ask.refuse'), () => session.refuse())),
      otherWays(scene, ['picture', 'paste', 'device', 'manual']),
    ],
  };
}
