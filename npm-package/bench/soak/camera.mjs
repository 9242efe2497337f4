// In: the package as `ikd`. Out: a camera that is shown good, empty and hostile scenes in turn at ten to thirty frames a second, and a scan
// that never ends; counts of what was shown and read. Runs in a page.
import { HOSTILE } from './scenes.mjs';

const FIELDS = ['nik', 'nama', 'tempat_lahir', 'tanggal_lahir', 'jenis_kelamin', 'alamat', 'agama', 'pekerjaan', 'usia_18'];
/** Renews what a challenge lives by. */
const CHALLENGE_SECONDS = 60;
/** A good code that is not read so long is missed. */
const PATIENCE = 3_000;
const nothing = () => ({ frames: 0, shown: 0, read: 0, again: 0, missed: 0, wrong: 0, hostile: 0, codes: {}, times: [], recoveries: [] });
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds = () => Math.floor(Date.now() / 1000);
const between = (least, most) => least + Math.floor(Math.random() * (most - least + 1));

export class Camera {
  #canvas = document.createElement('canvas');
  #scene = HOSTILE.blank;
  #minted = new Set();
  #counts = nothing();
  #brokenAt = null;
  #last = null;
  /** Frames until now. */
  frames = 0;

  /** Starts to film and to scan, and does both for ever. */
  static async open() {
    const camera = new Camera();
    camera.sandbox = await ikd.openSandbox();
    const options = { environment: 'sandbox', unchallenged: 'accept', worker: '/ikd-verify/worker.js?soaked' };
    camera.verifier = await ikd.createVerifier({ ...camera.sandbox.trust(seconds()), ...options, statusPolicy: 'ignore' });
    await camera.#renew();
    camera.#scene.show(camera.#canvas);
    camera.stream = camera.#canvas.captureStream();
    void camera.#film();
    void camera.#scan();
    void camera.#direct();
    return camera;
  }

  /** What was counted since the last time. */
  take() {
    const counts = this.#counts;
    this.#counts = nothing();
    return counts;
  }

  async #renew() {
    const { challenge, mint, verifier } = await ikd.openCase(ikd);
    verifier.close();
    this.kit = { challenge: () => challenge, faulty: mint, good: () => this.#good() };
    this.renewedAt = seconds();
  }

  /** The wallet's codes differ by their fields and their time alone. */
  #good() {
    const fields = FIELDS.filter(() => Math.random() < 0.5);
    return this.sandbox.mintForAnybody(fields.length > 0 ? fields : FIELDS, seconds() - between(0, 40));
  }

  /** A new frame each 33 to 100 ms. */
  async #film() {
    for (;;) {
      if (this.#scene.lives) this.#scene.show(this.#canvas);
      this.#canvas.getContext('2d').fillRect(0, 0, 0, 0);
      await wait(between(33, 100));
    }
  }

  async #direct() {
    for (;;) {
      if (seconds() - this.renewedAt > CHALLENGE_SECONDS) await this.#renew();
      const names = Object.keys(HOSTILE);
      for (let left = between(1, 4); left > 0; left -= 1) {
        this.#scene = HOSTILE[names[between(0, names.length - 1)]];
        this.#scene.show(this.#canvas, this.kit);
        this.#counts.hostile += 1;
        await wait(between(100, 600));
      }
      await this.#showGood();
    }
  }

  async #showGood() {
    const code = this.kit.good();
    this.#scene = { show: () => undefined };
    ikd.draw([code], this.#canvas);
    this.#minted.add(code.text);
    this.#counts.shown += 1;
    const start = performance.now();
    while (this.#minted.has(code.text)) {
      if (performance.now() - start > PATIENCE) {
        this.#counts.missed += 1;
        return;
      }
      await wait(5);
    }
  }

  async #scan() {
    const onFrame = ({ rejection, milliseconds }) => {
      this.#answered();
      this.#counts.times.push(milliseconds);
      this.#count(rejection?.code ?? 'nothing');
    };
    for (;;) {
      const outcome = await this.verifier.scan(this.stream, { onFrame, goOn: ({ category }) => category !== 'environment' });
      if (outcome.outcome === 'verified') await this.#read(outcome.credential);
      else this.#count(outcome.code);
      if (outcome.code === 'worker_trapped') this.#brokenAt = performance.now();
    }
  }

  async #read(credential) {
    this.#answered();
    const { presentation } = await credential.release(credential.offered);
    if (this.#minted.delete(presentation)) {
      this.#last = presentation;
      this.#counts.read += 1;
    } else if (presentation === this.#last) this.#counts.again += 1;
    else this.#counts.wrong += 1;
  }

  #answered() {
    this.frames += 1;
    this.#counts.frames += 1;
    if (this.#brokenAt !== null) this.#counts.recoveries.push(performance.now() - this.#brokenAt);
    this.#brokenAt = null;
  }

  #count(code) {
    this.#counts.codes[code] = (this.#counts.codes[code] ?? 0) + 1;
  }
}
