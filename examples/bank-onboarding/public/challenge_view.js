// Step 2: the challenge as a QR code for the wallet, with the time that is left.

import { countdown } from '/page/countdown.js';
import { element } from '/page/element.js';
import { symbolCanvas } from '/page/symbol.js';

export function challengeView(flow, language) {
  const { symbol, smaller } = flow.state;
  const say = (key) => language.say(key);
  const ring = countdown({ end: flow.request.expiresAt, span: 120, label: say('seconds.left'), over: () => flow.challenge() });
  return {
    title: say('challenge.title'),
    body: [
      smaller && element('p', { class: 'notice', role: 'status' }, say('challenge.smaller')),
      element('p', { class: 'lead' }, say('challenge.lead')),
      element('div', { class: 'code-box', 'data-challenge': true }, symbolCanvas(symbol, say('challenge.label')), ring),
      element('p', { class: 'small centred' }, say('challenge.renew')),
      element(
        'div',
        { class: 'actions' },
        element('button', { class: 'primary', 'data-action': 'camera', click: () => flow.scan() }, say('challenge.camera')),
        element('button', { 'data-action': 'refuse', click: () => flow.refuse() }, say('ask.refuse')),
      ),
      element('p', { class: 'small' }, say('challenge.privacy')),
      trial(flow, symbol, language),
    ],
  };
}

/** For trying without a second device: the sandbox's wallet, with the challenge in the fragment, which no server sees. */
function trial(flow, symbol, language) {
  const address = new URL(flow.wallet);
  address.searchParams.set('lang', language.code);
  address.hash = `challenge=${encodeURIComponent(symbol.text)}`;
  return element(
    'aside',
    { class: 'trial' },
    element('p', {}, language.say('challenge.trial')),
    element('a', { class: 'button', href: address.href, target: '_blank', rel: 'noreferrer', 'data-action': 'wallet' }, language.say('challenge.wallet')),
  );
}
