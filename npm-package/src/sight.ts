// In: the numbers that the engine keeps of a frame. Out: what the frame shows of a symbol, for hints.

/** A place in a frame: pixels from its left and its upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a frame shows of a QR symbol, read or not. */
export interface Sight {
  /** The symbol's outer corners, clockwise from the one without a neighbour opposite. */
  readonly corners: readonly [Point, Point, Point, Point];
  /** Modules along a side: 21 to 177. */
  readonly modules: number;
  /** Pixels a module. Under about 1.5 a code is too small to be read, under 2 it is hard. */
  readonly module: number;
  /** 0 to 1; under about 0.3 the picture is blurred. */
  readonly sharpness: number;
  /** Difference of grey levels between dark and light modules: 0 to 255. */
  readonly contrast: number;
  /** 0 to 1: the share of the symbol whose contrast is lost to a reflection or a shadow. */
  readonly glare: number;
  readonly cutOff: boolean;
  /** Whether the symbol is light on dark. */
  readonly inverted: boolean;
  /** Whether the symbol is seen in a mirror. */
  readonly mirrored: boolean;
  /** Sides of the frame. */
  readonly width: number;
  readonly height: number;
}

/** The part of a frame whose pixels the engine gets: left, top and sides, and the sides of the frame. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly of: { readonly width: number; readonly height: number };
}

/** A picture that is looked at as a whole. */
export function whole(width: number, height: number): Part {
  return { left: 0, top: 0, width, height, of: { width, height } };
}

/** How many numbers the engine keeps of a frame. */
export const NUMBERS = 17;

/** The mean grey level. */
export function lightOf(numbers: Float32Array): number {
  return numbers[0] ?? 0;
}

/** The sight in pixels of the whole frame; null where the engine saw no symbol. */
export function sightOf(numbers: Float32Array, { left, top, of }: Part): Sight | null {
  const [, modules = 0, module = 0, sharpness = 0, contrast = 0, glare = 0, cutOff, inverted, mirrored] = numbers;
  if (modules === 0) return null;
  const corner = (at: number): Point => ({ x: left + (numbers[at] ?? 0), y: top + (numbers[at + 1] ?? 0) });
  return {
    corners: [corner(9), corner(11), corner(13), corner(15)],
    modules, module, sharpness, contrast, glare,
    cutOff: cutOff === 1,
    inverted: inverted === 1,
    mirrored: mirrored === 1,
    ...of,
  };
}
