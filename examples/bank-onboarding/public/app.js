// The page: draws the step that the flow is in, moves the focus to its heading, and switches the language.

import { Language } from '/page/language.js';
import { element } from '/page/element.js';
import { sandboxBanner } from '/page/sandbox.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { Flow } from './flow.js';
import { STAGES, VIEWS } from './views.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const language = new Language({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } });
const flow = new Flow(language, changed);
const page = document.querySelector('#page');
let drawn;
let update;

/** A view that can draw a change in place is asked to; the camera's picture would flicker otherwise. */
function changed() {
  if (flow.state.step === drawn && update) update();
  else draw();
}

function draw() {
  const { step } = flow.state;
  const { title, tone, body, ...view } = VIEWS[step](flow, language);
  const heading = element('h1', { tabindex: -1 }, title);
  const card = element('main', { class: 'card', 'data-step': step, 'data-tone': tone }, heading, body);
  page.replaceChildren(header(), sandboxBanner(language), progress(STAGES[step]), card, footer());
  document.title = `${title} · Bank Contoh`;
  if (drawn !== undefined && drawn !== step) heading.focus();
  drawn = step;
  update = view.update;
}

function header() {
  return element(
    'header',
    { class: 'top' },
    element('span', { class: 'brand' }, element('img', { src: '/bank.svg', alt: '', width: 32, height: 32 }), 'Bank Contoh'),
    element('button', { class: 'quiet', lang: language.other, 'aria-label': language.say('language.label'), 'data-action': 'language', click: change }, language.say('language.switch')),
  );
}

function change() {
  language.use(language.other);
  if (flow.state.step === 'ask') flow.begin();
  else draw();
}

function progress(stage) {
  const item = (key, index) =>
    element('li', { class: index < stage ? 'past' : undefined, 'aria-current': index === stage ? 'step' : undefined }, language.say(key));
  return element('ol', { class: 'progress', 'aria-label': language.say('progress.label') }, ['ask', 'code', 'share', 'result'].map((key, index) => item(`progress.${key}`, index)));
}

function footer() {
  return element('footer', { class: 'foot small' }, language.say('foot.text'));
}

draw();
flow.begin();
