// In: what to mint codes with. Out: what a camera may be shown: good codes, nothing, and what is made to waste time or to deceive. Runs in a page.
import { draw } from '/support/screen.mjs';

const [WIDTH, HEIGHT] = [640, 480];
/** Modules a side of a finder pattern, and from one to the next. */
const [FINDER, PITCH] = [7, 8];
const SCALE = 2;

/** Each scene draws itself on a canvas. Where it `lives`, it is another one in each frame. */
export const HOSTILE = {
  blank: { show: (canvas) => draw([], canvas) },
  noise: { lives: true, show: (canvas) => noise(draw([], canvas)) },
  wall: { show: (canvas) => wall(draw([], canvas)) },
  two: { show: (canvas, { good, faulty }) => draw([good(), faulty('none')], canvas, 3) },
  damaged: { show: (canvas, { good }) => damage(draw([good()], canvas)) },
  foreign: { show: (canvas, { challenge }) => draw([challenge()], canvas) },
  expired: { show: (canvas, { faulty }) => draw([faulty('expired')], canvas) },
  tampered: { show: (canvas, { faulty }) => draw([faulty('tampered')], canvas) },
};

function noise(canvas) {
  const image = new ImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 0xff000000 | (Math.random() * 0x1000000);
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** Finder patterns beside each other, as many as there is room for: each three of them could be a code. */
function wall(canvas) {
  const context = canvas.getContext('2d');
  const square = (left, top, side, colour) => {
    context.fillStyle = colour;
    context.fillRect(left * SCALE, top * SCALE, side * SCALE, side * SCALE);
  };
  for (let top = 1; (top + FINDER) * SCALE < HEIGHT; top += PITCH) {
    for (let left = 1; (left + FINDER) * SCALE < WIDTH; left += PITCH) {
      square(left, top, FINDER, '#000');
      square(left + 1, top + 1, FINDER - 2, '#fff');
      square(left + 2, top + 2, FINDER - 4, '#000');
    }
  }
}

/** White over the middle third, more than the code can correct; its corners stay. */
function damage(canvas) {
  const context = canvas.getContext('2d');
  const third = canvas.height / 3;
  context.fillStyle = '#fff';
  context.fillRect(third, third, third, third);
}
