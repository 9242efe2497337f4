// In: a lens to prefer. Out: the camera's picture in a video element, until it is closed. A close while it opens leaves no track on.
// Keeps the screen awake meanwhile, and says when the page is hidden or shown.
import { openCamera, type Camera } from './camera.js';
import { keepAwake } from './device.js';
import type { Rejected } from './outcome.js';
import { isRejected } from './rejection.js';

/** The camera and its picture. */
export class Viewfinder {
  #video: HTMLVideoElement | null = null;
  #camera: Camera | null = null;
  #opening: AbortController | null = null;
  #sleep: () => void = () => undefined;

  /** The element that shows the picture; made once, to be put wherever it is seen. */
  get video(): HTMLVideoElement {
    this.#video ??= this.#make();
    return this.#video;
  }

  /** The open camera, or null. */
  get camera(): Camera | null {
    return this.#camera;
  }

  /** Opens a camera; null where it was closed meanwhile. */
  async open(lens: string | undefined): Promise<Camera | Rejected | null> {
    this.close();
    const opening = new AbortController();
    this.#opening = opening;
    const camera = await openCamera({ signal: opening.signal, ...(lens !== undefined && { lens }) }).catch(unless(opening.signal));
    if (camera === null || isRejected(camera)) return camera;
    this.#camera = camera;
    this.video.srcObject = camera.stream;
    // Neither is waited for: the screen may be kept awake, and the picture may begin, a little later.
    void keepAwake().then((sleep) => (opening.signal.aborted ? sleep() : (this.#sleep = sleep)));
    void this.#play();
    return camera;
  }

  /** Stops every track. Safe at any time. */
  close(): void {
    this.#opening?.abort();
    this.#opening = null;
    this.#camera?.close();
    this.#camera = null;
    this.#sleep();
    this.#sleep = () => undefined;
    if (this.#video !== null) this.#video.srcObject = null;
  }

  #make(): HTMLVideoElement {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    // A video that is moved within the page is paused by the browser.
    video.addEventListener('pause', () => void this.#play());
    return video;
  }

  async #play(): Promise<void> {
    // A page that may not play by itself still gives frames once the person has touched it.
    if (this.#camera !== null) await this.video.play().catch(() => undefined);
  }
}

/** A rejection by the signal is no failure. */
function unless(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (signal.aborted) return null;
    throw error;
  };
}

/** Calls back when the page is hidden or shown again. The function that it gives ends this. */
export function onVisibility(changed: (page: 'hidden' | 'shown') => void): () => void {
  const listener = (): void => changed(document.visibilityState === 'hidden' ? 'hidden' : 'shown');
  document.addEventListener('visibilitychange', listener);
  // A page that goes into the back/forward cache, or comes out of it.
  const left = (): void => changed('hidden');
  addEventListener('pagehide', left);
  addEventListener('pageshow', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    removeEventListener('pagehide', left);
    removeEventListener('pageshow', listener);
  };
}
