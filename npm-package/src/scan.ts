// In: a video, a stream or a picture. Out: the first verified presentation, or the first rejection that another frame cannot mend.
// Runs in the browser. Never hands the QR's text to the page, never judges, never stops the caller's stream.
import { milliseconds, now } from './clock.js';
import type { Engine, Judged, Look, Moment, Origin } from './engine.js';
import type { Code } from './code.js';
import { FrameSource } from './frame_source.js';
import type { Rejected } from './outcome.js';
import type { Frame } from './picture.js';
import { isRejected } from './rejection.js';
import type { Sight } from './sight.js';

/** What a scan can look at. */
export type ScanSource = HTMLVideoElement | MediaStream | ImageBitmap;

/** What one frame showed. */
export interface FrameReport {
  /** Why the frame's code could not be used, or null when the frame shows no code. */
  readonly rejection: Rejected | null;
  /** What the frame shows of a symbol, read or not; null for none. */
  readonly sight: Sight | null;
  /** Mean grey level of the frame, 0 (black) to 255. */
  readonly light: number;
  /** From the frame's capture to its answer. */
  readonly milliseconds: number;
}

/** How to scan. */
export interface ScanOptions {
  /** Ends the scan: its promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called for each frame that did not end the scan. */
  readonly onFrame?: (report: FrameReport) => void;
  /** Whether the scan goes on after this rejection. Where absent it goes on after those that another frame can mend. */
  readonly goOn?: (rejection: Rejected) => boolean;
}

/** These are about one frame, not about what was presented. */
const FRAME_CODES: ReadonlySet<Code> = new Set(['frame_invalid', 'frame_over_budget', 'several_codes', 'structured_append']);

/** Looks at a source until there is an outcome. */
export async function scan(engine: Engine<Frame>, source: ScanSource, options: ScanOptions): Promise<Judged | Rejected> {
  options.signal?.throwIfAborted();
  if (isA('ImageBitmap', source)) return scanPicture(engine, source as ImageBitmap);
  if (isA('HTMLVideoElement', source) || isA('MediaStream', source)) return scanVideo(engine, source as HTMLVideoElement, options);
  throw new TypeError('scan needs an HTMLVideoElement, a MediaStream or an ImageBitmap.');
}

async function scanPicture(engine: Engine<Frame>, source: ImageBitmap): Promise<Judged | Rejected> {
  const { seen } = await look(engine, await createImageBitmap(source), 'file');
  // A picture without a code is judged as the empty text.
  return seen ?? engine.call('verify', '', moment());
}

async function scanVideo(
  engine: Engine<Frame>,
  source: HTMLVideoElement | MediaStream,
  { signal, onFrame, goOn = isMendable }: ScanOptions,
): Promise<Judged | Rejected> {
  const frames = new FrameSource(source);
  try {
    for (;;) {
      const frame = await frames.next();
      signal?.throwIfAborted();
      if (frame === null) continue;
      if (isRejected(frame)) return frame;
      const start = milliseconds();
      const { seen: rejection, sight, light } = await look(engine, frame, 'camera');
      signal?.throwIfAborted();
      if (rejection !== null && !(isRejected(rejection) && goOn(rejection))) return rejection;
      if (rejection?.code === 'frame_invalid') frames.fallBack();
      frames.saw(light);
      onFrame?.({ rejection, sight, light, milliseconds: milliseconds() - start });
    }
  } finally {
    frames.close();
  }
}

/** Whether a rejection is about the frame, so that the next one can be better. */
export function isMendable({ category, code }: Rejected): boolean {
  return category === 'unreadable' || FRAME_CODES.has(code);
}

async function look(engine: Engine<Frame>, frame: Frame, origin: Origin): Promise<Look> {
  try {
    const answer = await engine.call('look', frame, moment(), origin);
    return isRejected(answer) ? { seen: answer, sight: null, light: 0 } : answer;
  } finally {
    frame.close();
  }
}

function moment(): Moment {
  return { now: now(), clock: 'device' };
}

function isA(name: 'ImageBitmap' | 'HTMLVideoElement' | 'MediaStream', value: object): boolean {
  const type = globalThis[name] as (new () => object) | undefined;
  return type !== undefined && value instanceof type;
}
