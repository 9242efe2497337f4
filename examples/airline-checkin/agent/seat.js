// One passenger on the gate's screen.

import { element, foreign } from '/page/element.js';

export function seatView({ id, seat, kind, name, photoId, nameMatch, ageMatch, next, face }, decide, language) {
  const fact = (key, value) => element('li', { class: value, [`data-${key}`]: value }, language.say(`${key}.${value}`));
  const button = (choice) => element('button', { type: 'button', 'data-face': choice, click: () => decide(id, choice) }, language.say(`face.${choice}`));
  return element(
    'li',
    { class: 'seat', 'data-id': id, 'data-next': next },
    portrait(photoId, face, language),
    element(
      'div',
      {},
      element('h2', {}, seat, ' · ', foreign(name)),
      element('p', {}, language.say(`kind.${kind}`)),
      element('ul', { class: 'facts' }, fact('name', nameMatch), ageMatch === 'not_asked' ? [] : fact('age', ageMatch)),
      face === 'waiting' ? element('div', { class: 'actions' }, button('same'), button('other')) : element('p', { class: face, 'data-decided': face }, language.say(`decided.${face}`)),
      element('p', { class: 'next' }, language.say(`next.${next}`)),
    ),
  );
}

function portrait(photoId, face, language) {
  if (photoId !== null) return element('img', { class: 'portrait', src: `/api/photo/${photoId}`, alt: language.say('photo.alt'), width: 120, height: 150 });
  return element('p', { class: 'portrait' }, language.say(face === 'waiting' ? 'photo.none' : 'photo.erased'));
}
