// The head of every screen: whose page it is, the other language, and the mark that these are test data and nothing is official.

import { element } from './element.js';

/** `change`: called when the person asks for the other language. */
export function pageHeader({ name, icon, language, change }) {
  const other = { class: 'quiet', lang: language.other, 'aria-label': language.say('language.label'), 'data-action': 'language', click: change };
  return element(
    'header',
    { class: 'head' },
    element(
      'div',
      { class: 'top' },
      element('span', { class: 'brand' }, element('img', { src: icon, alt: '', width: 32, height: 32 }), name),
      element('button', other, language.say('language.switch')),
    ),
    element('p', { class: 'sandbox', role: 'note' }, element('strong', {}, language.say('sandbox.mark')), ' ', language.say('sandbox.text')),
  );
}
