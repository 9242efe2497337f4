// The page: draws the step that the flow is in, moves the focus to its heading, and switches the language.

import { Language } from '/page/language.js';
import { element } from '/page/element.js';
import { pageHeader } from '/page/header.js';
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
  page.replaceChildren(header(), progress(STAGES[step]), card, footer());
  document.title = `${title} · Bank Contoh`;
  if (drawn !== undefined && drawn !== step) heading.focus();
  drawn = step;
  update = view.update;
}

function header() {
  return pageHeader({ name: 'Bank Contoh', icon: '/bank.svg', language, change });
}

function change() {
  language.use(language.other);
  if (flow.state.step === 'ask') flow.begin();
  else draw();
}

function progress(stage) {
  const item = (key, index) =>
    element('li', { class: index < stage ? 'past' : undefined, 'aria-current': index === stage ? 'step' : undefined }, language.say(key));
  const items = ['ask', 'code', 'share', 'result'].map((key, index) => item(`progress.${key}`, index));
  return element('nav', { 'aria-label': language.say('progress.label') }, element('ol', { class: 'progress' }, items));
}

function footer() {
  return element('footer', { class: 'foot small' }, language.say('foot.text'));
}

draw();
flow.begin();
