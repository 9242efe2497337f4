// The verifier's module in the engines of Firefox and WebKit: every record, every frame, and every pair of Shift JIS.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsers, openBrowser } from '../support/browsers.mjs';
import { openPage } from '../support/chromium.mjs';
import { NATIVE } from '../support/shift_jis.mjs';
import { openSite } from '../support/site.mjs';
import { frames, records } from '../support/vectors.mjs';

/** Every question to the browser takes a while: many records with one. */
const CHUNK = 50;

for (const { name, skip } of browsers) {
  describe(`test vectors in ${name}`, { skip }, () => {
    let site, browser, page, outcomes;
    before(async () => {
      [site, browser] = await Promise.all([openSite(), openBrowser(name)]);
      page = await openPage(browser, site);
      outcomes = new Map(await inChunks(records, (chunk) => page.evaluate(runInPage, chunk)));
    });
    after(async () => {
      await browser.close();
      site.close();
    });

    for (const { id, expect } of records) {
      test(id, () => assert.deepEqual(outcomes.get(id), expect));
    }

    for (const { picture, ...record } of frames) {
      test(record.id, async () => {
        const seen = await page.evaluate(lookInPage, [record, { ...picture, luma: [...picture.luma] }]);
        assert.deepEqual(seen, record.expect);
      });
    }

    test('Shift JIS means what it means natively', async () => {
      assert.equal(await page.evaluate(async () => (await import('/support/shift_jis.mjs')).meanings()), NATIVE);
    });
  });
}

async function inChunks(list, work) {
  const done = [];
  for (let at = 0; at < list.length; at += CHUNK) done.push(...(await work(list.slice(at, at + CHUNK))));
  return done;
}

/** Each record takes a worker of its own; a few at a time use both processors. */
async function runInPage(chunk) {
  const { runRecord } = await import('/support/record.mjs');
  const outcomes = [];
  const lane = async () => {
    for (let record = chunk.shift(); record !== undefined; record = chunk.shift()) outcomes.push([record.id, await runRecord(ikd.createVerifier, record)]);
  };
  await Promise.all([lane(), lane(), lane()]);
  return outcomes;
}

async function lookInPage(given) {
  return (await import('/support/look.mjs')).lookInPage(given);
}
