// The shop's two pages around <ikd-verify>: their words, and what stands in the slot `done`, which is the backend's answer.

import { openSite } from '/page/site.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { answerView } from './answer.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const element = document.querySelector('ikd-verify');
const place = document.createElement('div');
place.slot = 'done';
element.append(place);
const other = element.getAttribute('manual');
let data = null;

const language = openSite({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } }, draw);

element.addEventListener('ikd-state', ({ detail: state }) => {
  data = state.name === 'done' ? state.result.data : null;
  draw();
});

await customElements.whenDefined('ikd-verify');
draw();

function draw() {
  // The element's own sentence for the other way would not fit: at the age gate it is the courier who looks.
  if (other === '/delivery.html') element.words = { 'other.manual': language.say('gate.manual') };
  element.setAttribute('manual', `${other}?lang=${language.code}`);
  place.replaceChildren(...(data === null ? [] : answerView(data, language)));
}
