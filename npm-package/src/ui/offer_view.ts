// What came, by name only, and the decision. Share and Refuse weigh the same; what the person chose can still be left out.
import type { FieldName } from '../field.js';
import type { Language } from './language.js';
import { button, foreign, node } from './node.js';
import type { Scene, StateOf, View } from './view.js';

export function offerView({ session, language }: Scene, { question, offer }: StateOf<'consent'>): View {
  const kept = new Set<FieldName>(offer.kept);
  const names = (fields: readonly FieldName[]): string => fields.map((name) => language.field(name)).join(', ');
  const required = new Set(question.fields.filter((field) => field.required).map(({ name }) => name));
  return {
    title: language.say('offer.title'),
    body: [
      node('p', { class: 'lead' }, language.say('offer.lead')),
      node('p', { class: 'good-line' }, language.say('offer.verified'), ' ', foreign(offer.verified.issuer)),
      offer.capture !== 'camera' && node('p', { class: 'notice' }, language.say(`offer.${offer.capture}`)),
      offer.verified.warnings.map((warning) => node('p', { class: 'notice', 'data-warning': warning }, language.say(`warning.${warning}`))),
      node('ul', { class: 'fields' }, offer.verified.offered.map((name) => row(name, offer.unasked.includes(name) ? 'unasked' : required.has(name) ? 'required' : 'chosen', kept, language))),
      offer.absent.length > 0 && node('p', { class: 'notice' }, language.say('offer.absent', { fields: names(offer.absent) })),
      node('p', { class: 'small' }, language.say('offer.sealed')),
      node(
        'div',
        { class: 'actions equal' },
        button('share', language.say('offer.share'), () => session.share([...kept])),
        button('decline', language.say('offer.refuse'), () => session.refuse()),
      ),
      node('p', { class: 'small' }, language.say('ask.refusing')),
    ],
  };
}

function row(name: FieldName, kind: 'unasked' | 'required' | 'chosen', kept: Set<FieldName>, language: Language): HTMLElement {
  const text = node('span', { class: 'field-text' }, node('strong', {}, language.field(name)), node('span', { class: 'small' }, language.say(`offer.${kind}`)));
  if (kind !== 'chosen') {
    const mark = node('span', { class: 'mark', 'aria-hidden': 'true' }, kind === 'required' ? '✓' : '–');
    return node('li', { class: 'field', part: 'field', 'data-offered': name }, mark, text);
  }
  const change = (event: Event): void => {
    if ((event.target as HTMLInputElement).checked) kept.add(name);
    else kept.delete(name);
  };
  return node('li', { part: 'field', 'data-offered': name }, node('label', { class: 'field' }, node('input', { type: 'checkbox', name, checked: true, change }), text));
}
