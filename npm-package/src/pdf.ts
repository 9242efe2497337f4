// In: the bytes of a PDF. Out: the raster pictures in it. What it cannot read (encrypted, drawn as lines, of a rare compression) is left out.
// Loaded only when somebody chooses a PDF. It follows no reference, runs nothing, and unfolds no more than a picture of 16 million pixels.

/** ISO 32000-1 §7.3.8: a stream is a dictionary, the word, and bytes until `endstream`. Dictionaries in it are one level deep. */
const STREAM = /<<((?:[^<>]|<[^<]|<<(?:[^<>]|<[^<])*>>)*)>>\s*stream\r?\n/g;
const PIXELS = 1 << 24;
const PICTURES = 16;

interface Raster {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly filters: readonly string[];
  readonly predictor: number;
}

/** The pictures of a PDF. The caller closes them. */
export async function picturesOfPdf(bytes: Uint8Array<ArrayBuffer>): Promise<readonly ImageBitmap[]> {
  const text = new TextDecoder('latin1').decode(bytes);
  const found: ImageBitmap[] = [];
  for (const match of text.matchAll(STREAM)) {
    const raster = rasterOf(match[1] ?? '');
    if (raster === null || found.length === PICTURES) continue;
    const start = match.index + match[0].length;
    const picture = await decoded(raster, bytes.slice(start, endOf(text, start))).catch(() => null);
    if (picture !== null) found.push(picture);
  }
  return found;
}

/** Where a stream's bytes end: before `endstream` and the line end that belongs to it, not to them. */
function endOf(text: string, start: number): number {
  const end = text.indexOf('endstream', start);
  if (end < 0) return text.length;
  return end - (/\r?\n?$/.exec(text.slice(end - 2, end))?.[0].length ?? 0);
}

/** What a dictionary says of a picture (§8.9.5); null where it is none. */
function rasterOf(dictionary: string): Raster | null {
  if (!/\/Subtype\s*\/Image\b/.test(dictionary)) return null;
  const number = (key: string, otherwise: number): number => Number(new RegExp(`/${key}\\s+(\\d+)`).exec(dictionary)?.[1] ?? otherwise);
  const [width, height] = [number('Width', 0), number('Height', 0)];
  if (width < 1 || height < 1 || width * height > PIXELS) return null;
  const named = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1] ?? '';
  return { width, height, bits: number('BitsPerComponent', 8), filters: named.match(/\w+/g) ?? [], predictor: number('Predictor', 1) };
}

async function decoded(raster: Raster, bytes: Uint8Array<ArrayBuffer>): Promise<ImageBitmap | null> {
  let data = bytes;
  for (const filter of raster.filters) {
    if (filter === 'DCTDecode') return createImageBitmap(new Blob([data], { type: 'image/jpeg' }));
    if (filter !== 'FlateDecode') return null;
    data = await inflated(data, raster.width * raster.height * 5);
  }
  return createImageBitmap(new ImageData(rgba(raster, data), raster.width, raster.height));
}

async function inflated(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    // What came before a complaint is shown all the same: the code may be in it.
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) break;
    size += value.length;
    if (size > limit) throw new RangeError('The picture is larger than it says.');
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Grey, RGB or CMYK by how many bytes there are; what is one value a pixel is taken as grey. */
function rgba({ width, height, bits, predictor }: Raster, data: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const head = predictor >= 10 ? 1 : 0;
  const row = Math.floor(data.length / height);
  const colours = Math.max(1, Math.floor(((row - head) * 8) / (width * bits)));
  const plain = head === 1 ? unpredicted(data, row, Math.max(1, (colours * bits) >> 3)) : data;
  const out = new Uint8ClampedArray(width * height * 4).fill(255);
  const stride = row - head;
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    for (let channel = 0; channel < 3; channel += 1) out[4 * at + channel] = sample(plain, y * stride, x * colours + Math.min(channel, colours - 1), bits);
    if (colours === 4) for (let channel = 0; channel < 3; channel += 1) out[4 * at + channel] = 255 - (out[4 * at + channel] ?? 0);
  }
  return out;
}

function sample(data: Uint8Array, row: number, index: number, bits: number): number {
  if (bits === 8) return data[row + index] ?? 255;
  if (bits === 16) return data[row + 2 * index] ?? 255;
  const bit = index * bits;
  const most = (1 << bits) - 1;
  return ((((data[row + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & most) * 255) / most;
}

/** Takes the predictors of PNG out (§7.4.4.4): each row begins with the number of its own. */
function unpredicted(data: Uint8Array, row: number, step: number): Uint8Array {
  const stride = row - 1;
  const rows = Math.floor(data.length / row);
  const out = new Uint8Array(stride * rows);
  for (let y = 0; y < rows; y += 1) {
    const kind = data[y * row] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < step ? 0 : (out[at - step] ?? 0);
      const up = y === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[at - stride - step] ?? 0);
      out[at] = (data[y * row + 1 + x] ?? 0) + predicted(kind, left, up, corner);
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  return kind === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
