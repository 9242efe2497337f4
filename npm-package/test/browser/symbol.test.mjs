// A challenge as the package draws it, read back by the wallet's own reader.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

describe('a symbol in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium()]);
    page = await openPage(browser, site);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  test('is read from the canvas, whole pixels a module', async () => {
    const seen = await page.evaluate(async () => {
      const { sandbox, challenge } = await ikd.openCase(ikd);
      const canvas = document.createElement('canvas');
      ikd.drawSymbol(challenge, canvas, { side: 300 });
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return { read: sandbox.readCode(pixels) === challenge.text, rest: canvas.width % (challenge.size + 8), width: canvas.width };
    });
    assert.equal(seen.read, true);
    assert.equal(seen.rest, 0);
    assert.ok(seen.width <= 300);
  });

  test('is read from the SVG', async () => {
    const read = await page.evaluate(async () => {
      const { sandbox, challenge } = await ikd.openCase(ikd);
      const image = new Image(600, 600);
      image.src = `data:image/svg+xml,${encodeURIComponent(ikd.symbolSvg(challenge))}`;
      await image.decode();
      const context = new OffscreenCanvas(600, 600).getContext('2d');
      context.drawImage(image, 0, 0, 600, 600);
      return sandbox.readCode(context.getImageData(0, 0, 600, 600)) === challenge.text;
    });
    assert.equal(read, true);
  });
});
