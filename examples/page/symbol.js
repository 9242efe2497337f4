// A QR symbol's modules → a canvas: black on white in every colour scheme, four modules of quiet zone, whole pixels a module.

const QUIET = 4;
const TARGET = 1024;

/** `size`: modules a side. `modules`: row-major, 1 is dark. `drawing`: another look, named as a class; `pixels` is for each module. */
export function symbolCanvas({ size, modules }, label, drawing = {}) {
  const canvas = document.createElement('canvas');
  const side = size + 2 * QUIET;
  const { name = '', pixels = Math.max(1, Math.floor(TARGET / side)), dark = '#000', light = '#fff', mirrored = false } = drawing;
  canvas.width = side * pixels;
  canvas.height = side * pixels;
  canvas.className = `symbol ${name}`;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  const context = canvas.getContext('2d');
  context.fillStyle = light;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = dark;
  const column = (index) => (mirrored ? size - 1 - (index % size) : index % size);
  modules.forEach((filled, index) => {
    if (filled) context.fillRect((QUIET + column(index)) * pixels, (QUIET + Math.floor(index / size)) * pixels, pixels, pixels);
  });
  return canvas;
}
