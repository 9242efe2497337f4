// In: a page's words in both languages. Out: its texts, in the page's language. Fills each [data-say]; the button [data-action=language]
// changes the page and every <ikd-verify> on it together. `changed` is called after a change.

import { Language } from './language.js';

export function openSite(tables, changed = () => undefined) {
  const language = new Language(tables);
  const speak = () => {
    for (const node of document.querySelectorAll('[data-say]')) node.textContent = language.say(node.dataset.say);
    for (const element of document.querySelectorAll('ikd-verify')) element.lang = language.code;
    document.title = language.say('page.title');
    const button = document.querySelector('[data-action=language]');
    button.lang = language.other;
    button.textContent = language.say('page.language');
  };
  document.querySelector('[data-action=language]').addEventListener('click', () => {
    language.use(language.other);
    speak();
    changed();
  });
  speak();
  return language;
}
