// The code to show, the seconds until the next one, and a button for each failure and each hard drawing that can be tried.

import { countdown } from '/page/countdown.js';
import { element, foreign } from '/page/element.js';
import { symbolCanvas } from '/page/symbol.js';
import { DRAWINGS, FAULTS, faultsOf } from './trials.js';
import { LIFE, ROTATION } from './wallet.js';

export function codeView(wallet, language) {
  const { code, trial, until } = wallet.state;
  const say = (key, values) => language.say(key, values);
  const canvas = symbolCanvas(code, say('code.label'), DRAWINGS[trial]);
  const kept = trial === 'replayed';
  const over = () => wallet.present(kept ? 'none' : trial);
  const ring = countdown({ end: until, span: kept ? LIFE : ROTATION, label: say('seconds.left'), over });
  return {
    title: say(trial in FAULTS ? 'code.fault.title' : 'code.title'),
    tone: trial in FAULTS ? 'bad' : undefined,
    body: [
      element('p', { class: 'lead' }, say('code.lead')),
      expectation(trial, language),
      element('div', { class: 'code-box' }, canvas, ring),
      element('p', { class: 'small centred' }, say('code.for'), ' ', foreign(wallet.challenge.audience), '. ', kept ? say('code.kept') : say('code.rotates', { seconds: ROTATION })),
      element('p', { class: 'small centred', 'data-mode': wallet.mode }, say(`mode.${wallet.mode}`)),
      element(
        'div',
        { class: 'actions' },
        back(wallet.backLink, language),
        element('button', { 'data-action': 'save', click: () => save(canvas) }, say('code.save')),
        element('button', { 'data-action': 'end', click: () => wallet.receiving() }, say('code.end')),
      ),
      faults(wallet, language),
      wallet.mode === 'sd' && phones(wallet, language),
      drawings(wallet, language),
    ],
  };
}

/** What the bank must answer, where it is not simply a verified code. */
function expectation(trial, language) {
  if (trial in DRAWINGS) return element('p', { class: 'notice', role: 'status', 'data-expect': 'verified' }, language.say('drawing.expect'));
  if (!(trial in FAULTS)) return undefined;
  const { code } = FAULTS[trial];
  const sentence = language.say(trial === 'replayed' ? 'code.expect.replayed' : 'code.expect');
  return element('p', { class: 'notice bad', role: 'status', 'data-expect': code }, sentence, ' ', element('code', {}, code));
}

function faults(wallet, language) {
  return trials('fault', ['none', ...faultsOf(wallet.mode)], (name) => element('code', {}, FAULTS[name].code), wallet, language);
}

/** A lost phone: the issuer revokes what it held, and gives the same person a new credential under a new key. */
function phones(wallet, language) {
  const say = (key) => language.say(key);
  const [old, fresh] = [element('code', {}, FAULTS.revoked.code), element('span', { class: 'small' }, say('phone.verified'))];
  return group('phone', [button('phone', 'revoked', say('phone.old'), old, wallet), button('phone', 'none', say('phone.new'), fresh, wallet)], language);
}

function drawings(wallet, language) {
  const note = () => element('span', { class: 'small' }, language.say('drawing.read'));
  return trials('drawing', Object.keys(DRAWINGS), note, wallet, language);
}

/** A button for each name; `note`: name → what stands below it. */
function trials(kind, names, note, wallet, language) {
  const buttons = names.map((name) => button('trial', name, language.say(`${kind}.${name}`), name !== 'none' && note(name), wallet));
  return group(kind, buttons, language);
}

function group(kind, buttons, language) {
  return element(
    'section',
    { class: 'trial' },
    element('h2', {}, language.say(`${kind}.title`)),
    element('p', { class: 'small' }, language.say(`${kind}.lead`)),
    element('div', { class: 'choices' }, buttons),
  );
}

function button(kind, name, label, note, wallet) {
  return element('button', { [`data-${kind}`]: name, 'aria-pressed': String(wallet.state.trial === name), click: () => wallet.present(name) }, label, note);
}

/** For a page on this very device: the code goes back by a link, and the person sees to whom. */
function back(link, language) {
  return link && element('a', { class: 'button', href: link.href, target: '_blank', rel: 'noreferrer', 'data-action': 'return' }, language.say('code.return', { page: link.host }));
}

/** The code as a picture, for a bank page that has no camera. */
function save(canvas) {
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    element('a', { href: address, download: 'ikd-code.png' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
}
