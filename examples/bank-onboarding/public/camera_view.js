// Step 3: the camera picture, one line of help, and the ways out.

import { countdown } from '/page/countdown.js';
import { element } from '/page/element.js';

export function cameraView(flow, language) {
  const say = (key) => language.say(key);
  const help = element('p', { class: 'hint', role: 'status' });
  // Drawn in place: moving the video would pause it.
  const update = () => {
    const { hint } = flow.state;
    help.dataset.hint = hint?.code ?? '';
    help.textContent = hint ? language.sentence(hint) : say('camera.hint');
  };
  update();
  const file = element('input', {
    type: 'file',
    accept: 'image/*',
    class: 'visually-hidden',
    change: (event) => event.target.files[0] && flow.picture(event.target.files[0]),
  });
  return {
    title: say('camera.title'),
    update,
    body: [
      element(
        'div',
        { class: 'finder' },
        flow.video,
        element('div', { class: 'finder-frame', 'aria-hidden': 'true' }),
        countdown({ end: flow.request.expiresAt, span: 120, label: say('seconds.left'), over: () => flow.challenge() }),
      ),
      help,
      element(
        'div',
        { class: 'actions' },
        element('button', { 'data-action': 'back', click: () => flow.back() }, say('camera.back')),
        element('label', { class: 'button' }, say('camera.picture'), file),
      ),
      element('p', { class: 'small' }, say('camera.picture.note')),
    ],
  };
}
