// QR modules → a y4m film of two equal frames, 1280×720, which Chromium's fake camera can play.

import { writeFile } from 'node:fs/promises';

const WIDTH = 1280;
const HEIGHT = 720;
const QUIET = 4;
const GREY = 128;

export async function writeStillFilm(path, { size, modules }) {
  const scale = Math.floor(HEIGHT / (size + 2 * QUIET));
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - size * scale) / 2));
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  modules.forEach((dark, index) => {
    if (!dark) return;
    const x = left + (index % size) * scale;
    const y = top + Math.floor(index / size) * scale;
    for (let row = y; row < y + scale; row += 1) luma.fill(16, row * WIDTH + x, row * WIDTH + x + scale);
  });
  const frame = [Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)];
  await writeFile(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420\n`), ...frame, ...frame]));
}
