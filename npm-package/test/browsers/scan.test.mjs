// A scan in Firefox and WebKit, under the strictest policy: whatever path the browser has from the frame to the module.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsers, openBrowser } from '../support/browsers.mjs';
import { openPage } from '../support/chromium.mjs';
import { STRICT } from '../support/policy.mjs';
import { openSite } from '../support/site.mjs';

const CANARY = 'BUDI SANTOSO';
const WATCHED = { '/watched_worker.js': { type: 'text/javascript', body: "import '/support/watch.mjs';\nimport '/ikd-verify/worker.js';" } };

for (const { name, skip } of browsers) {
  describe(`scan in ${name} under a strict policy`, { skip }, () => {
    let site, browser, page;
    before(async () => {
      site = await openSite({ paths: WATCHED, headers: { 'content-security-policy': STRICT } });
      browser = await openBrowser(name, { camera: 'fake' });
      page = await openPage(browser, site);
    });
    after(async () => {
      await browser.close();
      site.close();
    });

    test('the worker reads a code from a stream', async () => {
      const seen = await page.evaluate(async () => {
        Object.assign(ikd, await import('/support/screen.mjs'));
        const { verifier, mint } = await ikd.openCase(ikd);
        const { text, ...code } = mint();
        const stream = ikd.film(ikd.draw([code]));
        const { credential, ...outcome } = await verifier.scan(stream);
        const { presentation } = await credential.release(ikd.FIELDS);
        verifier.close();
        return [outcome.outcome, presentation === text, stream.getVideoTracks()[0].readyState];
      });
      assert.deepEqual(seen, ['verified', true, 'live']);
    });

    test('the fake camera opens, and its frames are looked at', async () => {
      const seen = await page.evaluate(async () => {
        const { verifier } = await ikd.openCase(ikd);
        const camera = await ikd.openCamera();
        if ('outcome' in camera) return camera;
        const stop = new AbortController();
        const reports = [];
        const onFrame = (report) => (reports.push(report), reports.length === 5 && stop.abort());
        const end = await verifier.scan(camera.stream, { signal: stop.signal, onFrame }).catch((error) => error.name);
        camera.close();
        verifier.close();
        return [end, ...reports.map(({ rejection }) => rejection)];
      });
      assert.deepEqual(seen, ['AbortError', null, null, null, null, null]);
    });

    test('R04 R09 nothing violates the policy, is printed, is stored or is asked of another', async () => {
      const quiet = await openPage(browser, site);
      const before = site.asked.length;
      const seen = await quiet.evaluate(scanInSilence, CANARY);
      assert.ok(seen.planted);
      assert.deepEqual(seen.heard, ['page: listens', 'worker: listens']);
      assert.deepEqual(seen.stored, [0, 0, '']);
      assert.equal(seen.address, `${site.origin}/null`);
      assert.deepEqual(seen.origins, [site.origin]);
      const asked = site.asked.slice(before).filter((path) => !path.startsWith('/support/'));
      const own = ['/ikd-verify/wasm/ikd_sandbox_bg.wasm', '/ikd-verify/wasm/ikd_verify_bg.wasm', '/ikd-verify/worker.js', '/watched_worker.js'];
      assert.deepEqual(asked.sort(), own);
    });
  });
}

async function scanInSilence(canary) {
  const heard = [];
  const channel = new BroadcastChannel('heard');
  channel.onmessage = ({ data }) => heard.push(data);
  await import('/support/watch.mjs');
  Object.assign(ikd, await import('/support/screen.mjs'));
  const { verifier, mint, now } = await ikd.openCase(ikd, { worker: '/watched_worker.js' });
  const { credential } = await verifier.scan(ikd.film(ikd.draw([mint()])));
  const released = await credential.release(['nik', 'nama']);
  await verifier.verify(mint('tampered').text, { now });
  // What was said before this is heard before this.
  await new Promise((resolve) => setTimeout(resolve, 50));
  verifier.close();
  return {
    planted: released.fields.nama === canary,
    heard: heard.sort(),
    stored: [localStorage.length, sessionStorage.length, document.cookie, ...(await indexedDB.databases()), ...(await caches.keys())],
    address: location.href + JSON.stringify(history.state),
    origins: [...new Set(performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin))],
  };
}
