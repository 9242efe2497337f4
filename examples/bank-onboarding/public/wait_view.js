// While the bank answers.

import { element } from '/page/element.js';

export function waitView(flow, language) {
  return { title: language.say(`wait.${flow.state.step}`), body: [element('div', { class: 'pulse', 'aria-hidden': 'true' })] };
}
