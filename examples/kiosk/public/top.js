// The head: the shop, how old the lists are with a plain warning, and when the counter begins anew.

import { node } from './node.js';

const UNITS = [['days', 24 * 3600], ['hours', 3600], ['minutes', 60]];

export function topBar({ say, lists, shift, begin }) {
  return node(
    'header',
    { class: 'top' },
    node('div', { class: 'brand' }, node('img', { src: '/kiosk.svg', alt: '', width: 40, height: 40 }), node('h1', {}, say('shop'))),
    lists.state !== 'missing' && node('p', { class: `lists ${lists.state}`, 'data-lists': lists.state, role: 'note' }, sentence(say, lists)),
    shift.left !== null && next(say, shift, begin),
  );
}

function sentence(say, lists) {
  const [age, left] = [span(say, lists.age), span(say, lists.left)];
  if (lists.state === 'expired') return say('lists.expired', { age });
  if (lists.state === 'fresh') return say('lists.fresh', { age, left });
  return say(lists.knowsStatus ? 'lists.old' : 'lists.stale', { age, left });
}

function next(say, shift, begin) {
  return node(
    'p',
    { class: 'next' },
    node('span', {}, say('next.in'), ' ', node('span', { 'data-left': '' }, String(shift.left)), ' ', say('next.seconds')),
    node('button', { 'data-action': 'next-person', click: () => void begin() }, say('next.now')),
  );
}

function span(say, seconds) {
  const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? UNITS.at(-1);
  return say(`span.${unit}`, { count: Math.floor(seconds / size) });
}
