// The playground: a code comes in on the left, by simulation, paste, picture or camera; how far it gets stands on the right.
// Every step is the verifier's own, told by the sandbox's module; this page judges nothing.

import { Language } from '/page/language.js';
import { element } from '/page/element.js';
import { pageHeader } from '/page/header.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { stopCamera } from '/wallet/camera.js';
import { inputView } from './input_view.js';
import { Laboratory } from './laboratory.js';
import { stepsView } from './steps_view.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const language = new Language({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } });
const page = document.querySelector('#page');
const laboratory = new Laboratory(() => drawSteps());
const steps = element('section', { class: 'card', id: 'steps', 'aria-live': 'polite', 'aria-labelledby': 'steps-title' });

function draw() {
  stopCamera();
  const header = pageHeader({ name: language.say('playground.name'), icon: '/playground.svg', language, change });
  const [title, lead] = [element('h1', {}, language.say('playground.title')), element('p', { class: 'lead' }, language.say('playground.lead'))];
  const input = element('section', { class: 'card', 'aria-labelledby': 'input-title' }, inputView(laboratory, language));
  page.replaceChildren(header, element('main', { 'data-step': 'playground' }, element('div', {}, title, lead), element('div', { class: 'columns' }, input, steps)));
  document.title = `${language.say('playground.name')} · IKD-QR 1`;
  drawSteps();
}

function drawSteps() {
  steps.dataset.outcome = laboratory.seen?.outcome.outcome ?? 'none';
  steps.replaceChildren(...stepsView(laboratory, language));
}

function change() {
  language.use(language.other);
  draw();
}

draw();
