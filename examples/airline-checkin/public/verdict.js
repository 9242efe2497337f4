// What the airline's backend says of the comparison: yes or no for each, and where to go.

import { element } from '/page/element.js';

export function verdictView({ name, age, next }, language) {
  const line = (kind, value) => element('li', { [`data-${kind}`]: value }, language.say(`verdict.${kind}.${value}`));
  return [
    element(
      'section',
      { class: `verdict ${next}`, 'data-next': next, 'aria-labelledby': 'next' },
      element('h3', { id: 'next' }, language.say(`verdict.${next}`)),
      element('ul', {}, line('name', name), age === 'not_asked' ? [] : line('age', age)),
      element('p', {}, language.say(`verdict.${next}.note`)),
    ),
  ];
}
