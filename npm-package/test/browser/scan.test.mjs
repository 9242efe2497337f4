import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

describe('scan in Chromium', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([openSite(), openChromium()]);
    page = await openPage(browser, site);
    await page.evaluate(async () => Object.assign(ikd, await import('/support/screen.mjs')));
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  test('reads a code from a stream, and leaves the stream running', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const { text, ...code } = mint();
      const stream = ikd.film(ikd.draw([code]));
      const { credential, ...outcome } = await verifier.scan(stream);
      const released = await credential.release(ikd.FIELDS);
      return { outcome, released, text, state: stream.getVideoTracks()[0].readyState, page: JSON.stringify(outcome) };
    });
    assert.equal(seen.outcome.outcome, 'verified');
    assert.equal(seen.outcome.levels.clock, 'device');
    assert.equal(seen.released.presentation, seen.text);
    assert.equal(seen.state, 'live');
    assert.ok(!seen.page.includes(seen.text.slice(6, 40)));
  });

  test('reads a code from the page’s own video, frame by frame through either path', async () => {
    const outcomes = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = ikd.film(ikd.draw([mint()]));
      await video.play();
      const fast = await verifier.scan(video);
      const { VideoFrame } = globalThis;
      globalThis.VideoFrame = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      };
      const slow = await verifier.scan(video);
      globalThis.VideoFrame = VideoFrame;
      return [fast.outcome, slow.outcome, video.paused];
    });
    assert.deepEqual(outcomes, ['verified', 'verified', false]);
  });

  test('waits through empty frames and two codes at once', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const canvas = ikd.draw([]);
      const codes = [];
      const outcome = await verifier.scan(ikd.film(canvas), {
        onFrame({ rejection }) {
          const code = rejection?.code ?? null;
          if (codes.at(-1) !== code) codes.push(code);
          ikd.draw(codes.length === 1 ? [mint(), mint('tampered')] : [mint()], canvas);
        },
      });
      return { codes, outcome: outcome.outcome };
    });
    assert.deepEqual(seen, { codes: [null, 'several_codes'], outcome: 'verified' });
  });

  test('ends with the code of a presentation that another frame cannot mend', async () => {
    const codes = await page.evaluate(async () => {
      const { verifier, mint, challenge } = await ikd.openCase(ikd);
      const codeOf = async (code) => (await verifier.scan(ikd.film(ikd.draw([code])))).code;
      return [await codeOf(mint('expired')), await codeOf(mint('tampered')), await codeOf(challenge)];
    });
    assert.deepEqual(codes, ['expired', 'signature_invalid', 'not_an_ikd_qr']);
  });

  test('reads a picture, and leaves it to the caller', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const bitmap = await createImageBitmap(ikd.draw([mint()]));
      const good = await verifier.scan(bitmap);
      const empty = await verifier.scan(await createImageBitmap(ikd.draw([])));
      return [good.outcome, bitmap.width > 0, empty.code];
    });
    assert.deepEqual(seen, ['verified', true, 'not_an_ikd_qr']);
  });

  test('stops when it is told to, and can start again', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const stream = ikd.film(ikd.draw([]));
      const control = new AbortController();
      const scan = verifier.scan(stream, { signal: control.signal, onFrame: () => control.abort() });
      const reason = await scan.catch((error) => error.name);
      const early = await verifier.scan(stream, { signal: AbortSignal.abort() }).catch((error) => error.name);
      const again = await verifier.scan(ikd.film(ikd.draw([mint()])));
      return [reason, early, again.outcome, stream.getVideoTracks()[0].readyState];
    });
    assert.deepEqual(seen, ['AbortError', 'AbortError', 'verified', 'live']);
  });

  test('R06 tells when the camera goes', async () => {
    const codes = await page.evaluate(async () => {
      const { verifier } = await ikd.openCase(ikd);
      const stream = ikd.film(ikd.draw([]));
      const lost = await verifier.scan(stream, { onFrame: () => stream.getTracks().forEach((track) => track.stop()) });
      const none = await verifier.scan(new MediaStream());
      return [lost.code, lost.detail.reason, none.code];
    });
    assert.deepEqual(codes, ['camera_lost', 'ended', 'camera_missing']);
  });

  test('R06 tells when a camera gives no new frame, or is muted, for three seconds', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier } = await ikd.openCase(ikd);
      const frozen = ikd.draw([]).captureStream();
      const muted = ikd.film(ikd.draw([]));
      // No fake camera can be muted.
      Object.defineProperty(muted.getVideoTracks()[0], 'muted', { value: true });
      const start = performance.now();
      const ends = await Promise.all([frozen, muted].map((stream) => verifier.scan(stream)));
      muted.getVideoTracks()[0].stop();
      return { ends, soon: performance.now() - start < 2900, live: frozen.active };
    });
    const lost = (reason) => ({ outcome: 'rejected', code: 'camera_lost', category: 'environment', detail: { reason } });
    assert.deepEqual(seen, { ends: [lost('frozen'), lost('muted')], soon: false, live: true });
  });

  test('R06 waits while the page is hidden, and does not count that time', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const show = (state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      const canvas = ikd.draw([]);
      const frozen = canvas.captureStream();
      let [frames, whileHidden] = [0, 0];
      const scan = verifier.scan(frozen, { onFrame: () => (frames += 1) });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      show('hidden');
      await new Promise((resolve) => setTimeout(resolve, 300));
      whileHidden = frames;
      await new Promise((resolve) => setTimeout(resolve, 3500));
      whileHidden = frames - whileHidden;
      ikd.draw([mint()], canvas);
      show('visible');
      const { outcome } = await scan;
      delete document.visibilityState;
      return { outcome, some: frames > 0, whileHidden };
    });
    assert.deepEqual(seen, { outcome: 'verified', some: true, whileHidden: 0 });
  });

  test('R06 tells when every frame is black from when the page came back, and minds no darkness before', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier } = await ikd.openCase(ikd);
      const canvas = ikd.draw([]);
      canvas.getContext('2d').fillRect(0, 0, canvas.width, canvas.height);
      const lights = new Set();
      const stream = ikd.film(canvas);
      setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 4000);
      const start = performance.now();
      const { code, detail } = await verifier.scan(stream, { onFrame: ({ light }) => lights.add(light) });
      const late = performance.now() - start > 6900;
      stream.getVideoTracks()[0].stop();
      return [code, detail, [...lights], late];
    });
    assert.deepEqual(seen, ['camera_lost', { reason: 'frozen' }, [0], true]);
  });

  test('goes on after what the page says, and tells what each frame shows', async () => {
    const seen = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const canvas = ikd.draw([mint('expired')]);
      const reports = [];
      const outcome = await verifier.scan(ikd.film(canvas), {
        goOn: ({ code }) => code === 'expired',
        onFrame(report) {
          reports.push(report);
          ikd.draw([mint()], canvas);
        },
      });
      const [{ rejection, sight, light }] = reports;
      return [outcome.outcome, rejection.code, sight.width, sight.modules >= 21, light > 0];
    });
    assert.deepEqual(seen, ['verified', 'expired', 640, true, true]);
  });

  test('ends at once where the page says so', async () => {
    const code = await page.evaluate(async () => {
      const { verifier, mint } = await ikd.openCase(ikd);
      const outcome = await verifier.scan(ikd.film(ikd.draw([mint(), mint('tampered')])), { goOn: () => false });
      return outcome.code;
    });
    assert.equal(code, 'several_codes');
  });

  test('stops when the verifier is closed', async () => {
    const message = await page.evaluate(async () => {
      const { verifier } = await ikd.openCase(ikd);
      const scan = verifier.scan(ikd.film(ikd.draw([])), { onFrame: () => verifier.close() });
      return scan.then(String, String);
    });
    assert.equal(message, 'TypeError: The verifier is closed.');
  });
});
