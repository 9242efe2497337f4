// Who asks for what: the request's own text, which nobody has verified. Required fields are fixed, optional ones are off.
// The person also chooses how the code is made: by the issuer now, or from the phone's own credential.

import { element, foreign } from '/page/element.js';
import { MODES } from './trials.js';

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
      unasked(wallet, language),
      element('fieldset', { class: 'modes' }, element('legend', {}, say('mode.title')), MODES.map((mode) => choice(mode, wallet, language))),
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
  const visible = wallet.alwaysVisible.includes(name);
  const box = element('input', {
    type: 'checkbox',
    name,
    checked: visible || wallet.chosen.has(name),
    disabled: visible || required,
    change: (event) => wallet.choose(name, event.target.checked),
  });
  const need = language.say(required ? 'request.required' : 'request.optional');
  const note = visible ? `${need} · ${language.say('request.visible')}` : need;
  const text = element('span', { class: 'field-text' }, element('strong', {}, language.say(`field.${name}`)), element('span', { class: 'small' }, note));
  return element('li', { 'data-visible': visible && name }, element('label', { class: 'field' }, box, text));
}

/** What the credential holds in clear although nobody asks for it. */
function unasked({ alwaysVisible, challenge }, language) {
  const others = alwaysVisible.filter((name) => challenge.fields.every((field) => field.name !== name));
  if (others.length === 0) return undefined;
  const fields = others.map((name) => language.say(`field.${name}`)).join(', ');
  return element('p', { class: 'notice', 'data-unasked': others.join(' ') }, language.say('request.unasked', { fields }));
}

function choice(mode, wallet, language) {
  const radio = element('input', {
    type: 'radio',
    name: 'mode',
    value: mode,
    'data-action': `mode-${mode}`,
    checked: wallet.mode === mode,
    change: () => wallet.use(mode),
  });
  const text = element('span', { class: 'field-text' }, element('strong', {}, language.say(`mode.${mode}`)), element('span', { class: 'small' }, language.say(`mode.${mode}.note`)));
  return element('label', { class: 'field' }, radio, text);
}
