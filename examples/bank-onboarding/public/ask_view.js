// Step 1: who asks what, why, for how long; optional fields are off.

import { element, foreign } from '/page/element.js';

export function askView(flow, language) {
  const { request } = flow;
  const say = (key, values) => language.say(key, values);
  return {
    title: say('ask.title'),
    body: [
      element('p', { class: 'lead' }, say('ask.lead')),
      group(say('ask.required'), say('ask.required.note'), request.fields.filter((field) => field.required).map((field) => requiredRow(field, language))),
      group(say('ask.optional'), say('ask.optional.note'), request.fields.filter((field) => !field.required).map((field) => optionalRow(field, flow, language))),
      terms(request, language),
      element(
        'div',
        { class: 'actions equal' },
        element('button', { 'data-action': 'next', click: () => flow.challenge() }, say('ask.next')),
        element('button', { 'data-action': 'refuse', click: () => flow.refuse() }, say('ask.refuse')),
      ),
      element('p', { class: 'small' }, say('ask.camera')),
    ],
  };
}

function group(title, note, rows) {
  return element('section', { class: 'group' }, element('h2', {}, title), element('p', { class: 'small' }, note), element('ul', { class: 'fields' }, rows));
}

function requiredRow(field, language) {
  return element('li', { class: 'field', 'data-asked': field.name }, element('span', { class: 'mark', 'aria-hidden': 'true' }, '•'), fieldText(field, language));
}

function optionalRow(field, flow, language) {
  const box = element('input', {
    type: 'checkbox',
    name: field.name,
    checked: flow.chosen.has(field.name),
    change: (event) => flow.choose(field.name, event.target.checked),
  });
  return element('li', { 'data-asked': field.name }, element('label', { class: 'field' }, box, fieldText(field, language)));
}

function fieldText({ name, relevance }, language) {
  return element('span', { class: 'field-text' }, element('strong', {}, language.say(`field.${name}`)), element('span', { class: 'small' }, foreign(relevance)));
}

function terms(request, language) {
  const { relyingParty } = request;
  const row = (key, ...value) => [element('dt', {}, language.say(key)), element('dd', {}, ...value)];
  return element(
    'section',
    { class: 'group' },
    element('h2', {}, language.say('ask.terms')),
    element(
      'dl',
      { class: 'terms' },
      row('terms.receiver', foreign(relyingParty.name), ' · ', foreign(relyingParty.id)),
      row('terms.purpose', foreign(request.purpose)),
      row('terms.basis', language.say(`basis.${request.legalBasis}`)),
      row('terms.retention', language.duration(request.retention)),
      row('terms.period', foreign(request.processingPeriod)),
      row('terms.rights', foreign(request.rights)),
      row('terms.contact', foreign(relyingParty.contact)),
      row('terms.privacy', element('a', { href: relyingParty.privacyUrl, rel: 'noreferrer', target: '_blank' }, foreign(relyingParty.privacyUrl))),
    ),
  );
}
