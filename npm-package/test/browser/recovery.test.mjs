// What breaks under a verifier that works: it says why, once, and the next call works. How long that takes is said, and not judged.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { openPage } from '../support/chromium.mjs';
import { openDevtools, withMemory } from '../support/devtools.mjs';
import { openSite } from '../support/site.mjs';

const wasm = await readFile(new URL('../../dist/wasm/ikd_verify_bg.wasm', import.meta.url));
const changed = Uint8Array.from(wasm);
changed[changed.length >> 1] ^= 1;

/** The module finds nothing where it left it. Which of the two values makes it trap depends on what it reads first. */
const wipe = (page) => withMemory(page.workers().at(-1), ({ buffer }) => void new Uint8Array(buffer).fill(0));
const overwrite = (page) => withMemory(page.workers().at(-1), ({ buffer }) => void new Uint8Array(buffer).fill(0xff));
/** All of the address space is taken: the next page that the module wants for a bigger frame is refused. */
const fill = (page) =>
  withMemory(page.workers().at(-1), (memory) => {
    for (let pages = 65_536; pages >= 1; pages >>= 1) {
      try {
        for (;;) memory.grow(pages);
      } catch {}
    }
  });
const terminate = (page) => page.evaluate(() => ikd.workers.at(-1).terminate());
const kill = (page) => page.workers().at(-1).evaluate(() => self.close());

/** Each with the code of the call that meets it. */
const TO_A_CALL = [
  ['R07 a worker that the page terminates', terminate, 'worker_lost'],
  ['R07 a worker that ends', kill, 'worker_lost'],
  ['R01 a trap', overwrite, 'worker_trapped'],
  ['R01 a module that finds zeros', wipe, 'worker_trapped'],
];
const TO_A_SCAN = [
  ['R07 a worker that the page terminates', terminate, 'frame_over_budget'],
  ['R07 a worker that ends', kill, 'frame_over_budget'],
  ['R01 a trap', wipe, 'worker_trapped'],
  ['R01 a module that says a frame goes where no memory is', overwrite, 'worker_trapped'],
  ['R02 a module that gets no more memory', fill, 'worker_trapped'],
];

describe('recovery in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openDevtools()]);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  async function openWatched() {
    page = await openPage(browser, site);
    await page.evaluate(async () => {
      const { Worker } = globalThis;
      const workers = [];
      globalThis.Worker = class extends Worker {
        constructor(...args) {
          super(...args);
          workers.push(this);
        }
      };
      Object.assign(ikd, await import('/support/screen.mjs'), { workers });
      Object.assign(ikd, await ikd.openCase(ikd));
    });
  }

  for (const [name, harm, code] of TO_A_CALL) {
    test(`${name} is ${code} to one call, and the next one works`, async (t) => {
      await openWatched();
      t.after(() => page.close());
      assert.equal(await page.evaluate(async () => (ikd.kept = await ikd.verifier.verify(ikd.mint().text, ikd)).outcome), 'verified');
      await harm(page);
      const seen = await page.evaluate(callTwice);
      t.diagnostic(`said after ${seen.said} ms, works ${seen.works} ms later`);
      assert.deepEqual([seen.first, seen.second, seen.kept, seen.workers], [code, 'verified', 'worker_lost', 2]);
    });
  }

  for (const [name, harm, code] of TO_A_SCAN) {
    test(`${name} is ${code} to a scan, after which a code is read`, async (t) => {
      await openWatched();
      t.after(() => page.close());
      await page.evaluate(startScan);
      await page.waitForFunction(() => ikd.reports.length > 2);
      await harm(page);
      const seen = await page.evaluate(endScan);
      t.diagnostic(`read after ${seen.read} ms`);
      assert.deepEqual([seen.codes, seen.outcome, seen.workers], [[code], 'verified', 2]);
    });
  }

  /** What each call answers to a page whose site gives these files. A verifier asks for its module when it is made, and again at each call. */
  async function answers(t, paths, calls, between = () => undefined) {
    const own = await openSite({ paths });
    const loader = await openPage(browser, own);
    t.after(() => loader.close().then(own.close));
    await loader.evaluate(makeVerifier, Object.keys(paths));
    const codes = [];
    for (let call = 0; call < calls; call += 1) {
      codes.push(await loader.evaluate(() => ikd.call()));
      await between(call, loader);
    }
    return codes;
  }
  /** An answer for the first two times, then the file. */
  const twice = (broken) => {
    let asked = 0;
    return () => (asked++ < 2 ? broken : { body: wasm });
  };

  for (const [name, broken, code] of [
    ['changed', { body: changed }, 'wasm_integrity'],
    ['truncated', { body: wasm.subarray(0, wasm.length / 2) }, 'wasm_integrity'],
    ['cut off', { body: wasm, cut: true }, 'wasm_load'],
    ['an error in HTML', { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }, 'wasm_load'],
    ['a page', { type: 'text/html', body: '<!doctype html>' }, 'wasm_load'],
  ]) {
    test(`R03 a module that arrives as ${name} is ${code}, and is asked for again`, async (t) => {
      assert.deepEqual(await answers(t, { '/module.wasm': twice(broken) }, 2), [code, 'verified']);
    });
  }

  test('R03 a module that comes slowly is waited for', async (t) => {
    const slow = () => wait(1500, { body: wasm });
    assert.deepEqual(await answers(t, { '/module.wasm': slow }, 2), ['verified', 'verified']);
  });

  /** Nothing at all, or half of the module and then nothing. */
  const never = new Promise(() => undefined);
  async function* halfOnly() {
    yield wasm.subarray(0, wasm.length / 2);
    await never;
  }
  async function* inParts() {
    const part = Math.ceil(wasm.length / 8);
    for (let start = 0; start < wasm.length; start += part) {
      yield wasm.subarray(start, start + part);
      await wait(600);
    }
  }

  for (const [name, answer, expected] of [
    ['that never comes is wasm_load', () => never, ['wasm_load', { reason: 'time' }]],
    ['of which half comes is wasm_load', () => ({ body: halfOnly() }), ['wasm_load', { reason: 'time' }]],
    ['that keeps coming is waited for', () => ({ body: inParts() }), [null, null]],
  ]) {
    test(`R03 a module ${name}, by a silence of 20 s that a page's clock makes 3 s`, async (t) => {
      const own = await openSite({ paths: { '/module.wasm': answer } });
      const loader = await openPage(browser, own);
      t.after(() => loader.close().then(own.close));
      await loader.evaluate(() => {
        const { setTimeout } = globalThis;
        globalThis.setTimeout = (work, duration) => setTimeout(work, duration === 20_000 ? 3000 : duration);
      });
      await loader.evaluate(makeVerifier, ['/module.wasm']);
      const said = await loader.evaluate(() => ikd.judge().then(({ code = null, detail = null }) => [code, detail]));
      assert.deepEqual(said, expected);
    });
  }

  test('offline it says wasm_load, and online again it works', async (t) => {
    const own = await openSite();
    const loader = await openPage(browser, own);
    t.after(() => loader.close().then(own.close));
    await loader.evaluate(() => ikd.openSandbox());
    await loader.setOfflineMode(true);
    await loader.evaluate(makeVerifier, []);
    assert.equal(await loader.evaluate(() => ikd.call()), 'wasm_load');
    await loader.setOfflineMode(false);
    assert.equal(await loader.evaluate(() => ikd.call()), 'verified');
  });

  test('R07 offline a lost worker is worker_lost however often it is asked for, and online again it is replaced', async (t) => {
    let online = true;
    const script = Buffer.from("import '/ikd-verify/worker.js';");
    const served = () => ({ type: 'text/javascript', body: script, cut: !online });
    const between = async (call, loader) => {
      online = call === 5;
      if (call === 0) await loader.workers().at(-1).evaluate(() => self.close());
    };
    assert.deepEqual(await answers(t, { '/worker.js': served }, 7, between), ['verified', ...Array(5).fill('worker_lost'), 'verified']);
  });
});

/** Two calls to a verifier whose worker was harmed; in between, a credential from before the harm is asked for its values. */
async function callTwice() {
  const start = performance.now();
  const { code: first } = await ikd.verifier.verify(ikd.mint().text, ikd);
  const said = performance.now();
  const { outcome: second } = await ikd.verifier.verify(ikd.mint().text, ikd);
  const works = performance.now();
  const { code: kept } = await ikd.kept.credential.release(ikd.FIELDS);
  return { first, second, kept, workers: ikd.workers.length, said: Math.round(said - start), works: Math.round(works - said) };
}

/** Films an empty table until the end is asked for. */
function startScan() {
  ikd.canvas = ikd.draw([]);
  ikd.reports = [];
  ikd.stream = ikd.film(ikd.canvas);
  ikd.scanning = ikd.verifier.scan(ikd.stream, { onFrame: (report) => ikd.reports.push(report) });
}

/** Shows a code, and scans again where the harm ended the scan. */
async function endScan() {
  const start = performance.now();
  ikd.draw([ikd.mint()], ikd.canvas, 9);
  let outcome = await ikd.scanning;
  const codes = ikd.reports.flatMap(({ rejection }) => rejection?.code ?? []);
  if (outcome.outcome === 'rejected') {
    codes.push(outcome.code);
    outcome = await ikd.verifier.scan(ikd.stream);
  }
  return { codes, outcome: outcome.outcome, workers: ikd.workers.length, read: Math.round(performance.now() - start) };
}

/** `ikd.judge()` verifies a fresh code by a verifier that has its files from these paths; `ikd.call()` says its code, or `verified`. */
async function makeVerifier(paths) {
  const now = Math.floor(Date.now() / 1000);
  const sandbox = await ikd.openSandbox();
  const files = { '/module.wasm': { wasm: '/module.wasm' }, '/worker.js': { worker: '/worker.js' } };
  const chosen = Object.assign({}, ...paths.map((path) => files[path]));
  const verifier = await ikd.createVerifier({ ...sandbox.trust(now), environment: 'sandbox', unchallenged: 'accept', ...chosen });
  ikd.judge = () => verifier.verify(sandbox.mintForAnybody(ikd.FIELDS, now).text, { now });
  ikd.call = () => ikd.judge().then(({ outcome, code }) => code ?? outcome);
}
