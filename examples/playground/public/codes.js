// A section for each code, drawn from codes.md. Reads headings, items and code spans, and nothing else of Markdown.

import { Language } from '/page/language.js';
import { element } from '/page/element.js';
import { pageHeader } from '/page/header.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const language = new Language({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } });
const page = document.querySelector('#page');
const text = await (await fetch('/codes.md')).text();

function draw() {
  const header = pageHeader({ name: language.say('playground.name'), icon: '/playground.svg', language, change });
  const back = element('p', {}, element('a', { href: `/?lang=${language.code}` }, language.say('codes.back')));
  const sections = text.split('\n## ').slice(1).map(section);
  page.replaceChildren(header, element('main', { class: 'card', 'data-step': 'codes' }, element('h1', {}, language.say('codes.title')), back, sections));
  document.title = `${language.say('codes.title')} · IKD-QR 1`;
  const wanted = document.getElementById(location.hash.slice(1));
  wanted?.scrollIntoView();
  wanted?.querySelector('h2').focus({ preventScroll: true });
}

function section(markdown) {
  const [code, ...lines] = markdown.split('\n');
  const items = lines.filter((line) => line.startsWith('- ')).map((line) => element('li', {}, spans(line.slice(2))));
  return element('section', { id: code, class: 'code-section' }, element('h2', { tabindex: -1 }, element('code', {}, code)), element('ul', { class: 'plain' }, items));
}

function spans(line) {
  return line.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}

function change() {
  language.use(language.other);
  draw();
}

draw();
addEventListener('hashchange', draw);
