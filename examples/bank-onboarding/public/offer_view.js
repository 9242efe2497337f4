// Step 4: what came, by name only. Share and Refuse weigh the same; what the customer chose can still be left out.

import { element, foreign } from '/page/element.js';

export function offerView(flow, language) {
  const { offered, issuer } = flow.state;
  const say = (key, values) => language.say(key, values);
  const asked = new Map(flow.request.fields.map((field) => [field.name, field]));
  const kept = new Set(offered.filter((name) => asked.has(name)));
  const absent = flow.request.fields.filter(({ name }) => flow.chosen.has(name) && !offered.includes(name));
  return {
    title: say('offer.title'),
    body: [
      element('p', { class: 'lead' }, say('offer.lead', { bank: flow.request.relyingParty.name })),
      element('p', { class: 'good-line' }, say('offer.verified'), ' ', foreign(issuer)),
      element('ul', { class: 'fields' }, offered.map((name) => row(name, asked.get(name), kept, language))),
      absent.length > 0 && element('p', { class: 'notice' }, say('offer.absent', { fields: absent.map(({ name }) => say(`field.${name}`)).join(', ') })),
      element('p', { class: 'small' }, say('offer.sealed')),
      element(
        'div',
        { class: 'actions equal' },
        element('button', { 'data-action': 'share', click: () => flow.share([...kept]) }, say('offer.share')),
        element('button', { 'data-action': 'refuse', click: () => flow.refuse() }, say('offer.refuse')),
      ),
      element('p', { class: 'small' }, say('offer.refusing')),
    ],
  };
}

function row(name, field, kept, language) {
  const label = element('strong', {}, language.say(`field.${name}`));
  if (!field) return element('li', { class: 'field', 'data-offered': name }, mark('–'), text(label, language.say('offer.unasked')));
  if (field.required) return element('li', { class: 'field', 'data-offered': name }, mark('✓'), text(label, language.say('offer.required')));
  const box = element('input', {
    type: 'checkbox',
    name,
    checked: true,
    change: (event) => (event.target.checked ? kept.add(name) : kept.delete(name)),
  });
  return element('li', { 'data-offered': name }, element('label', { class: 'field' }, box, text(label, language.say('offer.chosen'))));
}

function mark(sign) {
  return element('span', { class: 'mark', 'aria-hidden': 'true' }, sign);
}

function text(label, note) {
  return element('span', { class: 'field-text' }, label, element('span', { class: 'small' }, note));
}
