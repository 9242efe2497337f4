// The four ways in: simulate (with each fault), paste, a picture, the camera.

import { element } from '/page/element.js';
import { readSymbols } from '/wallet/camera.js';
import { FAULTS, MODES, faultsOf } from '/wallet/trials.js';

/** Whether a code was used before is the backend's memory, not a property of the code. */
const NOT_HERE = ['replayed'];

export function inputView(laboratory, language) {
  const say = (key, values) => language.say(key, values);
  const note = element('p', { class: 'hint', role: 'status' });
  return [
    element('h2', { id: 'input-title' }, say('input.title')),
    simulation(laboratory, language),
    against(laboratory, language),
    paste(laboratory, language),
    picture(laboratory, language, note),
    camera(laboratory, language, note),
    note,
    element('p', { class: 'small' }, say('input.note')),
  ];
}

function simulation(laboratory, language) {
  const place = element('div', { class: 'choices' });
  const draw = () => {
    const names = ['none', ...faultsOf(laboratory.mode).filter((name) => !NOT_HERE.includes(name))];
    place.replaceChildren(...names.map((name) => fault(name, laboratory, language)));
  };
  const modes = MODES.map((mode) =>
    radio('mode', mode, laboratory.mode === mode, language.say(`mode.${mode}`), () => {
      laboratory.mode = mode;
      draw();
    }),
  );
  draw();
  return element('div', { class: 'trial' }, element('h3', {}, language.say('simulate.title')), modes, place);
}

function fault(name, laboratory, language) {
  const note = name !== 'none' && element('code', {}, FAULTS[name].code);
  return element('button', { 'data-simulate': name, click: () => laboratory.simulate(name) }, language.say(`fault.${name}`), note);
}

function against(laboratory, language) {
  const options = ['nothing', 'request'].map((way) => radio('against', way, laboratory.against === way, language.say(`against.${way}`), () => (laboratory.against = way)));
  return element('fieldset', { class: 'against' }, element('legend', {}, language.say('against.title')), options);
}

function radio(name, value, checked, label, change) {
  return element('label', { class: 'field' }, element('input', { type: 'radio', name, value, checked, change }), element('span', {}, label));
}

function paste(laboratory, language) {
  const field = element('textarea', { id: 'text', rows: 4, autocomplete: 'off', spellcheck: 'false', placeholder: 'IKD1:…' });
  const submit = (event) => {
    event.preventDefault();
    // A code's text is taken as it is: a trailing blank would be part of it. Only a pasted line end is not.
    void laboratory.inspect(field.value.replace(/[\r\n]+$/, ''));
  };
  return element(
    'form',
    { class: 'group', submit },
    element('label', { for: 'text' }, language.say('paste.label')),
    field,
    element('div', { class: 'actions' }, element('button', { class: 'primary', 'data-action': 'inspect' }, language.say('paste.inspect'))),
  );
}

function picture(laboratory, language, note) {
  const change = async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const found = await laboratory.open(file).catch(() => false);
    note.textContent = found ? '' : language.say('picture.none');
  };
  return element('div', { class: 'group' }, element('label', { for: 'picture' }, language.say('picture.label')), element('input', { id: 'picture', type: 'file', accept: 'image/*', change }));
}

function camera(laboratory, language, note) {
  const place = element('div', {});
  const scan = async () => {
    const video = element('video', { playsinline: true, muted: true });
    place.replaceChildren(element('div', { class: 'finder' }, video));
    try {
      const text = await readSymbols(video, () => true, () => {});
      if (text !== undefined) await laboratory.inspect(text);
    } catch (error) {
      note.textContent = language.sentence({ code: error.code ?? 'camera_lost', category: 'environment' });
    }
    place.replaceChildren();
  };
  return element('div', { class: 'group' }, place, element('div', { class: 'actions' }, element('button', { 'data-action': 'scan', click: scan }, language.say('camera.scan'))));
}
