// The good end: what was shared, how well it is known, what it does not prove, and the receipt; or that the other way was taken.
import type { Shared } from '../session_state.js';
import type { Language } from './language.js';
import { button, foreign, node, type Child } from './node.js';
import { receiptCard } from './receipt_card.js';
import type { Scene, StateOf, View } from './view.js';

export function doneView(scene: Scene, { result }: StateOf<'done'>): View {
  const { language, host } = scene;
  const again = node('div', { class: 'actions' }, button('restart', language.say('done.again'), () => host.again()));
  if (result.source === 'manual') {
    return { title: language.say('done.manual.title'), body: [node('p', { class: 'lead' }, language.say('done.manual.lead')), node('slot', { name: 'done' }), again] };
  }
  const { warnings } = result;
  return {
    title: language.say('done.title'),
    tone: 'good',
    body: [
      node('p', { class: 'lead' }, language.say('done.lead')),
      node('ul', { class: 'plain' }, result.shared.map((name) => node('li', { 'data-shared': name }, language.field(name)))),
      node('slot', { name: 'done' }),
      warnings.map((warning) => node('p', { class: 'notice', 'data-warning': warning }, language.say(`warning.${warning}`))),
      node('section', { class: 'group' }, node('h3', {}, language.say('done.unproven')), node('ul', { class: 'plain' }, unproven(language))),
      node('details', { part: 'levels' }, node('summary', {}, language.say('done.levels')), node('dl', { class: 'terms' }, levels(result, language))),
      result.receipt !== null && receiptCard(result.receipt, language),
      again,
    ],
  };
}

function unproven(language: Language): readonly Child[] {
  return (['active', 'holder', 'official'] as const).map((key) => node('li', {}, language.say(`done.unproven.${key}`)));
}

/** Side by side, never merged into one yes. */
function levels({ levels: reached, issuer, keyId, capture }: Shared, language: Language): readonly Child[] {
  const row = (name: string, label: string, value: Child): Child => [node('dt', {}, label), node('dd', { 'data-level': name }, value)];
  const known = Object.entries(reached)
    .filter(([name]) => name !== 'statusAge')
    .map(([name, level]) => row(name, language.find(`level.${name}`, name), language.find(`level.${name}.${level}`, String(level))));
  return [
    ...known,
    row('capture', language.say('done.capture'), language.say(`capture.${capture}`)),
    row('issuer', language.say('done.issuer'), foreign(issuer)),
    row('key', language.say('done.key'), foreign(keyId)),
  ];
}
