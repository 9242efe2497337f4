// A ring and the seconds that are left until `end` (UNIX seconds), out of `span` seconds. Calls `over` once at the end.
// Stops by itself when it leaves the page.

import { element } from './element.js';

const ROUND = 2 * Math.PI * 20;

export function countdown({ end, span, label, over = () => {} }) {
  const arc = element('circle', { class: 'ring-arc', cx: 24, cy: 24, r: 20, 'stroke-dasharray': ROUND });
  const number = element('span', { class: 'ring-number' });
  const ring = element(
    'div',
    { class: 'ring', role: 'timer', 'aria-label': label },
    element('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }, element('circle', { class: 'ring-track', cx: 24, cy: 24, r: 20 }), arc),
    number,
  );
  const show = () => {
    const left = Math.max(0, Math.ceil(end - Date.now() / 1000));
    number.textContent = String(left);
    arc.setAttribute('stroke-dashoffset', ROUND * (1 - Math.min(1, left / span)));
    return left;
  };
  show();
  const timer = setInterval(() => {
    if (!ring.isConnected) return clearInterval(timer);
    if (show() > 0) return;
    clearInterval(timer);
    over();
  }, 1000);
  return ring;
}
