// The passenger's page: finds a booking, chooses who checks in, and lets <ikd-verify> ask. What it shows of the comparison is the backend's
// yes or no; the name in the booking never comes here.

import { element } from '/page/element.js';
import { openSite } from '/page/site.js';
import { bookingView } from './booking.js';
import { verdictView } from './verdict.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const [find, booking, check] = ['#find', '#booking', '#check'].map((name) => document.querySelector(name));
let [key, found, verdict, chosen] = [null, null, null, null];

const language = openSite({ id, en }, draw);

find.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { code, phone } = Object.fromEntries(new FormData(find));
  key = { code: code.trim().toUpperCase(), phone: phone.trim() };
  found = await post('/api/booking', key);
  find.querySelector('.error').textContent = found === null ? language.say('find.none') : '';
  find.hidden = found !== null;
  draw();
  if (found !== null) booking.querySelector('h2').focus();
});

async function choose(seat) {
  const answer = await post('/api/choose', { ...key, seat });
  if (answer === null) return;
  [chosen, verdict] = [seat, null];
  ask(answer.request);
}

function ask(request) {
  const place = element('div', { slot: 'done', id: 'verdict' });
  const scanner = element('ikd-verify', { request: `/api/ikd/request?name=${request}`, wallet: '/wallet', lang: language.code }, place);
  // Without a code the counter looks at the card, as it always did.
  scanner.onUnavailable = () => ({ name: 'not_checked', age: 'not_checked', next: 'counter' });
  scanner.addEventListener('ikd-state', ({ detail: state }) => {
    verdict = state.name === 'done' ? state.result.data : null;
    draw();
  });
  check.replaceChildren(scanner);
  draw();
  scanner.scrollIntoView();
}

function draw() {
  booking.hidden = found === null;
  if (found !== null) booking.replaceChildren(...bookingView(found, { chosen, choose, language }));
  document.querySelector('#verdict')?.replaceChildren(...(verdict === null ? [] : verdictView(verdict, language)));
}

// A wallet on this device has come back in a new tab: the element takes its answer, or hands it to the tab that asked.
if (new URLSearchParams(location.hash.slice(1)).has('ikd')) ask('check-in-adult');

async function post(path, body) {
  const sent = fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return sent.then((response) => (response.ok ? response.json() : null)).catch(() => null);
}
