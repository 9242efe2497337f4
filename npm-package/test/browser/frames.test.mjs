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

async function lookInPage([record, { luma, width, height }]) {
  const [{ WorkerEngine }, { fetchBytes }, { loadModule }, { runFrame, settings }] = await Promise.all(
    ['/ikd-verify/worker_engine.js', '/ikd-verify/fetch.js', '/ikd-verify/wasm_module.js', '/support/frame.mjs'].map((path) => import(path)),
  );
  const load = () => loadModule('/ikd-verify/wasm/ikd_verify_bg.wasm', [ikd.WASM_SHA256], fetchBytes);
  const engine = new WorkerEngine({ load, url: '/ikd-verify/worker.js', config: settings(record) });
  const rgba = Uint8ClampedArray.from({ length: 4 * luma.length }, (_, at) => (at % 4 === 3 ? 255 : luma[at >> 2]));
  const seen = await runFrame(engine, await createImageBitmap(new ImageData(rgba, width, height)), record);
  engine.close();
  return seen;
}
