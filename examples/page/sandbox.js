// The mark that every screen of the examples carries: these are test data, and nothing here is official.

import { element } from './element.js';

export function sandboxBanner(language) {
  return element('p', { class: 'sandbox', role: 'note' }, element('strong', {}, language.say('sandbox.mark')), ' ', language.say('sandbox.text'));
}
