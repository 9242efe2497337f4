import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';
import { records } from '../support/vectors.mjs';

describe('test vectors in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium()]);
    page = await openPage(browser, site);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  test('there are some', () => assert.ok(records.length > 0));
  for (const record of records) {
    test(record.id, async () => {
      const outcome = await page.evaluate(async (given) => {
        const { runRecord } = await import('/support/record.mjs');
        return runRecord(ikd.createVerifier, given);
      }, record);
      assert.deepEqual(outcome, record.expect);
    });
  }
});
