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

  test('is given up when it cannot start', async () => {
    assert.deepEqual((await answers('/missing.js', 1))[0], environment('worker_lost'));
    assert.deepEqual((await answers('/broken.js', 1))[0], environment('worker_lost'));
    assert.deepEqual((await answers('https://elsewhere.example/worker.js', 1))[0], environment('worker_lost', { needs: "worker-src 'self'" }));
  });

  test('that hangs in a frame costs that frame, until there were three', async () => {
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
});
