// What keeps the camera from a page in Firefox and WebKit. Neither heeds the header Permissions-Policy; both heed a frame's `allow`.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsers, openBrowser } from '../support/browsers.mjs';
import { openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

const FRAMED = `<!doctype html><title>framed</title><script type="module">
import { openCamera } from '/ikd-verify/index.js';
const camera = await openCamera();
parent.postMessage('outcome' in camera ? camera.code : 'opened', '*');
</script>`;
/** A WebKitGTK that is driven grants every prompt: there a person cannot refuse. */
const HINDERED = { firefox: ['denied', 'camera_denied'], webkit: ['none', 'camera_missing'] };

for (const { name, skip } of browsers) {
  describe(`openCamera in ${name}`, { skip }, () => {
    let site, inner, browser;
    before(async () => {
      [site, inner] = await Promise.all([openSite(), openSite({ paths: { '/framed.html': { type: 'text/html; charset=utf-8', body: FRAMED } } })]);
      browser = await openBrowser(name, { camera: 'fake' });
    });
    after(async () => {
      await browser.close();
      site.close();
      inner.close();
    });

    const [camera, code] = HINDERED[name];
    test(`says ${code} where it is ${camera}`, async (t) => {
      const hindered = await openBrowser(name, { camera });
      t.after(() => hindered.close());
      const page = await openPage(hindered, site);
      assert.deepEqual(await page.evaluate(() => ikd.openCamera()), { outcome: 'rejected', code, category: 'environment' });
    });

    // A browser without document.featurePolicy does not tell a policy from a refusal.
    for (const [allow, expected] of [['camera', 'opened'], ['', 'camera_denied']]) {
      test(`R05 in a frame of another origin with allow="${allow}" it is ${expected}`, async () => {
        const page = await browser.newPage();
        await page.goto(`${site.origin}/`);
        const address = `${inner.origin.replace('127.0.0.1', 'localhost')}/framed.html`;
        assert.equal(await page.evaluate(answerOfFrame, { address, allow }), expected);
      });
    }
  });
}

function answerOfFrame({ address, allow }) {
  const frame = Object.assign(document.createElement('iframe'), { allow, src: address });
  return new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(data), { once: true });
    document.body.append(frame);
  });
}
