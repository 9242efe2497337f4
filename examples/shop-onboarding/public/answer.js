// In: what the shop's backend says. Out: what the customer reads: may go on, may not, or the order.

import { element, foreign } from '/page/element.js';

export function answerView({ age, order }, language) {
  if (order) return [orderView(order, language)];
  const text = element('p', { class: 'answer', 'data-age': age }, language.say(`age.${age}`));
  return age === 'shown' ? [text, element('p', {}, element('a', { class: 'button', href: `/delivery.html?lang=${language.code}` }, language.say('age.next')))] : [text];
}

function orderView({ number, name, address, age, customer }, language) {
  const { kind, orders = 0 } = customer;
  return element(
    'section',
    { class: 'order', 'data-order': number, 'data-customer': kind, 'aria-labelledby': 'order-title' },
    element('h3', { id: 'order-title' }, language.say('order.title', { number })),
    element('address', {}, foreign(name), element('br'), foreign(address)),
    element('p', {}, language.say(`order.age.${age}`)),
    element('p', {}, language.say(`order.customer.${kind}`, { orders })),
  );
}
