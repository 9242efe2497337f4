import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

const script = (body) => ({ type: 'text/javascript', body });
const SILENT = script('let started = false; onmessage = () => { if (!started) postMessage({ result: null }); started = true; };');
const TRAPPED = script('let started = false; onmessage = () => { postMessage(started ? { trapped: true } : { result: null }); started = true; };');
const REAL = script("import '/ikd-verify/worker.js';");
const environment = (code, detail) => ({ outcome: 'rejected', code, category: 'environment', ...(detail && { detail }) });
const LOST = environment('worker_lost', { restarts: 3 });

/** Answers the first time with one script, later with another. */
function once(first, later) {
  let asked = 0;
  return () => (asked++ === 0 ? first : later);
}

describe('the worker in Chromium', () => {
  let site, browser, page;
  before(async () => {
    const paths = {
      '/silent.js': SILENT,
      '/trapped.js': TRAPPED,
      '/silent-once.js': once(SILENT, REAL),
      '/trapped-once.js': once(TRAPPED, REAL),
      '/trapped-first.js': script('onmessage = () => postMessage({ trapped: true });'),
      '/broken.js': script('throw new Error()'),
    };
    [site, browser] = await Promise.all([openSite({ paths }), openChromium()]);
    page = await openPage(browser, site);
    await page.evaluate(async () => Object.assign(ikd, await import('/support/screen.mjs')));
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  /** What `times` verifications answer with this worker. */
  function answers(worker, times) {
    return page.evaluate(
      async ([url, count]) => {
        const { trust, now } = await ikd.openCase(ikd);
        const verifier = await ikd.createVerifier({ ...trust, environment: 'sandbox', worker: url });
        const outcomes = [];
        for (let call = 0; call < count; call += 1) outcomes.push(await verifier.verify('https://example.org', { now }));
        verifier.close();
        return outcomes.map(({ detail, ...outcome }) => (detail?.kind ? outcome.code : { ...outcome, ...(detail && { detail }) }));
      },
      [worker, times],
    );
  }

  test('is replaced when it stays silent for a second', async () => {
    assert.deepEqual(await answers('/silent-once.js', 2), [environment('worker_lost'), 'not_an_ikd_qr']);
  });

  test('is replaced after a trap', async () => {
    assert.deepEqual(await answers('/trapped-once.js', 2), [environment('worker_trapped'), 'not_an_ikd_qr']);
  });

  test('is replaced three times a minute, no more', async () => {
    assert.deepEqual(await answers('/trapped.js', 4), [...Array(3).fill(environment('worker_trapped')), LOST]);
  });

  test('counts as replaced when the module traps in its start', async () => {
    assert.deepEqual(await answers('/trapped-first.js', 4), [...Array(2).fill(environment('worker_trapped')), LOST, LOST]);
  });

  test('is asked for at each call when it cannot be had', async () => {
    assert.deepEqual(await answers('/missing.js', 5), Array(5).fill(environment('worker_lost')));
    assert.deepEqual(await answers('/broken.js', 5), Array(5).fill(environment('worker_lost')));
    assert.deepEqual((await answers('https://elsewhere.example/worker.js', 1))[0], environment('worker_lost', { needs: "worker-src 'self'" }));
  });

  test('Q03 that hangs in a frame costs that frame, until there were three', async () => {
    const seen = await page.evaluate(async () => {
      const { trust } = await ikd.openCase(ikd);
      const verifier = await ikd.createVerifier({ ...trust, environment: 'sandbox', worker: '/silent.js' });
      const codes = [];
      const outcome = await verifier.scan(ikd.film(ikd.draw([])), { onFrame: ({ rejection }) => codes.push(rejection.code) });
      return { codes, outcome };
    });
    assert.deepEqual(seen, { codes: Array(3).fill('frame_over_budget'), outcome: LOST });
  });

  test('takes its credentials with it', async () => {
    const code = await page.evaluate(async () => {
      const { verifier, mint, now } = await ikd.openCase(ikd);
      const { credential } = await verifier.verify(mint().text, { now });
      verifier.close();
      return credential.release(ikd.FIELDS).then(({ code }) => code, String);
    });
    assert.equal(code, 'TypeError: The verifier is closed.');
  });

  test('tells misuse by a sentence', async () => {
    const message = await page.evaluate(() => ikd.createVerifier({ trustList: new Uint8Array(), roots: ['ab'] }).catch(String));
    assert.match(message, /^TypeError: roots .*hex/);
  });

  test('R08 of 10 000 calls at once a hundred wait, one message is on its way, and the rest is told to await', async () => {
    const seen = await page.evaluate(async () => {
      const { Worker } = globalThis;
      let [sent, most, answered] = [0, 0, 0];
      globalThis.Worker = class extends Worker {
        constructor(...args) {
          super(...args);
          this.addEventListener('message', () => (answered += 1));
        }

        postMessage(...args) {
          sent += 1;
          most = Math.max(most, sent - answered);
          super.postMessage(...args);
        }
      };
      const { verifier, now } = await ikd.openCase(ikd);
      globalThis.Worker = Worker;
      const calls = Array.from({ length: 10_000 }, () => verifier.verify('https://example.org', { now }).then(({ code }) => code, String));
      const counts = {};
      for (const answer of await Promise.all(calls)) counts[answer] = (counts[answer] ?? 0) + 1;
      const after = await verifier.verify('https://example.org', { now });
      verifier.close();
      return { counts, most, after: after.code };
    });
    const told = 'TypeError: 100 calls wait for this verifier already: await them.';
    assert.deepEqual(seen, { counts: { not_an_ikd_qr: 100, [told]: 9900 }, most: 1, after: 'not_an_ikd_qr' });
  });

  test('R08 two copies of the package scan one stream beside each other', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, trust, mint, now } = await ikd.openCase(ikd);
      const other = await import('/ikd-verify/index.js?another=copy');
      const { request } = await import('/support/case.mjs');
      const second = await other.createVerifier({ ...trust, environment: 'sandbox', request: request(now) });
      const stream = ikd.film(ikd.draw([mint()]));
      const outcomes = await Promise.all([verifier, second].map((one) => one.scan(stream)));
      for (const one of [verifier, second]) one.close();
      return outcomes.map(({ outcome }) => outcome);
    });
    assert.deepEqual(seen, ['verified', 'verified']);
  });
});
