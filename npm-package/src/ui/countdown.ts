// In: when something ends. Out: a ring with the seconds that are left. It stops by itself when it leaves the page.
import { every, now } from '../clock.js';
import type { Language } from './language.js';
import { node } from './node.js';

const ROUND = 2 * Math.PI * 20;

/** A ring that empties until `end` (UNIX seconds), out of `span` seconds. */
export function countdown(end: number, span: number, language: Language): HTMLElement {
  const arc = node('circle', { class: 'ring-arc', cx: 24, cy: 24, r: 20, 'stroke-dasharray': ROUND });
  const number = node('span', { class: 'ring-number', 'aria-hidden': 'true' });
  const svg = node('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }, node('circle', { class: 'ring-track', cx: 24, cy: 24, r: 20 }), arc);
  const ring = node('div', { class: 'ring', part: 'countdown', role: 'timer' }, svg, number);
  const show = (): void => {
    const seconds = Math.max(0, Math.ceil(end - now()));
    number.textContent = String(seconds);
    ring.setAttribute('aria-label', language.say('seconds.left', { seconds }));
    arc.setAttribute('stroke-dashoffset', String(ROUND * (1 - Math.min(1, seconds / span))));
  };
  show();
  const stop = every(1000, () => (ring.isConnected ? show() : stop()));
  return ring;
}
