// In: the name of a state. Out: its picture, drawn in lines. It says nothing that the heading does not say, so it is hidden from screen readers.
import type { SessionStateName } from '../session_state.js';
import { node } from './node.js';

const PATHS = {
  card: 'M3 6h18v12H3zM7 10h4M7 14h10',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3h-3zM20 20v-6M14 20h2',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  bulb: 'M9 18h6M10 21h4M7 11a5 5 0 1 1 10 0c0 3-2 3-2 6H9c0-3-2-3-2-6z',
  pause: 'M8 5v14M16 5v14',
  list: 'M4 6l1.5 1.5L8 5M11 6h9M4 12l1.5 1.5L8 11M11 12h9M4 18l1.5 1.5L8 17M11 18h9',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3',
  tick: 'M4 12l5 5L20 6',
  cross: 'M6 6l12 12M18 6L6 18',
  play: 'M7 5l11 7-11 7z',
} as const;

/** Which picture each state has. */
export const ICONS: Readonly<Record<SessionStateName, keyof typeof PATHS>> = {
  idle: 'play', loading: 'clock', asking: 'card', challenge: 'code', priming: 'camera', requesting: 'camera', starting: 'camera', searching: 'camera',
  hint: 'bulb', paused: 'pause', verifying: 'clock', consent: 'list', submitting: 'clock', done: 'tick', failed: 'cross',
};

/** The picture of a state. */
export function icon(name: SessionStateName): HTMLElement {
  return node('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, node('path', { d: PATHS[ICONS[name]] }));
}
