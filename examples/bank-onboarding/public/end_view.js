// The two other ends: refused by the customer, or rejected with a code. Each has a way on: again, or by the bank's own form.

import { element } from '/page/element.js';

export function refusedView(flow, language) {
  const say = (key) => language.say(key);
  return {
    title: say('refused.title'),
    body: [element('p', { class: 'lead' }, say('refused.lead')), element('p', {}, say('end.manual')), again('restart', () => flow.begin(), language)],
  };
}

export function rejectedView(flow, language) {
  const { code, category } = flow.state;
  return {
    title: language.say(`rejected.${category}`),
    tone: 'bad',
    body: [
      element('p', { class: 'lead', role: 'alert' }, language.sentence({ code, category })),
      element('p', { class: 'small' }, language.say('rejected.code'), ' ', element('code', { 'data-code': code }, code)),
      element('p', {}, language.say('end.manual')),
      again('retry', () => flow.retry(), language),
    ],
  };
}

function again(action, click, language) {
  return element(
    'div',
    { class: 'actions' },
    element('button', { class: 'primary', 'data-action': action, click }, language.say('end.again')),
  );
}
