import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

const CANARY = 'BUDI SANTOSO';

test('R09 the package asks for its own files only, stores nothing and prints nothing', async (t) => {
  const [site, browser] = await Promise.all([openSite(), openChromium()]);
  t.after(() => Promise.all([browser.close(), site.close()]));
  const page = await openPage(browser, site);
  const [requests, lines] = [[], []];
  page.context().on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  const before = site.asked.length;
  const seen = await page.evaluate(async (canary) => {
    Object.assign(ikd, await import('/support/screen.mjs'));
    const { verifier, mint, now } = await ikd.openCase(ikd);
    const outcome = await verifier.scan(ikd.film(ikd.draw([mint()])));
    const released = await outcome.credential.release(['nik', 'nama']);
    await verifier.verify(mint('tampered').text, { now });
    verifier.close();
    return {
      planted: released.fields.nama === canary,
      stored: [localStorage.length, sessionStorage.length, document.cookie, ...(await indexedDB.databases()), ...(await caches.keys())],
      address: location.href + JSON.stringify(history.state),
    };
  }, CANARY);
  const asked = site.asked.slice(before).filter((path) => !path.startsWith('/support/'));

  assert.ok(seen.planted);
  assert.deepEqual(seen.stored, [0, 0, '']);
  assert.equal(seen.address, `${site.origin}/null`);
  assert.deepEqual(lines, []);
  const own = ['/ikd-verify/wasm/ikd_sandbox_bg.wasm', '/ikd-verify/wasm/ikd_verify_bg.wasm', '/ikd-verify/worker.js'];
  assert.deepEqual(asked.sort(), own);
  assert.deepEqual([...new Set(requests.map((url) => new URL(url).origin))], [site.origin]);
});
