// A QR symbol's modules → a canvas that a screen reader names.

import { drawSymbol } from '/ikd-verify/index.js';

export function symbolCanvas(symbol, label) {
  const canvas = document.createElement('canvas');
  drawSymbol(symbol, canvas);
  canvas.className = 'symbol';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  return canvas;
}
