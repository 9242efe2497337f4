import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

describe('the device in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')]);
    page = await openPage(browser, site);
    await page.evaluate(async () => {
      globalThis.device = await import('/ikd-verify/device.js');
      globalThis.show = (state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      globalThis.soon = () => new Promise((resolve) => setTimeout(resolve, 50));
    });
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  test('keeps the screen on, again after it was hidden, and lets go of every lock', async () => {
    const seen = await page.evaluate(async () => {
      const { request } = WakeLock.prototype;
      const locks = [];
      WakeLock.prototype.request = async function ask(type) {
        const lock = await request.call(this, type);
        locks.push(lock);
        return lock;
      };
      const letGo = await device.keepAwake();
      const held = locks.map(({ released }) => released);
      show('hidden');
      show('visible');
      await soon();
      const again = locks.length;
      show('visible');
      letGo();
      await soon();
      show('visible');
      await soon();
      WakeLock.prototype.request = request;
      delete document.visibilityState;
      return { held, again, asked: locks.length, left: locks.filter(({ released }) => !released).length };
    });
    assert.deepEqual(seen, { held: [false], again: 2, asked: 3, left: 0 });
  });

  test('minds no refusal of it, and no browser without it', async () => {
    const kinds = await page.evaluate(async () => {
      const { request } = WakeLock.prototype;
      WakeLock.prototype.request = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      const refused = await device.keepAwake();
      WakeLock.prototype.request = request;
      Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true });
      const absent = await device.keepAwake();
      delete navigator.wakeLock;
      for (const letGo of [refused, absent]) letGo();
      return [typeof refused, typeof absent];
    });
    assert.deepEqual(kinds, ['function', 'function']);
  });

  test('tells what the person said, without asking', async (t) => {
    const granted = await page.evaluate(() => device.permissionState());
    const asking = await openChromium('--use-fake-device-for-media-stream', '--deny-permission-prompts');
    t.after(() => asking.close());
    const other = await openPage(asking, site);
    const answers = await other.evaluate(async () => {
      const { permissionState } = await import('/ikd-verify/device.js');
      const before = await permissionState();
      navigator.permissions.query = () => Promise.reject(new TypeError('camera'));
      const unknown = await permissionState();
      return [before, unknown];
    });
    assert.ok(['granted', 'prompt'].includes(granted));
    assert.deepEqual(answers, ['prompt', 'unknown']);
  });

  test('tells when a camera comes or goes, until it is called off', async () => {
    const told = await page.evaluate(async () => {
      let count = 0;
      const off = device.onDevicesChange(() => (count += 1));
      const change = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      change();
      off();
      change();
      return count;
    });
    assert.equal(told, 1);
  });

  test('vibrates where it can', async () => {
    const asked = await page.evaluate(() => {
      const asked = [];
      navigator.vibrate = (pattern) => asked.push(pattern);
      device.vibrate([30, 20, 30]);
      navigator.vibrate = undefined;
      device.vibrate([30]);
      delete navigator.vibrate;
      return asked;
    });
    assert.deepEqual(asked, [[30, 20, 30]]);
  });
});
