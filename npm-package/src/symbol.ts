// In: the modules of a QR symbol. Out: the symbol as an SVG text, or on a canvas. Draws black on white in every colour scheme.

/** A QR symbol: modules a side, and the modules (row-major, 1 is dark). A challenge is one. */
export interface QrSymbol {
  readonly size: number;
  readonly modules: Uint8Array;
}

/** Light modules around the symbol, as ISO/IEC 18004 asks for. */
const QUIET = 4;

/**
 * The symbol as an SVG document with one unit a module and its quiet zone. The text holds nothing but numbers.
 *
 * @example
 * img.src = `data:image/svg+xml,${encodeURIComponent(symbolSvg(challenge))}`;
 */
export function symbolSvg({ size, modules }: QrSymbol): string {
  const side = size + 2 * QUIET;
  const rows = Array.from({ length: size }, (_, y) => runs(modules.subarray(y * size, (y + 1) * size)).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`));
  const path = rows.flat().join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

/**
 * Draws the symbol on a canvas, which takes the size of whole pixels a module: `side` pixels at most.
 *
 * @example
 * drawSymbol(challenge, document.querySelector('canvas'));
 */
export function drawSymbol({ size, modules }: QrSymbol, canvas: HTMLCanvasElement | OffscreenCanvas, { side = 1024 }: { readonly side?: number } = {}): void {
  const units = size + 2 * QUIET;
  const scale = Math.max(1, Math.floor(side / units));
  canvas.width = units * scale;
  canvas.height = units * scale;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (!context) throw new TypeError('The canvas has another context than 2d already.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let y = 0; y < size; y += 1) {
    const row = modules.subarray(y * size, (y + 1) * size);
    for (const [x, length] of runs(row)) context.fillRect((x + QUIET) * scale, (y + QUIET) * scale, length * scale, scale);
  }
}

/** The runs of dark modules in a row: start and length. */
function runs(row: Uint8Array): (readonly [number, number])[] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}
