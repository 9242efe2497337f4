// Riwayat: what this wallet has shown, to whom, when and by which names, how to withdraw, and how to erase it here.

import { element, foreign } from '/page/element.js';

export function historyView(wallet, language) {
  const { entries } = wallet.history;
  const say = (key, values) => language.say(key, values);
  return {
    title: say('history.title'),
    body: [
      element('p', { class: 'lead' }, say(entries.length === 0 ? 'history.none' : 'history.lead')),
      entries.length > 0 && element('ol', { class: 'history' }, entries.map((entry, index) => item(entry, index, wallet, language))),
      element('section', { class: 'group' }, element('h2', {}, say('withdraw.title')), element('ul', { class: 'plain' }, ['how', 'stop', 'limit'].map((key) => element('li', {}, language.say(`withdraw.${key}`))))),
      element('p', { class: 'small' }, say('history.place')),
      element(
        'div',
        { class: 'actions' },
        element('button', { class: 'primary', 'data-action': 'history-back', click: () => wallet.receiving() }, say('history.back')),
        entries.length > 0 && element('button', { 'data-action': 'forget-all', click: () => wallet.forget() }, say('history.forget.all')),
      ),
    ],
  };
}

function item(entry, index, wallet, language) {
  const say = (key, values) => language.say(key, values);
  const time = new Date(entry.at * 1000);
  const names = entry.fields.map((name) => language.say(`field.${name}`)).join(', ');
  const site = siteOf(entry.audience);
  return element(
    'li',
    { class: 'shown', 'data-shown': entry.requestHash },
    element('time', { datetime: time.toISOString(), class: 'small' }, new Intl.DateTimeFormat(language.code, { dateStyle: 'full', timeStyle: 'short' }).format(time)),
    element('strong', {}, foreign(entry.audience)),
    element('p', {}, foreign(entry.purpose)),
    element('p', { 'data-names': entry.fields.join(' ') }, say('history.names', { names })),
    element('p', { class: 'small' }, language.say(`mode.${entry.mode}`)),
    element('p', { class: 'small' }, site ? element('a', { href: site, rel: 'noreferrer noopener', target: '_blank', 'data-action': 'withdraw' }, say('withdraw.link')) : say('withdraw.nobody')),
    element('button', { class: 'quiet', 'data-action': `forget-${index}`, click: () => wallet.forget(entry) }, say('history.forget.one')),
  );
}

/** The page of who asked, where it is one: a challenge is not signed, so nothing but an https origin becomes a link. */
function siteOf(audience) {
  const url = URL.canParse(audience) ? new URL(audience) : undefined;
  return url?.protocol === 'https:' && url.origin === audience ? url.href : undefined;
}
