// Who asks for what: the request's own text, which nobody has verified. Required fields are fixed, optional ones are off.

import { element, foreign } from '/page/element.js';

export function requestView(wallet, language) {
  const { challenge } = wallet;
  const say = (key, values) => language.say(key, values);
  return {
    title: say('request.title'),
    body: [
      element('div', { class: 'asker' }, element('strong', {}, foreign(challenge.audience)), element('span', {}, foreign(challenge.purpose))),
      element('p', { class: 'notice' }, say('request.unverified')),
      element('h2', {}, say('request.fields')),
      element('ul', { class: 'fields' }, challenge.fields.map((field) => row(field, wallet, language))),
      element(
        'div',
        { class: 'actions equal' },
        element('button', { 'data-action': 'present', click: () => wallet.present() }, say('request.agree')),
        element('button', { 'data-action': 'decline', click: () => wallet.receiving() }, say('request.decline')),
      ),
      element('p', { class: 'small' }, say('request.note')),
    ],
  };
}

function row({ name, required }, wallet, language) {
  const box = element('input', {
    type: 'checkbox',
    name,
    checked: wallet.chosen.has(name),
    disabled: required,
    change: (event) => wallet.choose(name, event.target.checked),
  });
  const note = language.say(required ? 'request.required' : 'request.optional');
  const text = element('span', { class: 'field-text' }, element('strong', {}, language.say(`field.${name}`)), element('span', { class: 'small' }, note));
  return element('li', {}, element('label', { class: 'field' }, box, text));
}
