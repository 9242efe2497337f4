// The bank's own way for who cannot or will not show a code: a form in the element's place. It settles with what the backend answers, which
// has the shape of an accepted code's data; nothing that is typed here counts as verified.

import { element } from '/page/element.js';

const FIELDS = ['nik', 'nama', 'tempat_lahir', 'tanggal_lahir', 'jenis_kelamin', 'kewarganegaraan', 'alamat', 'wilayah'];
const MORE = { nik: { inputmode: 'numeric', pattern: '[0-9]{16}', maxlength: 16 }, tanggal_lahir: { type: 'date' } };

/** `place`: the empty form. `scanner`: the <ikd-verify> that it stands in for. */
export function manualForm(place, scanner, language) {
  const swap = (isTyping) => {
    [place.hidden, scanner.hidden] = [!isTyping, isTyping];
  };
  const error = element('p', { class: 'error', role: 'alert' });
  const back = () => {
    swap(false);
    scanner.running.back();
  };
  place.replaceChildren(...contents(error, back, language));
  swap(true);
  place.querySelector('h2').focus();
  return new Promise((resolve) => {
    place.onsubmit = async (event) => {
      event.preventDefault();
      const answer = await post(language.code, Object.fromEntries(new FormData(place)));
      if (answer.outcome !== 'manual') return error.replaceChildren(language.say('manual.error', { code: answer.code }));
      swap(false);
      return resolve(answer.data);
    };
  });
}

function contents(error, back, language) {
  const field = (name) =>
    element('label', {}, language.say(`field.${name}`), element('input', { name, required: true, autocomplete: 'off', ...MORE[name] }));
  return [
    element('h2', { id: 'manual-title', tabindex: -1 }, language.say('manual.title')),
    element('p', {}, language.say('manual.lead')),
    FIELDS.map(field),
    error,
    element('div', { class: 'actions' }, element('button', { class: 'primary' }, language.say('manual.send')), element('button', { type: 'button', 'data-action': 'code', click: back }, language.say('manual.back'))),
  ].flat();
}

async function post(code, fields) {
  const body = JSON.stringify({ request: `open-account-${code}`, fields });
  const sent = fetch('/api/ikd/manual', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return sent.then((response) => response.json()).catch(() => ({ code: 'backend_unreachable' }));
}
