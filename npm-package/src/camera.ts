// In: the person's permission, a video or a stream. Out: a stream, and its frames one by one.
// The only file that touches the navigator and video elements. Never stops a stream that is not its own.
import { after } from './clock.js';
import type { Rejected } from './outcome.js';
import type { Frame } from './picture.js';
import { rejected, type RuntimeCode } from './rejection.js';

/** WebKit calls no frame callback for some videos, and a hidden page gets none: then the timer decides. */
const LONGEST_WAIT = 100;

const IN_APP = /\bFB(?:AN|AV|_IAB)\b|Instagram|\bLine\/|MicroMessenger|TikTok|; wv\)/;

/**
 * Asks for a camera, sharp enough for a dense code. The stream is the caller's, who stops its tracks.
 *
 * @example
 * const stream = await openCamera();
 * if ('outcome' in stream) explain(stream.code);
 */
export async function openCamera(): Promise<MediaStream | Rejected> {
  if (globalThis.isSecureContext === false) return rejected('insecure_context');
  const devices = globalThis.navigator?.mediaDevices;
  if (devices === undefined) return rejected(isInApp() ? 'in_app_browser' : 'camera_missing');
  const video = { width: { ideal: 1920 }, height: { ideal: 1080 }, facingMode: { ideal: 'environment' } };
  try {
    return await devices.getUserMedia({ video });
  } catch (error) {
    return rejected(reason(error instanceof DOMException ? error.name : ''));
  }
}

function reason(name: string): RuntimeCode {
  if (name === 'NotAllowedError' || name === 'SecurityError') return refusal();
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera_in_use';
  return 'camera_missing';
}

function refusal(): RuntimeCode {
  if (isBlockedByPolicy()) return 'camera_blocked_by_policy';
  return isInApp() ? 'in_app_browser' : 'camera_denied';
}

function isBlockedByPolicy(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature('camera') === false;
}

function isInApp(): boolean {
  return IN_APP.test(globalThis.navigator?.userAgent ?? '');
}

/** The frames of a video element, or of a stream through a video element of its own. */
export class FrameSource {
  readonly #video: HTMLVideoElement;
  readonly #own: boolean;
  #bitmaps = false;

  constructor(source: HTMLVideoElement | MediaStream) {
    this.#own = source instanceof MediaStream;
    this.#video = source instanceof MediaStream ? play(source) : source;
  }

  /** The next frame, null when there is none yet, or why there will be none. */
  async next(): Promise<Frame | Rejected | null> {
    const lost = this.#lost();
    if (lost !== null) return lost;
    await newFrame(this.#video);
    return this.#lost() ?? this.#grab();
  }

  /** Takes the slower path from now on: the worker could not read a frame of the fast one. */
  fallBack(): void {
    this.#bitmaps = true;
  }

  /** Lets go of the video. The stream goes on. */
  close(): void {
    if (!this.#own) return;
    this.#video.pause();
    this.#video.srcObject = null;
  }

  #lost(): Rejected | null {
    if (this.#video.ended) return rejected('camera_lost');
    if (!(this.#video.srcObject instanceof MediaStream)) return null;
    const tracks = this.#video.srcObject.getVideoTracks();
    if (tracks.length === 0) return rejected('camera_missing');
    return tracks.some((track) => track.readyState === 'live') ? null : rejected('camera_lost');
  }

  async #grab(): Promise<Frame | null> {
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

function play(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // A page that may not play by itself still gives frames once the person has touched it.
  void video.play().catch(() => undefined);
  return video;
}

async function newFrame(video: HTMLVideoElement): Promise<void> {
  let handle = 0;
  const shown = new Promise<void>((resolve) => {
    handle = video.requestVideoFrameCallback?.(() => resolve()) ?? 0;
  });
  await Promise.race([shown, after(LONGEST_WAIT)]);
  video.cancelVideoFrameCallback?.(handle);
}
