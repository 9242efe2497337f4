// The bank's page around <ikd-verify>: its words, its three steps, what it received, and its form for who has no code.

import { openSite } from '/page/site.js';
import { words as fieldsEn } from '/page/words.en.js';
import { words as fieldsId } from '/page/words.id.js';
import { manualForm } from './form.js';
import { receivedView } from './received.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const element = document.querySelector('ikd-verify');
const [received, form, steps] = ['#received', '#manual', '.steps'].map((name) => document.querySelector(name));
let result = null;

const language = openSite({ id: { ...fieldsId, ...id }, en: { ...fieldsEn, ...en } }, draw);
draw();

/** One listener for both ends: what came by a code and what was typed have the same shape. */
element.addEventListener('ikd-state', ({ detail: state }) => {
  result = state.name === 'done' ? state.result : null;
  draw();
});

await customElements.whenDefined('ikd-verify');
element.onUnavailable = () => manualForm(form, element, language);

function draw() {
  const step = result === null ? 1 : 2;
  for (const item of steps.children) item.toggleAttribute('data-past', Number(item.dataset.stepNumber) < step);
  for (const item of steps.children) item.ariaCurrent = Number(item.dataset.stepNumber) === step ? 'step' : null;
  received.replaceChildren(...(result === null ? [] : receivedView(result, language)));
}
