// Below: what the staff sets, and what this counter does not do.

import { node } from './node.js';

const AGES = [17, 18, 21];

export function inform({ say, settings, change }) {
  return node(
    'footer',
    {},
    node('p', { class: 'small', 'data-note': 'receipt' }, say('receipt.none')),
    node(
      'details',
      {},
      node('summary', {}, say('staff.title')),
      node('fieldset', {}, node('legend', {}, say('staff.age')), AGES.map((age) => radio('age', String(age), settings.age === age, say('staff.years', { age }), () => change({ age })))),
      node('fieldset', {}, node('legend', {}, say('staff.way')), ['refuse', 'accept'].map((way) => radio('way', way, settings.unchallenged === way, say(`staff.way.${way}`), () => change({ unchallenged: way })))),
      node('p', { class: 'small' }, say('staff.scanner')),
    ),
  );
}

function radio(name, value, checked, label, chosen) {
  return node('label', { class: 'choice' }, node('input', { type: 'radio', name, value, checked, change: chosen }), label);
}
