// In: the first process of a browser. Out: all its processes slowed alike, workers included: each is halted for most of every few milliseconds.
// DevTools' own throttle leaves workers alone.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A worker that counts for a while. */
const WORK = 'onmessage = () => { const start = performance.now(); let sum = 0; for (let at = 0; at < 3e8; at += 1) sum = (sum + at) | 0; postMessage([performance.now() - start, sum]); };';

export class Slowed {
  #pid;
  #factor;
  #child = null;

  constructor(pid, factor) {
    this.#pid = pid;
    this.#factor = factor;
  }

  start() {
    this.#child = fork(fileURLToPath(new URL('./halting.mjs', import.meta.url)), [String(this.#pid), String(this.#factor)]);
  }

  stop() {
    this.#child?.send('end');
    this.#child = null;
  }

  /** How long a worker of this browser takes for the same work, in milliseconds. */
  async measure(browser, origin) {
    const page = await browser.newPage();
    await page.route('**/work.js', (route) => route.fulfill({ contentType: 'text/javascript', body: WORK }));
    await page.goto(origin);
    const milliseconds = await page.evaluate(async () => {
      const worker = new Worker(trustedTypes.createPolicy('bench', { createScriptURL: (url) => url }).createScriptURL('/work.js'));
      return new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data[0]);
        worker.postMessage(null);
      });
    });
    await page.close();
    return milliseconds;
  }
}
