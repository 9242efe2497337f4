// One person after the other: after an end, or when somebody walks away, the counter begins anew by itself.

/** Seconds that a step may stand. The first steps wait for the next person as they are. */
const LIMITS = { consent: 60, camera: 120, done: 20, failed: 20 };
const CAMERA = ['priming', 'requesting', 'starting', 'searching', 'hint', 'paused'];

export class Shift {
  /** Seconds until the counter begins anew; null while it waits. */
  left = null;
  #step;
  #timer;
  #over = () => {};
  #changed;

  constructor(element, changed) {
    this.#changed = changed;
    element.addEventListener('ikd-state', ({ detail }) => this.#at(CAMERA.includes(detail.name) ? 'camera' : detail.name));
  }

  onOver(over) {
    this.#over = over;
  }

  #at(step) {
    if (step === this.#step) return;
    this.#step = step;
    clearInterval(this.#timer);
    this.left = LIMITS[step] ?? null;
    this.#changed();
    if (this.left === null) return;
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    this.left -= 1;
    const counter = document.querySelector('[data-left]');
    if (counter) counter.textContent = String(this.left);
    if (this.left > 0) return;
    clearInterval(this.#timer);
    this.#step = undefined;
    this.left = null;
    this.#over();
  }
}
