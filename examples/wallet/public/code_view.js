// The code to show, the seconds until the next one, and a button for each failure that can be tried.

import { countdown } from '/page/countdown.js';
import { element, foreign } from '/page/element.js';
import { symbolCanvas } from '/page/symbol.js';
import { FAULTS, ROTATION } from './wallet.js';

export function codeView(wallet, language) {
  const { code, fault, until } = wallet.state;
  const say = (key, values) => language.say(key, values);
  const canvas = symbolCanvas(code, say('code.label'));
  const ring = countdown({ end: until, span: ROTATION, label: say('seconds.left'), over: () => wallet.present(fault) });
  return {
    title: say(fault === 'none' ? 'code.title' : 'code.fault.title'),
    tone: fault === 'none' ? undefined : 'bad',
    body: [
      element('p', { class: 'lead' }, say('code.lead')),
      fault !== 'none' && element('p', { class: 'notice bad', role: 'status', 'data-expect': FAULTS[fault] }, say('code.expect'), ' ', element('code', {}, FAULTS[fault])),
      element('div', { class: 'code-box' }, canvas, ring),
      element('p', { class: 'small centred' }, say('code.for'), ' ', foreign(wallet.challenge.audience), '. ', say('code.rotates', { seconds: ROTATION })),
      element(
        'div',
        { class: 'actions' },
        element('button', { 'data-action': 'save', click: () => save(canvas) }, say('code.save')),
        element('button', { 'data-action': 'end', click: () => wallet.receiving() }, say('code.end')),
      ),
      faults(wallet, language),
    ],
  };
}

function faults(wallet, language) {
  const button = (fault) =>
    element(
      'button',
      { 'data-fault': fault, 'aria-pressed': String(wallet.state.fault === fault), click: () => wallet.present(fault) },
      language.say(`fault.${fault}`),
      fault !== 'none' && element('code', {}, FAULTS[fault]),
    );
  return element(
    'section',
    { class: 'trial' },
    element('h2', {}, language.say('fault.title')),
    element('p', { class: 'small' }, language.say('fault.lead')),
    element('div', { class: 'choices' }, ['none', ...Object.keys(FAULTS)].map(button)),
  );
}

/** The code as a picture, for a bank page that has no camera. */
function save(canvas) {
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    element('a', { href: address, download: 'ikd-code.png' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
}
