import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

describe('what a frame shows of a code, in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium()]);
    page = await openPage(browser, site);
    await page.evaluate(async () => {
      Object.assign(ikd, await import('/support/screen.mjs'), await import('/support/eye.mjs'));
      ikd.eye = await ikd.openEye(ikd);
    });
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  /** What is seen of a code that is drawn on grey of this level, changed by `how`. */
  function seenOf(how = {}) {
    return page.evaluate(async ({ scale = 5, light = 255, dark = 0, filter, mirror = false, low = null, glare = false }) => {
      const code = ikd.eye.mint();
      const plain = ikd.draw([code], undefined, scale);
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [plain.width, plain.height];
      const context = canvas.getContext('2d');
      if (filter) context.filter = filter;
      if (mirror) context.setTransform(-1, 0, 0, 1, canvas.width, 0);
      if (low !== null) {
        // On its corner, which reaches so far below the edge.
        const side = (code.size + 8) * scale;
        context.fillStyle = '#fff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.translate(canvas.width / 2, canvas.height - side * Math.SQRT1_2 + 4 * scale * Math.SQRT2 + low);
        context.rotate(Math.PI / 4);
        context.translate(-side / 2, -side / 2);
      }
      context.drawImage(plain, 0, 0);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.filter = 'none';
      const image = context.getImageData(0, 0, canvas.width, canvas.height);
      image.data.forEach((value, at) => at % 4 < 3 && (image.data[at] = dark + (value / 255) * (light - dark)));
      context.putImageData(image, 0, 0);
      if (glare) {
        context.fillStyle = '#fff';
        context.fillRect((4 + 0.4 * code.size) * scale, (4 + 0.4 * code.size) * scale, 0.5 * code.size * scale, 0.5 * code.size * scale);
      }
      const seen = await ikd.eye.look(canvas);
      return { ...seen, size: code.size, canvas: [canvas.width, canvas.height] };
    }, how);
  }

  const near = (value, wanted, by) => assert.ok(Math.abs(value - wanted) <= by, `${value} is not ${wanted} ± ${by}`);

  test('of a good one: where it is, its modules, that it is sharp', async () => {
    const { seen, sight, light, size, canvas } = await seenOf();
    assert.equal(seen, 'judged');
    assert.equal(sight.modules, size);
    near(sight.module, 5, 0.1);
    const [near20, far] = [20, 20 + 5 * size];
    [[near20, near20], [far, near20], [far, far], [near20, far]].forEach(([x, y], at) => {
      near(sight.corners[at].x, x, 2);
      near(sight.corners[at].y, y, 2);
    });
    assert.ok(sight.sharpness > 0.6 && sight.contrast > 200 && sight.glare < 0.05);
    assert.deepEqual([sight.cutOff, sight.inverted, sight.mirrored, sight.width, sight.height], [false, false, false, ...canvas]);
    assert.ok(light > 100 && light < 255);
  });

  test('of a small one: too few pixels a module', async () => {
    const { seen, sight } = await seenOf({ scale: 1 });
    assert.notEqual(seen, 'not_an_ikd_qr');
    near(sight.module, 1, 0.2);
  });

  test('of a blurred one: no sharpness', async () => {
    const [{ sight: sharp }, { sight }] = [await seenOf(), await seenOf({ filter: 'blur(3.5px)' })];
    assert.ok(sight.sharpness < 0.3, `${sight.sharpness}`);
    assert.ok(sharp.sharpness > 2 * sight.sharpness);
  });

  test('of one that is cut off', async () => {
    const [{ sight: whole }, { sight }] = [await seenOf({ low: -40 }), await seenOf({ low: 40 })];
    assert.deepEqual([whole.cutOff, sight.cutOff], [false, true]);
    assert.ok(sight.corners[2].y > sight.height && whole.corners[2].y < whole.height);
  });

  test('of a pale one: the contrast that is left', async () => {
    const { sight, light } = await seenOf({ light: 150, dark: 110 });
    near(sight.contrast, 40, 8);
    assert.ok(light > 110 && light < 150);
  });

  test('of one under a reflection: its share', async () => {
    const { sight } = await seenOf({ glare: true });
    near(sight.glare, 0.25, 0.15);
  });

  test('Q13 of one that is light on dark', async () => {
    const { seen, sight } = await seenOf({ light: 0, dark: 255 });
    assert.deepEqual([seen, sight.inverted, sight.mirrored], ['judged', true, false]);
  });

  test('Q13 of one in a mirror', async () => {
    const { seen, sight } = await seenOf({ mirror: true });
    assert.deepEqual([seen, sight.inverted, sight.mirrored], ['judged', false, true]);
  });

  test('of nothing: nothing, and how light it is', async () => {
    const [white, black] = [await seenOf({ dark: 255 }), await seenOf({ light: 0 })];
    assert.deepEqual([white.seen, white.sight, white.light], [null, null, 255]);
    assert.deepEqual([black.seen, black.sight, black.light], [null, null, 0]);
  });
});
