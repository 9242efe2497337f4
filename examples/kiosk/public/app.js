// The counter's page: the element in the middle, its settings, and how old the pinned lists are. It begins anew for each person.
// There is no backend: the counter has the last word itself, and signs no receipt.

import '/ikd-verify/element.js';
import { counterBackend } from '/ikd-verify/session.js';
import { answerBox } from './answer.js';
import { inform } from './inform.js';
import { PinnedLists } from './lists.js';
import { offline } from './offline.js';
import { ageRequest } from './request.js';
import { Shift } from './shift.js';
import { topBar } from './top.js';
import { words } from './words.js';

const page = document.querySelector('#page');
const lists = new PinnedLists();
const settings = { age: 18, unchallenged: 'refuse' };
let language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'id';

/** A counter for each way. Each remembers what it accepted as long as the page lives, across persons. */
const counters = Object.fromEntries(
  ['refuse', 'accept'].map((unchallenged) => [
    unchallenged,
    counterBackend({
      request: (spoken) => ageRequest(settings.age, spoken),
      trust: () => lists.trust,
      unchallenged,
      accepted: (fields) => ({ age: settings.age, reached: fields[`usia_${settings.age}`] === true }),
    }),
  ]),
);

const say = (key, values) => words(language, key, values);
const element = document.createElement('ikd-verify');
element.setAttribute('begin', 'hand');
element.onUnavailable = async () => ({ by: 'staff' });
const shift = new Shift(element, () => draw());

/** One person's way, from the beginning. */
async function begin() {
  element.stop();
  element.replaceChildren();
  await lists.load();
  element.backend = counters[settings.unchallenged];
  draw();
  if (lists.state === 'expired' || lists.state === 'missing') return;
  void element.start();
}

function draw() {
  document.documentElement.lang = language;
  document.title = say('shop');
  const closed = lists.state === 'expired' || lists.state === 'missing';
  if (element.lang !== language) element.lang = language;
  const main = page.querySelector('main') ?? Object.assign(document.createElement('main'), { id: 'main' });
  if (!page.contains(main)) page.replaceChildren(main);
  page.querySelector('header')?.remove();
  page.prepend(topBar({ say, lists, shift, begin }));
  if (page.querySelector('footer')?.lang !== language) drawFooter();
  if (closed && main.firstElementChild?.className !== 'closed') main.replaceChildren(closedNote());
  if (!closed && element.parentElement !== main) main.replaceChildren(element);
}

/** Drawn once a language: what the staff opened and chose stays. */
function drawFooter() {
  const old = page.querySelector('footer');
  const footer = inform({ say, settings, change });
  footer.lang = language;
  footer.querySelector('details').open = old?.querySelector('details').open ?? false;
  old?.remove();
  page.append(footer);
}

function closedNote() {
  const note = document.createElement('div');
  note.className = 'closed';
  note.setAttribute('role', 'alert');
  const [heading, text] = [document.createElement('h2'), document.createElement('p')];
  heading.textContent = say('closed.title');
  text.textContent = say(`closed.${lists.state}`);
  note.append(heading, text);
  return note;
}

function change(changed) {
  Object.assign(settings, changed);
  void begin();
}

element.addEventListener('ikd-verified', ({ detail }) => element.replaceChildren(answerBox(detail, say)));
shift.onOver(begin);
new MutationObserver(() => {
  language = element.lang === 'en' ? 'en' : 'id';
  draw();
}).observe(element, { attributes: true, attributeFilter: ['lang'] });
await begin();
void offline();
