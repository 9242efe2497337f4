// The camera and its picture: open, scan, close. A close while something is pending ends it, and no track stays on.

import { openCamera } from '/ikd-verify/index.js';
import { Refusal } from './bank.js';

/** How long a hint about one frame stays, in milliseconds, so that it can be read. */
const HINT_TIME = 1200;

/** How long a code that was just seen is looked for once more, in milliseconds. */
const GLANCE = 2000;

export class Camera {
  video = document.createElement('video');
  #opening = new AbortController();
  #open;
  #scanning;

  constructor() {
    this.video.muted = true;
    this.video.playsInline = true;
    // A video that is moved within the page is paused by the browser.
    this.video.addEventListener('pause', () => this.#play());
  }

  async open() {
    this.close();
    const { signal } = this.#opening;
    const camera = await openCamera({ signal }).catch((error) => {
      if (!signal.aborted) throw error;
    });
    if (camera === undefined) return undefined;
    if ('outcome' in camera) throw new Refusal(camera);
    this.#open = camera;
    this.video.srcObject = camera.stream;
    return this.#play();
  }

  /** The first outcome that another frame cannot mend. `hint` gets what single frames said, at most one in HINT_TIME. */
  scan(verifier, hint) {
    this.#scanning = new AbortController();
    let quiet = 0;
    const onFrame = ({ rejection }) => {
      if (!rejection || performance.now() < quiet) return;
      quiet = performance.now() + HINT_TIME;
      hint(rejection);
    };
    return verifier.scan(this.video, { signal: this.#scanning.signal, onFrame });
  }

  /** What another verifier makes of the code that was just seen; rejected when it is gone. */
  glance(verifier) {
    return verifier.scan(this.video, { signal: AbortSignal.timeout(GLANCE) }).catch(() => ({ outcome: 'rejected' }));
  }

  /** Long enough to read a hint. */
  pause() {
    return new Promise((resolve) => setTimeout(resolve, HINT_TIME));
  }

  close() {
    this.#opening.abort();
    this.#opening = new AbortController();
    this.#scanning?.abort();
    this.#scanning = undefined;
    this.#open?.close();
    this.#open = undefined;
    this.video.srcObject = null;
  }

  async #play() {
    // A page that may not play by itself still shows its first frame.
    if (this.#open && this.video.isConnected) await this.video.play().catch(() => undefined);
  }
}
