// What else a person can do: a picture or PDF of the code, its text in the sandbox, another device, the relying party's own way.
// Never a dead end: every screen that waits for a code has these.
import { copyText } from '../device.js';
import { symbolImage } from './challenge_view.js';
import { button, node, type Child } from './node.js';
import type { Scene } from './view.js';

/** A way, by name. */
export type Way = 'picture' | 'paste' | 'device' | 'manual';

/** The ways of these that this host and this environment have. */
export function otherWays(scene: Scene, ways: readonly Way[]): Child {
  const made = ways.map((way) => MAKERS[way](scene)).filter((child) => child !== null);
  if (made.length === 0) return null;
  return node('details', { class: 'other', part: 'other' }, node('summary', {}, scene.language.say('other.title')), made);
}

const MAKERS: Readonly<Record<Way, (scene: Scene) => Child>> = { picture, paste, device, manual };

function picture({ session, language, host }: Scene): Child {
  if (host.pictures === 'refuse') return null;
  const change = (event: Event): void => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file !== undefined) session.present(file);
  };
  const input = node('input', { type: 'file', accept: 'image/*,application/pdf', class: 'visually-hidden', change });
  return node('section', { class: 'way' }, node('label', { class: 'button', part: 'button picture' }, language.say('other.picture'), input), node('p', { class: 'small' }, language.say('other.picture.note'), ' ', language.say('other.typed')));
}

/** A text proves nothing of a screen: only the sandbox takes one by hand. */
function paste({ session, language }: Scene): Child {
  if (session.environment !== 'sandbox') return null;
  const field = node('textarea', { id: 'paste', rows: 3, autocomplete: 'off', spellcheck: 'false', placeholder: 'IKD1:…' }) as HTMLTextAreaElement;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (field.value.trim() !== '') session.present(field.value.trim());
  };
  return node('form', { class: 'way', submit }, node('label', { for: 'paste' }, language.say('other.paste')), field, node('button', { part: 'button', 'data-action': 'paste' }, language.say('other.read')));
}

function device({ session, language, host }: Scene): Child {
  const link = host.handover ?? location.href.split('#', 1)[0] ?? '';
  const place = node('div', { class: 'code-box' });
  const said = node('span', { role: 'status', class: 'small' });
  const copy = async (): Promise<void> => {
    // Where the browser refuses, the link itself is shown.
    said.textContent = (await copyText(link)) === 'copied' ? language.say('other.copied') : link;
  };
  void session.symbol(link).then((symbol) => symbol !== null && place.replaceChildren(symbolImage(symbol, language.say('other.device.label'))));
  return node(
    'section',
    { class: 'way' },
    node('h3', {}, language.say('other.device')),
    node('p', { class: 'small' }, language.say('other.here'), ' ', language.say('other.device.lead')),
    place,
    node('p', { class: 'actions' }, button('copy', language.say('other.copy'), () => void copy()), said),
  );
}

function manual({ session, language, host }: Scene): Child {
  if (host.manual === 'absent') return null;
  return node('section', { class: 'way' }, button('manual', language.say('other.manual'), () => session.leave()));
}
