// The challenge as a QR code for the wallet, the time that is left, and the ways on.
import { drawSymbol, type QrSymbol } from '../symbol.js';
import { countdown } from './countdown.js';
import { button, node } from './node.js';
import { otherWays } from './other_ways.js';
import { returnAddress } from './return_link.js';
import type { Scene, StateOf, View } from './view.js';

/** A request lives at most so many seconds (profile §6). */
export const REQUEST_LIFE = 120;

export function challengeView(scene: Scene, { challenge, expiresAt, smaller }: StateOf<'challenge'>): View {
  const { session, language, host } = scene;
  return {
    title: language.say('challenge.title'),
    body: [
      smaller && node('p', { class: 'notice' }, language.say('challenge.smaller')),
      node('p', { class: 'lead' }, language.say('challenge.lead')),
      node('div', { class: 'code-box', 'data-challenge': challenge.text }, symbolImage(challenge, language.say('challenge.label')), countdown(expiresAt, REQUEST_LIFE, language)),
      node('p', { class: 'small centred' }, language.say('challenge.renew')),
      node(
        'div',
        { class: 'actions' },
        button('camera', language.say('challenge.camera'), () => session.scan(), { class: 'primary' }),
        host.wallet !== null && node('a', { class: 'button', part: 'button wallet', 'data-action': 'wallet', href: walletAddress(host.wallet, challenge.text), target: '_blank', rel: 'noreferrer' }, language.say('challenge.wallet')),
        session.environment === 'sandbox' && button('simulate', language.say('challenge.simulate'), () => host.simulate()),
        button('refuse', language.say('ask.refuse'), () => session.refuse()),
      ),
      otherWays(scene, ['picture', 'paste', 'device', 'manual']),
    ],
  };
}

/** A symbol as a picture: black on white in every colour scheme, sharp at every size. A canvas, because policies forbid `data:`. */
export function symbolImage(symbol: QrSymbol, label: string): HTMLElement {
  const canvas = node('canvas', { class: 'symbol', part: 'symbol', role: 'img', 'aria-label': label }) as HTMLCanvasElement;
  drawSymbol(symbol, canvas);
  return canvas;
}

/** The challenge, and where to come back to, go into the fragment, which no server sees. */
function walletAddress(wallet: string, challenge: string): string {
  const address = new URL(wallet, document.baseURI);
  address.hash = new URLSearchParams({ challenge, return: returnAddress() }).toString();
  return address.href;
}
