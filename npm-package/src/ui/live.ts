// In: the state of a session, and what a frame shows. Out: what is said to who cannot see the screen: a sentence, a tone, a buzz.
import type { FrameReport } from '../scan.js';
import type { SessionState } from '../session_state.js';
import type { Sight } from '../sight.js';
import type { Language } from './language.js';

/** The sentence that a live region says in each state. */
export function spoken(state: SessionState, language: Language): string {
  switch (state.name) {
    case 'idle': return '';
    case 'loading':
    case 'verifying':
    case 'submitting': return language.say(`wait.${state.name}`);
    case 'asking': return language.say('ask.title');
    case 'challenge': return language.say('challenge.title');
    case 'priming': return language.say('prime.lead');
    case 'requesting':
    case 'starting':
    case 'searching': return language.say(`camera.${state.name}`);
    case 'hint': return hinted(state, language);
    case 'paused': return state.reason === 'hidden' ? language.say('camera.hidden') : language.sentence(state.reason);
    case 'consent': return language.say('offer.lead');
    case 'done': return language.say(state.result.source === 'ikd' ? 'done.title' : 'done.manual.title');
    case 'failed': return language.sentence(state.rejection);
  }
}

/** What a hint says; of a QR of another kind, which one it is. */
export function hinted({ hint }: Extract<SessionState, { name: 'hint' }>, language: Language): string {
  return hint.name === 'foreign' && hint.rejection !== null ? language.sentence(hint.rejection) : language.say(`hint.${hint.name}`);
}

/** Where the phone has to go, as seen by who holds it before the camera. */
export type Direction = 'left' | 'right' | 'up' | 'down' | 'steady';

/** How far from the middle a code may be, as a share of the frame. */
const MIDDLE = 0.14;

/** Which way brings the code to the middle of the frame; null where none is seen. */
export function directionOf({ sight }: FrameReport): Direction | null {
  if (sight === null) return null;
  const [x, y] = offset(sight);
  if (Math.max(Math.abs(x), Math.abs(y)) < MIDDLE) return 'steady';
  // Who holds the phone towards the camera looks the other way: what must go right in the frame goes to the holder's left.
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? 'left' : 'right';
  return y < 0 ? 'down' : 'up';
}

/** 0 where the code is in the middle and large, 1 where it is far off or small. */
export function distanceOf(sight: Sight): number {
  const [x, y] = offset(sight);
  const share = (sight.module * sight.modules) / Math.min(sight.width, sight.height);
  return Math.min(1, Math.hypot(x, y) + Math.max(0, 0.5 - share));
}

function offset({ corners, width, height }: Sight): readonly [number, number] {
  const middle = (axis: 'x' | 'y'): number => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return [middle('x') / width - 0.5, middle('y') / height - 0.5];
}
