// In: a video or a stream. Out: its frames one by one, and the news when a camera gives none any more.
// A hidden page waits, and its time does not count. Never stops a stream, never plays or pauses a video that is not its own.
import { after, milliseconds } from './clock.js';
import type { Rejected } from './outcome.js';
import type { Frame } from './picture.js';
import { rejected } from './rejection.js';

/** WebKit calls no frame callback for some videos, and a hidden page gets none: then the timer decides. */
const LONGEST_WAIT = 100;

/** A camera that gives nothing new for so long is lost. */
const PATIENCE = 3000;

/** What is darker is no picture of anything. */
const BLACK = 2;

/** Why a camera is lost. */
type Loss = 'ended' | 'muted' | 'frozen';

/** The frames of a video element, or of a stream through a video element of its own. */
export class FrameSource {
  readonly #video: HTMLVideoElement;
  readonly #own: boolean;
  #bitmaps = false;
  #called = 0;
  #progress = '';
  /** When the last new frame came. */
  #fresh: number = milliseconds();
  /** Since when all frames are black, from when the page came back; null where they are not. */
  #black: number | null = null;
  readonly #onVisibility = (): void => {
    this.#fresh = milliseconds();
    this.#black = isHidden() ? null : this.#fresh;
  };

  constructor(source: HTMLVideoElement | MediaStream) {
    this.#own = source instanceof MediaStream;
    this.#video = source instanceof MediaStream ? play(source) : source;
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  /** The next frame, null when there is none yet, or why there will be none. */
  async next(): Promise<Frame | Rejected | null> {
    const gone = this.#gone();
    if (gone !== null) return gone;
    await this.#newFrame();
    if (isHidden()) return this.#gone();
    return this.#gone() ?? this.#lost() ?? this.#grab();
  }

  /** How light the last frame was. iOS may give black ones for ever after the page was in the background. */
  saw(light: number): void {
    if (light >= BLACK) this.#black = null;
  }

  /** Takes the slower path from now on: the worker could not read a frame of the fast one. */
  fallBack(): void {
    this.#bitmaps = true;
  }

  /** Lets go of the video. The stream goes on. */
  close(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    if (!this.#own) return;
    this.#video.pause();
    this.#video.srcObject = null;
  }

  /** What no time mends. */
  #gone(): Rejected | null {
    const tracks = this.#tracks();
    if (tracks?.length === 0) return rejected('camera_missing');
    const live = tracks === null ? !this.#video.ended : tracks.some((track) => track.readyState === 'live');
    return live ? null : lost('ended');
  }

  /** What lasts too long on a page that is seen. */
  #lost(): Rejected | null {
    const tracks = this.#tracks();
    // The page may well pause the video of a file, and a shared screen gives no frame while it stands still.
    if (tracks === null || tracks.some((track) => track.getSettings().displaySurface !== undefined)) return null;
    const time = milliseconds();
    const muted = tracks.every((track) => track.muted);
    if (!muted && this.#hasProgress()) this.#fresh = time;
    if (time - this.#fresh > PATIENCE) return lost(muted ? 'muted' : 'frozen');
    return this.#black !== null && time - this.#black > PATIENCE ? lost('frozen') : null;
  }

  #tracks(): readonly MediaStreamTrack[] | null {
    const { srcObject } = this.#video;
    return srcObject instanceof MediaStream ? srcObject.getVideoTracks() : null;
  }

  /** By the callbacks or the count of frames; by the video's time only where a browser has neither. */
  #hasProgress(): boolean {
    const { totalVideoFrames = 0 } = this.#video.getVideoPlaybackQuality?.() ?? {};
    const count = this.#called + totalVideoFrames;
    const progress = count > 0 ? `frame ${count}` : `time ${this.#video.currentTime}`;
    const moved = progress !== this.#progress;
    this.#progress = progress;
    return moved;
  }

  async #newFrame(): Promise<void> {
    let handle = 0;
    const shown = new Promise<void>((resolve) => {
      handle = this.#video.requestVideoFrameCallback?.(() => resolve()) ?? 0;
    });
    await Promise.race([shown.then(() => (this.#called += 1)), after(LONGEST_WAIT)]);
    this.#video.cancelVideoFrameCallback?.(handle);
  }

  async #grab(): Promise<Frame | null> {
    // iOS pauses a video when the page goes to the background, and leaves it so.
    if (this.#own && this.#video.paused) start(this.#video);
    if (this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    if (!this.#bitmaps && 'VideoFrame' in globalThis) {
      try {
        return new VideoFrame(this.#video);
      } catch {
        this.fallBack();
      }
    }
    return createImageBitmap(this.#video).catch(() => null);
  }
}

function lost(reason: Loss): Rejected {
  return rejected('camera_lost', { reason });
}

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

function play(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  start(video);
  return video;
}

/** A page that may not play by itself still gives frames once the person has touched it. */
function start(video: HTMLVideoElement): void {
  void video.play().catch(() => undefined);
}
