// In: a camera's frame or a picture, and the engine. Out: what the engine sees in it. Runs in the worker.
// The pixels go straight into the engine's memory: the Y plane as it is where the frame has one, else as the browser holds
// them, else by a canvas. A frame is cropped, never scaled.
import { NO_FRAME, type Core, type Layout, type Placed } from './core.js';
import type { Look, Moment, Origin } from './engine.js';
import { whole, type Part } from './sight.js';

/** What a camera gives. */
export type Frame = VideoFrame | ImageBitmap;

/** The most of a frame that is looked at, its longer side first. */
const MOST = [1920, 1080] as const;

/** What comes first in a frame of each format, tightly packed. The formats of more than 8 bits are left to the canvas. */
const LAYOUTS: ReadonlyMap<string | null, Layout> = new Map<string | null, Layout>([
  ...['I420', 'I420A', 'I422', 'I422A', 'I444', 'I444A', 'NV12'].map((format) => [format, 'luma'] as const),
  ...['RGBA', 'RGBX'].map((format) => [format, 'rgba'] as const),
  ...['BGRA', 'BGRX'].map((format) => [format, 'bgra'] as const),
]);

/** How the frames of a camera are copied: the same for one as for the next. */
interface Plan {
  readonly key: string;
  readonly placed: Placed;
  readonly bytes: number;
  readonly options: VideoFrameCopyToOptions;
}

/** Reads frames, with memory that is kept from frame to frame. */
export class PictureReader {
  readonly #core: Core;
  #plan: Plan | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Looks at a frame, and closes it. */
  async look(frame: Frame, moment: Moment, origin: Origin = 'camera'): Promise<Look> {
    const placed = await this.#place(frame, origin);
    return placed === null ? NO_FRAME : this.#core.lookAt(placed, moment, origin);
  }

  /** Null for what is no frame. Whatever the module throws goes on to who answers for the module. */
  async #place(frame: Frame, origin: Origin): Promise<Placed | null> {
    try {
      return ('format' in frame ? await this.#copy(frame) : null) ?? this.#draw(frame, origin);
    } finally {
      frame.close();
    }
  }

  /** Null where the browser holds the pixels in no way that is known here, or does not give them. */
  async #copy(frame: VideoFrame): Promise<Placed | null> {
    const plan = this.#planFor(frame);
    const room = plan && this.#core.place(plan.placed.part.width, plan.placed.part.height, plan.bytes);
    if (!room) return null;
    // WebKit refuses this for the frames of a file.
    const [first] = await frame.copyTo(room, plan.options).catch(() => []);
    const { layout, part } = plan.placed;
    const packed = first?.offset === 0 && first.stride === part.width * (layout === 'luma' ? 1 : 4);
    // Memory that grew in between has taken the room away.
    return packed && room.length > 0 ? plan.placed : null;
  }

  #planFor(frame: VideoFrame): Plan | null {
    const { format, visibleRect } = frame;
    const layout = LAYOUTS.get(format);
    if (layout === undefined || visibleRect === null || isTurned(frame)) return null;
    const { x, y, width, height } = visibleRect;
    const key = [format, x, y, width, height].join();
    if (this.#plan?.key === key) return this.#plan;
    const part = middle(width, height);
    const options = { rect: { x: x + part.left, y: y + part.top, width: part.width, height: part.height } };
    const bytes = byBrowser(() => frame.allocationSize(options));
    if (bytes === null) return null;
    this.#plan = { key, placed: { layout, part }, bytes, options };
    return this.#plan;
  }

  #draw(frame: Frame, origin: Origin): Placed | null {
    const [width, height] = 'format' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
    const part = origin === 'file' ? whole(width, height) : middle(width, height);
    const room = this.#core.place(part.width, part.height, 4 * part.width * part.height);
    if (room === null) return null;
    const pixels = byBrowser(() => this.#drawn(frame, part));
    if (pixels === null) return null;
    room.set(pixels);
    return { layout: 'rgba', part };
  }

  #drawn(frame: Frame, part: Part): Uint8ClampedArray {
    const context = this.#canvasFor(part);
    context.drawImage(frame, -part.left, -part.top);
    return context.getImageData(0, 0, part.width, part.height).data;
  }

  /** The one canvas, white: what is transparent in a picture is paper. */
  #canvasFor({ width, height }: Part): OffscreenCanvasRenderingContext2D {
    this.#context ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (this.#context === null) throw new TypeError('This browser has no canvas in a worker.');
    const { canvas } = this.#context;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, width, height);
    return this.#context;
  }
}

/** What the browser gives, or null where it refuses. No call of the module is asked for here: what that throws is no matter of the frame. */
function byBrowser<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** The middle of a frame, from even pixels on, since two share a colour. */
function middle(width: number, height: number): Part {
  const [across, down] = width < height ? [MOST[1], MOST[0]] : MOST;
  const part = { width: Math.min(width, across), height: Math.min(height, down) };
  const start = (side: number, kept: number): number => 2 * Math.floor((side - kept) / 4);
  return { left: start(width, part.width), top: start(height, part.height), ...part, of: { width, height } };
}

/** A frame that is to be shown turned is drawn, so that its sight is that of the screen. */
function isTurned(frame: VideoFrame): boolean {
  const { rotation = 0, flip = false } = frame as { rotation?: number; flip?: boolean };
  return rotation !== 0 || flip;
}
