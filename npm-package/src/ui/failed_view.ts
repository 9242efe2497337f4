// The other end: why there is no result, in a sentence and by its code, and the ways on. A refusal is no failure, and looks like none.
import type { Rejected } from '../outcome.js';
import { button, node, type Child } from './node.js';
import type { Scene, StateOf, View } from './view.js';

/** A section for each code. */
const CODES = 'https://github.com/ikd-verify/ikd-verify/blob/main/test-vectors/codes.md';

export function failedView(scene: Scene, { rejection }: StateOf<'failed'>): View {
  const { session, language, host } = scene;
  const refused = rejection.code === 'consent_refused';
  return {
    title: language.say(refused ? 'failed.refused.title' : 'failed.title'),
    ...(!refused && { tone: 'bad' as const }),
    body: [
      node('p', { class: refused ? 'lead' : 'notice bad' }, language.sentence(rejection)),
      !refused && codeLine(rejection, scene),
      node('p', {}, language.say('failed.manual')),
      node('slot', { name: 'failed' }),
      node(
        'div',
        { class: 'actions' },
        button('retry', language.say('failed.again'), () => (refused ? host.again() : host.retry()), { class: 'primary' }),
        host.manual === 'offered' && button('manual', language.say('other.manual'), () => session.leave()),
      ),
    ],
  };
}

/** Its page for developers is for the sandbox: a customer of a bank has no use for it. */
function codeLine({ code }: Rejected, { session, language }: Scene): Child {
  const name = node('code', { 'data-code': code }, code);
  const link = node('a', { href: `${CODES}#${code}`, rel: 'noreferrer', target: '_blank' }, name);
  return node('p', { class: 'small' }, language.say('failed.code'), ' ', session.environment === 'sandbox' ? link : name);
}
