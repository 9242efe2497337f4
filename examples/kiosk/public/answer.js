// The one thing that the counter wanted to know, large: whether the age is reached. A verified code can say no.

import { node } from './node.js';

export function answerBox(result, say) {
  const { data } = result;
  if (result.source !== 'ikd' || !data) return node('p', { slot: 'done', 'data-answer': 'staff' }, say('answer.staff'));
  const reached = data.reached ? 'yes' : 'no';
  return node(
    'div',
    { slot: 'done', class: `answer ${reached}`, 'data-answer': reached, role: 'status' },
    node('strong', {}, say(`answer.${reached}`, { age: data.age })),
    node('p', {}, say('receipt.none')),
  );
}
