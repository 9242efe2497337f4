// A QR symbol's modules → a canvas: black on white in every colour scheme, four modules of quiet zone, whole pixels a module.

const QUIET = 4;
const TARGET = 1024;

/** `size`: modules a side. `modules`: row-major, 1 is dark. */
export function symbolCanvas({ size, modules }, label) {
  const canvas = document.createElement('canvas');
  const side = size + 2 * QUIET;
  const scale = Math.max(1, Math.floor(TARGET / side));
  canvas.width = side * scale;
  canvas.height = side * scale;
  canvas.className = 'symbol';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  modules.forEach((dark, index) => {
    if (dark) context.fillRect((QUIET + (index % size)) * scale, (QUIET + Math.floor(index / size)) * scale, scale, scale);
  });
  return canvas;
}
