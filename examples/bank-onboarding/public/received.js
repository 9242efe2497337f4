// In: how the session ended. Out: what the bank's backend received, and the place of its own next step. The values are the backend's answer.
// The NIK stays masked until the customer wants to see it.

import { element, foreign } from '/page/element.js';

export function receivedView({ source, data }, language) {
  const rows = Object.entries(data.fields).map(([name, value]) => [element('dt', {}, language.say(`field.${name}`)), valueOf(name, value, language)]);
  return [
    element(
      'section',
      { class: 'received', 'aria-labelledby': 'received-title', 'data-source': source },
      element('h3', { id: 'received-title' }, language.say(`received.${source}`)),
      element('dl', {}, rows),
    ),
    facePlace(language),
  ];
}

function valueOf(name, value, language) {
  const text = typeof value === 'object' ? Object.values(value).join(', ') : String(value);
  const shown = foreign(name === 'nik' ? masked(text) : text);
  if (name !== 'nik') return element('dd', { 'data-released': name }, shown);
  const toggle = () => {
    const isOpen = button.getAttribute('aria-pressed') === 'true';
    shown.textContent = isOpen ? masked(text) : text;
    button.setAttribute('aria-pressed', String(!isOpen));
  };
  const button = element('button', { type: 'button', 'aria-pressed': 'false', click: toggle }, language.say('received.show'));
  return element('dd', { 'data-released': name }, shown, ' ', button);
}

function masked(nik) {
  return `${nik.slice(0, 4)}${'•'.repeat(Math.max(0, nik.length - 8))}${nik.slice(-4)}`;
}

/** POJK 8/2023 Art. 21: a valid signature does not show that the giver is the customer. The bank's own face match stands here. */
function facePlace(language) {
  return element(
    'section',
    { class: 'face', 'aria-labelledby': 'face-title', 'data-place': 'face-match' },
    element('h3', { id: 'face-title' }, language.say('face.title')),
    element('p', {}, language.say('face.text')),
    element('p', { class: 'small' }, language.say('face.placeholder')),
  );
}
