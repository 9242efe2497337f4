// A picture file (PNG or PGM) → the ImageData that a page would get from a canvas.
import { readFile } from 'node:fs/promises';
import { decodePng } from '../peers/png.mjs';

// Node has none, and readers ask for it by name.
globalThis.ImageData ??= class ImageData {
  colorSpace = 'srgb';

  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
};

export async function readPixels(file) {
  const bytes = await readFile(file);
  const { data, width, height } = file.endsWith('.png') ? decodePng(bytes) : decodePgm(bytes);
  return new ImageData(data, width, height);
}

function decodePgm(bytes) {
  const [header, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1')) ?? [];
  if (header === undefined) throw new Error('A picture is neither PNG nor binary PGM of 255 greys.');
  const grey = bytes.subarray(header.length);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i += 1) data.fill(grey[i], 4 * i, 4 * i + 3)[4 * i + 3] = 255;
  return { data, width: Number(width), height: Number(height) };
}
