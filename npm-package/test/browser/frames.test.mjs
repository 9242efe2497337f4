import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';
import { frames } from '../support/vectors.mjs';

describe('frames in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium()]);
    page = await openPage(browser, site);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  for (const { picture, ...record } of frames) {
    test(`${record.flags} ${record.id}`, async () => {
      const seen = await page.evaluate(lookInPage, [record, { ...picture, luma: [...picture.luma] }]);
      assert.deepEqual(seen, record.expect);
    });
  }
});

async function lookInPage(given) {
  return (await import('/support/look.mjs')).lookInPage(given);
}
