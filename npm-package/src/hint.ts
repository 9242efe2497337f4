// In: what single frames showed. Out: the one thing that helps the person most, held long enough to be read.
// Reads no clock: the caller says when a frame was. Judges nothing; it words what the engine measured.
import type { Rejected } from './outcome.js';
import type { FrameReport } from './scan.js';
import type { Sight } from './sight.js';

/** What would help. `foreign` is a QR of another kind, `expired` one that the wallet must refresh, `several` more than one code. */
export type HintName =
  | 'too_far'
  | 'too_close'
  | 'too_dense'
  | 'too_dark'
  | 'faint'
  | 'glare'
  | 'blurred'
  | 'cut_off'
  | 'several'
  | 'part'
  | 'foreign'
  | 'expired'
  | 'unreadable';

/** Every hint. */
export const HINTS: readonly HintName[] = [
  'too_far', 'too_close', 'too_dense', 'too_dark', 'faint', 'glare', 'blurred', 'cut_off', 'several', 'part', 'foreign', 'expired', 'unreadable',
];

/** A hint, and the rejection that it comes from where a code was read. */
export interface Hint {
  readonly name: HintName;
  readonly rejection: Rejected | null;
}

/** Frames of this many milliseconds vote. */
const WINDOW = 700;
/** Where fewer than this share of them agree, nothing is said. */
const MAJORITY = 0.4;
/** A hint stays at least this long, and goes when nothing has confirmed it for as long. */
const SHOWN = 1200;

/** The lines between good and bad, from what the scanner still reads: see `ikd_scan::Sight`. */
const LEAST = { module: 1.6, sharpness: 0.3, contrast: 42, light: 38 } as const;
const MOST = { glare: 0.14, share: 0.94 } as const;
/** A code that fills so much of the frame and is still too small is too dense for this camera. */
const LARGE = 0.62;

/** What one frame says, or null. */
export function hintOf({ rejection, sight, light }: FrameReport): Hint | null {
  const name = rejection === null ? null : nameOf(rejection);
  if (name !== null) return { name, rejection };
  const seen = sight === null ? unseen(light) : wrongWith(sight);
  return seen === null ? null : { name: seen, rejection: null };
}

function nameOf({ code, category }: Rejected): HintName | null {
  if (code === 'several_codes') return 'several';
  if (code === 'structured_append') return 'part';
  if (category === 'unsupported') return 'foreign';
  if (category === 'not_current') return 'expired';
  if (code === 'frame_over_budget' || category === 'environment') return null;
  return category === 'unreadable' ? 'unreadable' : null;
}

function unseen(light: number): HintName | null {
  return light < LEAST.light ? 'too_dark' : null;
}

function wrongWith(sight: Sight): HintName | null {
  const share = (sight.module * sight.modules) / Math.min(sight.width, sight.height);
  if (sight.cutOff) return share > MOST.share ? 'too_close' : 'cut_off';
  if (sight.module < LEAST.module) return share > LARGE ? 'too_dense' : 'too_far';
  if (sight.glare > MOST.glare) return 'glare';
  if (sight.contrast < LEAST.contrast) return 'faint';
  if (sight.sharpness < LEAST.sharpness) return 'blurred';
  return share > MOST.share ? 'too_close' : null;
}

interface Vote {
  readonly at: number;
  readonly hint: Hint | null;
}

/**
 * Votes over a window of frames, so that a hint neither flickers nor comes from one bad frame.
 *
 * @example
 * const vote = new HintVote();
 * const hint = vote.add(report, performance.now());
 */
export class HintVote {
  #votes: Vote[] = [];
  #shown: Hint | null = null;
  #since = -Infinity;

  /** Counts a frame that was looked at `now` (milliseconds); gives the hint to show from now on. */
  add(report: FrameReport, now: number): Hint | null {
    this.#votes = [...this.#votes.filter(({ at }) => now - at < WINDOW), { at: now, hint: hintOf(report) }];
    const winner = this.#winner();
    if (winner !== null && winner.name === this.#shown?.name) this.#since = now;
    else if (now - this.#since >= SHOWN) this.#show(winner, now);
    return this.#shown;
  }

  #show(winner: Hint | null, now: number): void {
    this.#shown = winner;
    this.#since = winner === null ? -Infinity : now;
  }

  /** What was read decides at once: a code of another kind needs no majority of frames. */
  #winner(): Hint | null {
    const read = this.#votes.findLast(({ hint }) => hint !== null && hint.rejection !== null)?.hint;
    if (read) return read;
    const counts = new Map<HintName, number>();
    for (const { hint } of this.#votes) if (hint !== null) counts.set(hint.name, (counts.get(hint.name) ?? 0) + 1);
    const [best] = [...counts].sort(([, one], [, other]) => other - one);
    if (best === undefined || best[1] < MAJORITY * this.#votes.length) return null;
    return this.#votes.findLast(({ hint }) => hint?.name === best[0])?.hint ?? null;
  }
}
