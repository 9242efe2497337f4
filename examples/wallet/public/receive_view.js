// The wallet waits for a challenge: by camera, or pasted.

import { element } from '/page/element.js';
import { readSymbols } from './camera.js';

export function receiveView(wallet, language) {
  const { error } = wallet.state;
  const say = (key) => language.say(key);
  const place = element('div', {});
  const field = element('textarea', { id: 'challenge', rows: 4, autocomplete: 'off', spellcheck: 'false', placeholder: 'IKDQ1:…' });
  const paste = (event) => {
    event.preventDefault();
    if (field.value.trim()) wallet.receive(field.value);
  };
  return {
    title: say('receive.title'),
    body: [
      error && element('p', { class: 'notice bad', role: 'alert', 'data-code': error.code }, language.sentence(error)),
      element('p', { class: 'lead' }, say('receive.lead')),
      place,
      element('div', { class: 'actions' }, element('button', { class: 'primary', 'data-action': 'scan', click: () => scan(place, wallet, language) }, say('receive.scan'))),
      element('div', { class: 'actions' }, element('button', { 'data-action': 'history', click: () => wallet.remember() }, language.say('receive.history', { count: wallet.history.entries.length }))),
      element(
        'form',
        { class: 'group', submit: paste },
        element('label', { for: 'challenge' }, say('receive.paste')),
        field,
        element('div', { class: 'actions' }, element('button', { 'data-action': 'paste' }, say('receive.read'))),
      ),
    ],
  };
}

async function scan(place, wallet, language) {
  const video = element('video', { playsinline: true, muted: true });
  const hint = element('p', { class: 'hint', role: 'status' }, language.say('receive.hint'));
  place.replaceChildren(element('div', { class: 'finder' }, video, element('div', { class: 'finder-frame', 'aria-hidden': 'true' })), hint);
  try {
    const text = await readSymbols(video, (found) => found.startsWith('IKDQ1:'), () => (hint.textContent = language.say('receive.other')));
    if (text !== undefined) await wallet.receive(text);
  } catch (error) {
    wallet.receiving({ code: error.code ?? 'camera_lost', category: 'environment' });
  }
}
