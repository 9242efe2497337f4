import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { NATIVE } from '../support/shift_jis.mjs';
import { openSite } from '../support/site.mjs';

test('Shift JIS means in Chromium what it means natively', async (t) => {
  const [site, browser] = await Promise.all([openSite(), openChromium()]);
  t.after(() => Promise.all([browser.close(), site.close()]));
  const page = await openPage(browser, site);
  const seen = await page.evaluate(async () => (await import('/support/shift_jis.mjs')).meanings());
  assert.equal(seen, NATIVE);
});
