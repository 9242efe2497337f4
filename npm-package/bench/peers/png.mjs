// A PNG file's bytes → its RGBA pixels.
import { PNG } from 'pngjs';

export function decodePng(bytes) {
  const { data, width, height } = PNG.sync.read(bytes);
  return { data: new Uint8ClampedArray(data), width, height };
}
