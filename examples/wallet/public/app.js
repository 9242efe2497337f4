// The wallet's page: draws the step, keeps the focus where it is when only the code rotates, and reads a challenge from the link.

import { Language } from '/page/language.js';
import { element } from '/page/element.js';
import { pageHeader } from '/page/header.js';
import { words as sharedEn } from '/page/words.en.js';
import { words as sharedId } from '/page/words.id.js';
import { stopCamera } from './camera.js';
import { codeView } from './code_view.js';
import { historyView } from './history_view.js';
import { receiveView } from './receive_view.js';
import { requestView } from './request_view.js';
import { Wallet } from './wallet.js';
import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const VIEWS = { receive: receiveView, request: requestView, code: codeView, history: historyView };

const language = new Language({ id: { ...sharedId, ...id }, en: { ...sharedEn, ...en } });
const wallet = new Wallet(draw);
const page = document.querySelector('#page');
let drawn;

function draw() {
  stopCamera();
  const { step } = wallet.state;
  const focus = focused();
  const { title, tone, body } = VIEWS[step](wallet, language);
  const heading = element('h1', { tabindex: -1 }, title);
  page.replaceChildren(header(), element('main', { class: 'card', 'data-step': step, 'data-tone': tone }, heading, body));
  document.title = `${title} · ${language.say('wallet.name')}`;
  if (drawn === step) page.querySelector(focus)?.focus({ preventScroll: true });
  else if (drawn !== undefined) heading.focus();
  drawn = step;
}

/** A selector for the focused control, so that the next drawing can give it the focus again. */
function focused() {
  const [[name, value] = []] = Object.entries(document.activeElement?.dataset ?? {});
  return name ? `[data-${name}="${value}"]` : 'no-focus';
}

function header() {
  return pageHeader({ name: language.say('wallet.name'), icon: '/wallet.svg', language, change });
}

function change() {
  language.use(language.other);
  draw();
}

/** A link's challenge is taken once, and leaves the address bar. It may say where to come back to. */
function takeLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  const text = link.get('challenge');
  if (!text) return;
  const address = new URL(location.href);
  address.hash = '';
  history.replaceState(null, '', address);
  wallet.receive(text, link.get('return'));
}

draw();
takeLink();
addEventListener('hashchange', takeLink);
