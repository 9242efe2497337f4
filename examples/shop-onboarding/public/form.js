// The address, typed: the shop's own way for who shows no code. The order that comes of it has the same shape.

import { openSite } from '/page/site.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { answerView } from './answer.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const [form, place] = [document.querySelector('form'), document.querySelector('#order')];
const language = openSite({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } });

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await send(Object.fromEntries(new FormData(form)));
  form.hidden = answer.outcome === 'manual';
  place.replaceChildren(...(form.hidden ? answerView(answer.data, language) : [language.say('form.error')]));
});

/** The first call begins the session, where the customer came here without one. */
async function send(fields) {
  const { name } = await (await fetch(`/api/ikd/request?name=delivery&lang=${language.code}`)).json();
  const body = JSON.stringify({ request: name, fields });
  const sent = fetch('/api/ikd/manual', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return sent.then((response) => response.json()).catch(() => ({}));
}
