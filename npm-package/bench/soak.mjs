// A long scan in Chromium. In: --minutes. Out: a line each minute with what was shown and read, and what the page, its worker and the module
// hold. Fails when a good code is missed, another is taken for one, the worker is replaced without a trap, or memory grows after a
// thousand frames. Halfway the module is made to trap once.
import { parseArgs } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { openPage } from '../test/support/chromium.mjs';
import { heapOf, openDevtools, withMemory } from '../test/support/devtools.mjs';
import { openSite } from '../test/support/site.mjs';
import { head, line, sum, wrongs } from './soak/table.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new TypeError('--minutes takes a number.');

const folder = (path) => new URL(path, import.meta.url);
const folders = { '/ikd-verify/': folder('../dist/'), '/support/': folder('../test/support/'), '/soak/': folder('soak/') };
const [site, browser] = await Promise.all([openSite({ folders }), openDevtools()]);
try {
  const page = await openPage(browser, site);
  const session = await page.createCDPSession();
  await page.evaluate(openCamera);
  const samples = await soak(page, session);
  const problems = wrongs(samples);
  console.log(sum(samples));
  problems.forEach((problem) => console.log(problem));
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  site.close();
}

/** A sample each minute, and one as soon as a thousand frames were seen, which the later ones are held against. */
async function soak(page, session) {
  const samples = [];
  console.log(head());
  let settled = false;
  for (let second = 1; second <= minutes * 60; second += 1) {
    await wait(1000);
    const settles = !settled && (await page.evaluate(() => ikd.camera.frames >= 1000));
    if (settles || second % 60 === 0 || second === minutes * 60) {
      const sample = { ...(await sampleOf(page, session)), second, settles };
      samples.push(sample);
      console.log(line(sample));
    }
    settled ||= settles;
    if (second === Math.floor(minutes * 30)) await withMemory(workerOf(page), wipe);
  }
  return samples;
}

async function sampleOf(page, session) {
  // A worker that is just being replaced gives no answer: the next one does.
  const [workerBytes, wasmBytes] = await heldBy(page).catch(() => wait(2000).then(() => heldBy(page)));
  const counts = await page.evaluate(() => ({ ...ikd.camera.take(), workers: ikd.workers }));
  return { ...counts, pageBytes: await heapOf(session), workerBytes, wasmBytes };
}

async function heldBy(page) {
  const worker = workerOf(page);
  return [await heapOf(worker.client), await withMemory(worker, ({ buffer }) => buffer.byteLength)];
}

/** The module finds nothing where it left it, and traps. */
function wipe({ buffer }) {
  new Uint8Array(buffer).fill(0);
}

/** Other workers come and go: each minute a challenge is made. */
function workerOf(page) {
  return page.workers().find((worker) => worker.url().endsWith('?soaked'));
}

async function openCamera() {
  const { Worker } = globalThis;
  ikd.workers = 0;
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      if (String(url).endsWith('?soaked')) ikd.workers += 1;
    }
  };
  Object.assign(ikd, await import('/support/screen.mjs'));
  const { Camera } = await import('/soak/camera.mjs');
  ikd.camera = await Camera.open();
}
