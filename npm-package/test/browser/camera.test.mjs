import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const IN_APP = 'Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

async function answerOf(page) {
  return page.evaluate(async () => {
    const camera = await ikd.openCamera();
    if ('outcome' in camera) return camera;
    const [track] = camera.stream.getVideoTracks();
    camera.close();
    return track.kind;
  });
}

function environment(code) {
  return { outcome: 'rejected', code, category: 'environment' };
}

describe('openCamera in Chromium', () => {
  let site, framed, browser;
  before(async () => {
    framed = await openSite({ headers: { 'permissions-policy': 'camera=()' } });
    [site, browser] = await Promise.all([openSite(), openChromium(...CAMERA)]);
  });
  after(async () => {
    await browser.close();
    site.close();
    framed.close();
  });

  test('gives a stream', async () => {
    assert.equal(await answerOf(await openPage(browser, site)), 'video');
  });

  test('tells that the policy forbids it', async () => {
    assert.deepEqual(await answerOf(await openPage(browser, framed)), environment('camera_blocked_by_policy'));
  });

  test('tells that the person refused', async (t) => {
    const asking = await openChromium('--use-fake-device-for-media-stream', '--deny-permission-prompts');
    t.after(() => asking.close());
    assert.deepEqual(await answerOf(await openPage(asking, site)), { ...environment('camera_denied'), detail: { reason: 'denied' } });
  });

  test('tells that there is none', async (t) => {
    const blind = await openChromium('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0');
    t.after(() => blind.close());
    assert.deepEqual(await answerOf(await openPage(blind, site)), environment('camera_missing'));
  });

  test('tells that the page is insecure', async (t) => {
    const remote = await openChromium('--host-resolver-rules=MAP insecure.example 127.0.0.1');
    t.after(() => remote.close());
    const origin = site.origin.replace('127.0.0.1', 'insecure.example');
    const page = await openPage(remote, { origin });
    assert.deepEqual(await answerOf(page), environment('insecure_context'));
    const outcome = await page.evaluate(async () => {
      const verifier = await ikd.createVerifier({ trustList: new Uint8Array(), roots: ['00'] });
      return verifier.verify('IKD1:', { now: 1 });
    });
    assert.deepEqual(outcome, environment('insecure_context'));
  });

  for (const [name, code] of Object.entries({
    NotReadableError: 'camera_in_use',
    AbortError: 'camera_in_use',
    NotFoundError: 'camera_missing',
    OverconstrainedError: 'camera_missing',
    NotAllowedError: 'camera_denied',
  })) {
    test(`names ${name}`, async () => {
      const page = await openPage(browser, site);
      await page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      }, name);
      assert.deepEqual(await answerOf(page), environment(code));
    });
  }

  test('knows an in-app browser by its refusal', async () => {
    const context = await browser.newContext({ userAgent: IN_APP });
    const page = await openPage(context, site);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    assert.deepEqual(await answerOf(page), environment('in_app_browser'));
  });
});
