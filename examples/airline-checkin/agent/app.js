// The gate's screen: who has checked in, what the backend compared, and the portrait where the passenger shared it. A person decides.

import { openSite } from '/page/site.js';
import { seatView } from './seat.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const EVERY = 2000;
const [board, empty] = [document.querySelector('#board'), document.querySelector('#empty')];
let drawn = '';

const language = openSite({ id, en }, () => look(true));

/** Draws only what has changed: a button that somebody is about to press stays where it is. */
async function look(anew = false) {
  const answer = await post('/api/board', {});
  const now = JSON.stringify(answer);
  if (answer === null || (now === drawn && !anew)) return;
  drawn = now;
  empty.hidden = answer.seats.length > 0;
  board.replaceChildren(...answer.seats.map((seat) => seatView(seat, decide, language)));
}

async function decide(id, face) {
  await post('/api/decide', { id, face });
  await look();
}

async function post(path, body) {
  const sent = fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return sent.then((response) => (response.ok ? response.json() : null)).catch(() => null);
}

look();
setInterval(look, EVERY);
