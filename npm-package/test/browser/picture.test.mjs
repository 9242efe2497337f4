import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

/** A worker that tells of the module's memory, and of each canvas that is made. */
const SPY = `
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    globalThis.engineMemory = this.exports.memory;
  }
};
globalThis.canvases = 0;
globalThis.OffscreenCanvas = class extends OffscreenCanvas {
  constructor(...sides) {
    super(...sides);
    canvases += 1;
  }
};`;
const script = (body) => ({ type: 'text/javascript', body });
const SPIED = script("import '/spy.js'; import '/ikd-verify/worker.js';");
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

describe('the way of a frame into the engine, in Chromium', () => {
  let site, browser, page;
  before(async () => {
    const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
    site = await openSite({ paths: { '/spy.js': script(SPY), '/spied.js': SPIED }, headers: ISOLATED });
    browser = await openChromium(...camera, '--enable-blink-features=ForceEagerMeasureMemory');
    page = await openPage(browser, site);
    await page.evaluate(async () => {
      Object.assign(ikd, await import('/support/screen.mjs'), await import('/support/eye.mjs'));
      ikd.eye = await ikd.openEye(ikd, '/spied.js');
      await ikd.eye.look(ikd.draw([]));
    });
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  const inWorker = (ask) => page.workers()[0].evaluate(ask);

  for (const format of ['I420', 'I422', 'I444', 'NV12', 'RGBA', 'RGBX', 'BGRA', 'BGRX']) {
    test(`${format} is read as it is, and shows what a canvas shows`, async () => {
      const before = await inWorker(() => canvases);
      const direct = await page.evaluate((name) => ikd.eye.look(ikd.frameOf(ikd.draw([ikd.eye.mint()]), name)), format);
      assert.equal(await inWorker(() => canvases), before);
      const drawn = await page.evaluate(() => ikd.eye.look(ikd.draw([ikd.eye.mint()])));
      assert.equal(direct.seen, 'judged');
      assert.deepEqual({ ...direct, sight: { ...direct.sight, corners: [] } }, { ...drawn, sight: { ...drawn.sight, corners: [] } });
    });
  }

  test('a frame that the browser does not copy, or that is to be turned, is drawn, on one canvas', async () => {
    const before = await inWorker(() => {
      globalThis.copy = VideoFrame.prototype.copyTo;
      VideoFrame.prototype.copyTo = () => Promise.reject(new DOMException('', 'NotSupportedError'));
      return canvases;
    });
    const refused = await page.evaluate(async () => {
      const canvas = ikd.draw([ikd.eye.mint()]);
      const answers = [];
      for (let at = 0; at < 3; at += 1) answers.push((await ikd.eye.look(ikd.frameOf(canvas, 'I420'))).seen);
      return answers;
    });
    await inWorker(() => (VideoFrame.prototype.copyTo = copy));
    const turned = await page.evaluate(async () => {
      const plain = ikd.frameOf(ikd.draw([ikd.eye.mint()]), 'I420');
      const { sight } = await ikd.eye.look(new VideoFrame(plain, { timestamp: 0, rotation: 90 }));
      plain.close();
      return [sight.width, sight.height];
    });
    assert.deepEqual([refused, turned], [Array(3).fill('judged'), [480, 640]]);
    const made = await inWorker(() => canvases);
    assert.ok(made <= Math.max(before, 1), `${made} canvases`);
  });

  for (const [width, height, left] of [[2560, 1440, 1100], [1440, 2560, 550], [3001, 1081, 1300]]) {
    test(`of ${width} × ${height} the middle is read, at its own pixels`, async () => {
      const { seen, module, at, sides, missed } = await page.evaluate(async ([across, down, x]) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [across, down];
        const context = canvas.getContext('2d');
        const code = ikd.draw([ikd.eye.mint()], undefined, 3);
        const paint = (left, top) => {
          context.fillStyle = '#fff';
          context.fillRect(0, 0, across, down);
          context.drawImage(code, left, top);
        };
        paint(x, 500);
        const frames = [new VideoFrame(canvas, { timestamp: 0 }), canvas];
        const looks = [await ikd.eye.look(frames[0]), await ikd.eye.look(frames[1])];
        paint(0, 0);
        const { seen: corner } = await ikd.eye.look(canvas);
        const whole = await ikd.eye.look(await createImageBitmap(canvas), 'file');
        return {
          seen: looks.map((look) => look.seen),
          module: looks.map(({ sight }) => sight.module),
          at: looks.map(({ sight }) => [sight.corners[0].x - x - 12, sight.corners[0].y - 500 - 12]),
          sides: looks.map(({ sight }) => [sight.width, sight.height]),
          missed: [corner, whole.seen],
        };
      }, [width, height, left]);
      assert.deepEqual(seen, ['judged', 'judged']);
      assert.ok(module.every((pixels) => Math.abs(pixels - 3) < 0.1), `${module}`);
      assert.ok(at.flat().every((pixels) => Math.abs(pixels) < 2), `${at}`);
      assert.deepEqual(sides, [[width, height], [width, height]]);
      // A picture has no next frame: it is read whole.
      assert.equal(missed[1], 'judged');
    });
  }

  test('Q05 a frame of sides that none has is refused, and takes no memory', async () => {
    const before = await inWorker(() => engineMemory.buffer.byteLength);
    const seen = await page.evaluate(async () => {
      const codes = [];
      for (const [width, height] of [[1, 1], [20, 20], [8193, 32]]) {
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        canvas.getContext('2d').fillRect(0, 0, width, height);
        codes.push((await ikd.eye.look(canvas, 'file')).seen);
        // A frame that is too wide for a picture is cropped.
        if (width <= 8192) codes.push((await ikd.eye.look(new VideoFrame(canvas, { timestamp: 0 }))).seen);
      }
      return codes;
    });
    assert.deepEqual(seen, Array(5).fill('frame_invalid'));
    assert.equal(await inWorker(() => engineMemory.buffer.byteLength), before);
  });

  test('Q05 a picture of 16384 × 16384 is refused, and takes no memory', async () => {
    const before = await inWorker(() => engineMemory.buffer.byteLength);
    const seen = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 16_384, height: 16_384 });
      canvas.getContext('2d').fillRect(0, 0, 1, 1);
      return (await ikd.eye.look(canvas, 'file')).seen;
    });
    assert.equal(seen, 'frame_invalid');
    assert.equal(await inWorker(() => engineMemory.buffer.byteLength), before);
  });

  test('a transparent picture is on paper', async () => {
    const seen = await page.evaluate(async () => {
      const { size, modules } = ikd.eye.mint();
      const canvas = Object.assign(document.createElement('canvas'), { width: (size + 8) * 4, height: (size + 8) * 4 });
      const context = canvas.getContext('2d');
      modules.forEach((dark, at) => dark && context.fillRect((4 + (at % size)) * 4, (4 + Math.floor(at / size)) * 4, 4, 4));
      return (await ikd.eye.look(await createImageBitmap(canvas), 'file')).seen;
    });
    assert.equal(seen, 'judged');
  });

  test('a file is given every pass, and its time: a photo of 16 megapixels without a code', async () => {
    const seen = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 4608, height: 3456 });
      const image = new ImageData(canvas.width, canvas.height);
      let state = 1;
      const grey = new Uint32Array(image.data.buffer);
      grey.forEach((_, at) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        grey[at] = 0xff00_0000 | (state >>> 8);
      });
      canvas.getContext('2d').putImageData(image, 0, 0);
      const { seen, sight } = await ikd.eye.look(await createImageBitmap(canvas), 'file');
      return [seen, sight];
    });
    assert.deepEqual(seen, [null, null]);
  });

  for (const [width, height] of [[6000, 4000], [9000, 600]]) {
    test(`a file with a picture of ${width} × ${height}, which is more than a look takes, is read`, async () => {
      const seen = await page.evaluate(async ([across, down]) => {
        const { picturesOf } = await import('/ikd-verify/picture_file.js');
        const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down });
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, across, down);
        context.drawImage(ikd.draw([ikd.eye.mint()], undefined, 5), across - 700, 50);
        const bitmap = await createImageBitmap(canvas);
        const { seen: whole } = await ikd.eye.look(bitmap, 'file');
        const pictures = await picturesOf(await new Promise((resolve) => canvas.toBlob(resolve)));
        return [whole, pictures.length, (await ikd.eye.look(pictures[0], 'file')).seen];
      }, [width, height]);
      assert.deepEqual(seen, ['frame_invalid', 1, 'judged']);
    });
  }

  for (const [name, width, height, module, pitch, code] of [
    ['Q02 a grid of finder patterns', 640, 480, 2, 16, 'frame_over_budget'],
    ['Q03 a denser grid of them', 640, 480, 1, 11, 'frame_over_budget'],
    ['Q03 a larger grid of them', 1280, 720, 2, 16, 'frame_over_budget'],
    ['Q04 a wall of 28 large ones', 1280, 720, 16, 170, null],
  ]) {
    test(`${name} ends within its budget, and the next frame is read`, async () => {
      const seen = await page.evaluate(async ([across, down, unit, step]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down });
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, across, down);
        for (let y = unit; y + 7 * unit < down; y += step) {
          for (let x = unit; x + 7 * unit < across; x += step) {
            for (const [ring, colour] of [[0, '#000'], [1, '#fff'], [2, '#000']]) {
              context.fillStyle = colour;
              context.fillRect(x + ring * unit, y + ring * unit, (7 - 2 * ring) * unit, (7 - 2 * ring) * unit);
            }
          }
        }
        const { seen: first } = await ikd.eye.look(new VideoFrame(canvas, { timestamp: 0 }));
        return [first, (await ikd.eye.look(ikd.draw([ikd.eye.mint()]))).seen];
      }, [width, height, module, pitch]);
      assert.deepEqual(seen, [code, 'judged']);
    });
  }

  test('300 frames of a camera take no more memory than 30, and no canvas', async () => {
    const before = await inWorker(() => canvases);
    const grown = await page.evaluate(async () => {
      const { scan } = await import('/ikd-verify/scan.js');
      const camera = await ikd.openCamera();
      const bytes = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
      let frames = 0;
      const sizes = [];
      const scanFor = (count) => {
        const control = new AbortController();
        const onFrame = () => (frames += 1) % count === 0 && control.abort();
        return scan(ikd.eye.engine, camera.stream, { signal: control.signal, onFrame }).catch(({ name }) => name);
      };
      await scanFor(30);
      sizes.push(await bytes());
      await scanFor(300);
      sizes.push(await bytes());
      const { width, height } = camera;
      camera.close();
      return { frames, growth: sizes[1] - sizes[0], frame: width * height };
    });
    assert.ok(grown.frames >= 300);
    assert.ok(grown.growth < grown.frame / 2, `${grown.growth} bytes more`);
    assert.equal(await inWorker(() => canvases), before);
  });
});
