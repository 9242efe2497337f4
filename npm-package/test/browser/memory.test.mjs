// What a worker's memory holds of a person, by the browser's own tools.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../support/chromium.mjs';
import { openDevtools, withMemory } from '../support/devtools.mjs';
import { openSite } from '../support/site.mjs';

/** Which of the sandbox's person's values stand anywhere in the worker's memory. */
const left = (page) =>
  withMemory(page.workers()[0], ({ buffer }) => {
    const text = new TextDecoder('latin1').decode(buffer);
    return ['3171011708950003', 'BUDI SANTOSO'].filter((value) => text.includes(value));
  });

test('R10 the worker holds nothing of a person after the credential was closed or released, and is gone with the verifier', async (t) => {
  const [site, browser] = await Promise.all([openSite(), openDevtools()]);
  t.after(() => browser.close().then(site.close));
  const page = await openPage(browser, site);
  await page.evaluate(async () => {
    Object.assign(ikd, await import('/support/screen.mjs'));
    Object.assign(ikd, await ikd.openCase(ikd));
  });
  for (const end of ['close', 'release']) {
    await page.evaluate(async () => (ikd.seen = await ikd.verifier.scan(ikd.film(ikd.draw([ikd.mint()])))).outcome);
    assert.equal((await left(page)).length, 2, 'the sealed values are in the memory that is searched');
    await page.evaluate(async (way) => {
      await ikd.seen.credential[way](ikd.FIELDS);
      // Its answer comes after the worker has done what was asked before.
      await ikd.verifier.seen();
    }, end);
    assert.deepEqual(await left(page), []);
  }
  const gone = new Promise((resolve) => page.once('workerdestroyed', resolve));
  await page.evaluate(() => ikd.verifier.close());
  await gone;
  assert.deepEqual(page.workers(), []);
});
