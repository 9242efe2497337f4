import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium, openPage } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const IN_APP = 'Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

/** The answer when every request for a camera fails so. */
async function answerTo(page, name, message = '') {
  await page.evaluate((error) => (camera.answer = () => Promise.reject(new DOMException(...error))), [message, name]);
  return answerOf(page);
}

async function answerOf(page) {
  return page.evaluate(async () => {
    const camera = await ikd.openCamera();
    if ('outcome' in camera) return camera;
    const [track] = camera.stream.getVideoTracks();
    camera.close();
    return track.kind;
  });
}

function environment(code, reason) {
  return { outcome: 'rejected', code, category: 'environment', ...(reason && { detail: { reason } }) };
}

/** A page in which each request for a camera is noted in `asked`: how many were live then, and what was wanted. */
async function watchedPage(browser, site) {
  const page = await openPage(browser, site);
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const real = devices.getUserMedia.bind(devices);
    const streams = [];
    const live = () => streams.filter((stream) => stream.active).length;
    const open = async (constraints) => {
      const stream = await real(constraints);
      streams.push(stream);
      return stream;
    };
    const asked = [];
    globalThis.camera = { open, asked, live, answer: open };
    devices.getUserMedia = (constraints) => {
      asked.push({ live: live(), ...constraints.video });
      return camera.answer(constraints);
    };
  });
  return page;
}

describe('openCamera in Chromium', () => {
  let site, framed, browser;
  before(async () => {
    framed = await openSite({ headers: { 'permissions-policy': 'camera=()' } });
    [site, browser] = await Promise.all([openSite(), openChromium(...CAMERA)]);
  });
  after(async () => {
    await browser.close();
    site.close();
    framed.close();
  });

  test('gives a stream', async () => {
    assert.equal(await answerOf(await openPage(browser, site)), 'video');
  });

  test('R05 tells that the policy forbids it', async () => {
    assert.deepEqual(await answerOf(await openPage(browser, framed)), environment('camera_blocked_by_policy'));
  });

  test('R05 tells a frame without the camera from a refusal, and works in one that has it', async () => {
    const page = await openPage(browser, site);
    const answer = async (allow) => {
      const origin = site.origin.replace('127.0.0.1', 'localhost');
      await page.evaluate(([src, allowed]) => {
        const frame = Object.assign(document.createElement('iframe'), { src, allow: allowed });
        document.body.replaceChildren(frame);
        return new Promise((resolve) => (frame.onload = resolve));
      }, [origin, allow]);
      const frame = page.frames().at(-1);
      await frame.evaluate(async () => {
        globalThis.ikd = await import('/ikd-verify/index.js');
      });
      return answerOf(frame);
    };
    assert.deepEqual(await answer(''), environment('camera_blocked_by_policy'));
    assert.equal(await answer('camera'), 'video');
  });

  test('tells that the person refused', async (t) => {
    const asking = await openChromium('--use-fake-device-for-media-stream', '--deny-permission-prompts');
    t.after(() => asking.close());
    assert.deepEqual(await answerOf(await openPage(asking, site)), environment('camera_denied', 'denied'));
  });

  test('R06 tells that there is none', async (t) => {
    const blind = await openChromium('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0');
    t.after(() => blind.close());
    assert.deepEqual(await answerOf(await openPage(blind, site)), environment('camera_missing'));
  });

  test('tells that the page is insecure', async (t) => {
    const remote = await openChromium('--host-resolver-rules=MAP insecure.example 127.0.0.1');
    t.after(() => remote.close());
    const origin = site.origin.replace('127.0.0.1', 'insecure.example');
    const page = await openPage(remote, { origin });
    assert.deepEqual(await answerOf(page), environment('insecure_context'));
    const outcome = await page.evaluate(async () => {
      const verifier = await ikd.createVerifier({ trustList: new Uint8Array(), roots: ['00'] });
      return verifier.verify('IKD1:', { now: 1 });
    });
    assert.deepEqual(outcome, environment('insecure_context'));
  });

  for (const [name, code] of Object.entries({
    NotReadableError: 'camera_in_use',
    AbortError: 'camera_in_use',
    NotFoundError: 'camera_missing',
    OverconstrainedError: 'camera_missing',
    NotAllowedError: 'camera_denied',
  })) {
    test(`R06 names ${name}`, async () => {
      assert.deepEqual(await answerTo(await watchedPage(browser, site), name), environment(code));
    });
  }

  for (const [message, reason] of Object.entries({
    'Permission denied': 'denied',
    'Permission denied by system': 'system',
    'Permission dismissed': 'dismissed',
    'The request is not allowed by the user agent or the platform in the current context.': undefined,
  })) {
    test(`tells who refused: ${reason ?? 'the browser does not say'}`, async () => {
      assert.deepEqual(await answerTo(await watchedPage(browser, site), 'NotAllowedError', message), environment('camera_denied', reason));
    });
  }

  test('knows an in-app browser by its refusal', async () => {
    const context = await browser.newContext({ userAgent: IN_APP });
    const page = await openPage(context, site);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    assert.deepEqual(await answerOf(page), environment('in_app_browser'));
  });

  test('asks for less where the camera cannot give much, until it can', async () => {
    const page = await watchedPage(browser, site);
    const sizes = await page.evaluate(async () => {
      const overconstrained = Object.assign(new DOMException('', 'OverconstrainedError'), { constraint: 'width' });
      camera.answer = (constraints) => (camera.asked.length < 3 ? Promise.reject(overconstrained) : camera.open(constraints));
      const opened = await ikd.openCamera();
      const { width, height } = opened;
      opened.close();
      return [camera.asked.map((size) => size.width?.ideal ?? null), width, height];
    });
    assert.deepEqual(sizes, [[1920, 1280, 640], 640, 480]);
  });

  test('R06 waits once for a camera that is just being let go, then asks for less, and says at last that it is in use', async () => {
    const page = await watchedPage(browser, site);
    const sizes = await page.evaluate(async () => {
      const widths = () => camera.asked.splice(0).map(({ width }) => width?.ideal ?? null);
      const busy = () => Promise.reject(new DOMException('', 'NotReadableError'));
      camera.answer = (constraints) => (camera.asked.length < 2 ? busy() : camera.open(constraints));
      const opened = await ikd.openCamera();
      const { width } = opened;
      opened.close();
      const released = widths();
      camera.answer = busy;
      const { code } = await ikd.openCamera({ lens: 'none' });
      return [released, width, widths(), code];
    });
    assert.deepEqual(sizes.slice(0, 2), [[1920, 1920], 1920]);
    // The lens that was wanted, and then any.
    const all = [1920, 1920, 1280, 640, null];
    assert.deepEqual(sizes.slice(2), [[...all, ...all], 'camera_in_use']);
  });

  test('stops what opens after it was called off', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      let opened;
      const late = new Promise((resolve) => {
        camera.answer = async (constraints) => {
          opened = camera.open(constraints);
          await opened;
          await new Promise((later) => setTimeout(later, 50));
          resolve();
          return opened;
        };
      });
      const control = new AbortController();
      const opening = ikd.openCamera({ signal: control.signal }).then(() => 'opened', (error) => error.name);
      control.abort();
      const answer = await opening;
      const early = opened && (await opened).active;
      await late;
      await new Promise((later) => setTimeout(later));
      const again = await ikd.openCamera({ signal: control.signal }).catch((error) => error.name);
      return [answer, early, (await opened).getTracks().map(({ readyState }) => readyState), camera.live(), again, camera.asked.length];
    });
    assert.deepEqual(seen, ['AbortError', true, ['ended'], 0, 'AbortError', 1]);
  });

  test('stops what it opened when it is called off between two lenses', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      const control = new AbortController();
      const { enumerateDevices } = MediaDevices.prototype;
      navigator.mediaDevices.enumerateDevices = () => {
        control.abort();
        return enumerateDevices.call(navigator.mediaDevices);
      };
      const name = await ikd.openCamera({ signal: control.signal }).catch((error) => error.name);
      return [name, camera.live()];
    });
    assert.deepEqual(seen, ['AbortError', 0]);
  });

  test('focuses by itself, and anew where it is asked to', async () => {
    const page = await watchedPage(browser, site);
    const modes = await page.evaluate(async () => {
      const { applyConstraints } = MediaStreamTrack.prototype;
      const applied = [];
      MediaStreamTrack.prototype.applyConstraints = async function apply(constraints) {
        await applyConstraints.call(this, constraints);
        applied.push(constraints.advanced[0].focusMode);
      };
      const opened = await ikd.openCamera();
      const first = applied.splice(0);
      await opened.refocus();
      opened.close();
      return [first, applied];
    });
    assert.deepEqual(modes, [['continuous'], ['manual', 'continuous']]);
  });

  test('lights the torch and zooms where the camera can, after the focus, and keeps what was set before', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      const none = await ikd.openCamera();
      await Promise.all([none.setTorch('on'), none.setZoom(2)]);
      const without = [none.torch, none.zoom];
      none.close();
      const applied = [];
      camera.answer = async (constraints) => {
        const stream = await camera.open(constraints);
        const [track] = stream.getVideoTracks();
        const { getCapabilities, getSettings } = track;
        // No fake camera has a torch or a zoom.
        track.getCapabilities = () => ({ ...getCapabilities.call(track), torch: true, zoom: { min: 0.5, max: 4 } });
        track.getSettings = () => ({ ...getSettings.call(track), zoom: 0.5, ...applied.at(-1) });
        track.applyConstraints = async ({ advanced }) => void applied.push(...advanced);
        return stream;
      };
      const opened = await ikd.openCamera();
      const states = [[opened.torch, opened.zoom.value]];
      for (const [torch, zoom] of [['on', 9], ['off', 0], ['off', 2]]) {
        await opened.setTorch(torch);
        await opened.setZoom(zoom);
        states.push([opened.torch, opened.zoom.value]);
      }
      opened.close();
      return { without, range: [opened.zoom.min, opened.zoom.max], states, first: applied.slice(0, 3) };
    });
    assert.deepEqual(seen, {
      without: [null, null],
      range: [0.5, 4],
      states: [['off', 1], ['on', 4], ['off', 0.5], ['off', 2]],
      first: [{ focusMode: 'continuous' }, { focusMode: 'continuous', zoom: 1 }, { focusMode: 'continuous', zoom: 1, torch: true }],
    });
  });

  test('keeps what a camera could do before it refused more', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      camera.answer = async (constraints) => {
        const stream = await camera.open(constraints);
        const [track] = stream.getVideoTracks();
        const { getCapabilities } = track;
        // It says that it has a torch, and has none.
        track.getCapabilities = () => ({ ...getCapabilities.call(track), torch: true });
        return stream;
      };
      const opened = await ikd.openCamera();
      await opened.setTorch('on');
      const { torch } = opened;
      opened.close();
      return torch;
    });
    assert.equal(seen, 'off');
  });

  test('works where the browser tells no capabilities', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      delete MediaStreamTrack.prototype.getCapabilities;
      delete InputDeviceInfo.prototype.getCapabilities;
      const opened = await ikd.openCamera();
      await Promise.all([opened.setTorch('on'), opened.setZoom(2), opened.refocus()]);
      const { torch, zoom, width, height, mirrored } = opened;
      opened.close();
      opened.close();
      return [torch, zoom, width, height, mirrored, camera.live()];
    });
    assert.deepEqual(seen, [null, null, 1920, 1080, false, 0]);
  });
});

describe('the lens in Chromium with three cameras', () => {
  let site, browser;
  before(async () => {
    const three = ['--use-fake-device-for-media-stream=device-count=3', '--use-fake-ui-for-media-stream'];
    [site, browser] = await Promise.all([openSite(), openChromium(...three)]);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  /** The same, where the cameras have these names. */
  async function named(...labels) {
    const page = await watchedPage(browser, site);
    await page.evaluate((names) => {
      const { enumerateDevices } = MediaDevices.prototype;
      navigator.mediaDevices.enumerateDevices = async () => {
        const inputs = (await enumerateDevices.call(navigator.mediaDevices)).filter(({ kind }) => kind === 'videoinput');
        return inputs.map(({ deviceId, kind }, at) => ({ deviceId, kind, label: names[at] }));
      };
    }, labels);
    return page;
  }

  test('is changed for a better one, after the first was stopped', async () => {
    const page = await named('camera2 1, facing front', 'camera2 2, facing back', 'camera2 0, facing back');
    const seen = await page.evaluate(async () => {
      const opened = await ikd.openCamera();
      const own = opened.stream.getVideoTracks()[0].label;
      return [opened.lens.label, opened.lens.facing, opened.mirrored, own, opened.lenses.map(({ label }) => label), camera.asked.map(({ live }) => live), camera.live()];
    });
    assert.deepEqual(seen, [
      'camera2 0, facing back', 'back', false, 'fake_device_2',
      ['camera2 0, facing back', 'camera2 2, facing back', 'camera2 1, facing front'],
      [0, 0], 1,
    ]);
  });

  test('stays where none is better, and a front one is shown mirrored', async () => {
    const page = await named('Front Camera', 'Front Ultra Wide Camera', 'OBS Virtual Camera');
    const seen = await page.evaluate(async () => {
      const { lens, mirrored } = await ikd.openCamera();
      return [lens.label, mirrored, camera.asked.length];
    });
    assert.deepEqual(seen, ['Front Camera', true, 1]);
  });

  test('is the one before when the better one cannot be opened', async () => {
    const page = await named('Front Camera', 'Back Camera', 'Back Ultra Wide Camera');
    const seen = await page.evaluate(async () => {
      const ids = (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId);
      camera.answer = (constraints) =>
        constraints.video.deviceId?.exact === ids[1] ? Promise.reject(new DOMException('', 'AbortError')) : camera.open(constraints);
      const { lens } = await ikd.openCamera();
      return [lens.label, camera.live(), camera.asked.every(({ live }) => live === 0)];
    });
    assert.deepEqual(seen, ['Back Ultra Wide Camera', 1, true]);
  });

  test('is the one that the host prefers, and then that of the last time, as long as it is there', async () => {
    const page = await watchedPage(browser, site);
    const seen = await page.evaluate(async () => {
      const open = async (options) => {
        const opened = await ikd.openCamera(options);
        opened.close();
        return opened;
      };
      const first = await open();
      const chosen = await open({ lens: first.lenses[2].id });
      const again = await open();
      const gone = await open({ lens: 'gone' });
      return [[first, chosen, again, gone].map(({ lens }) => lens.label), camera.asked.length, camera.live()];
    });
    assert.deepEqual(seen, [['fake_device_0', 'fake_device_2', 'fake_device_2', 'fake_device_0'], 5, 0]);
  });

  test('is tried again next time when another stood in for it', async () => {
    const page = await named('Front Camera', 'Back Camera', 'Front Ultra Wide Camera');
    const labels = await page.evaluate(async () => {
      const ids = (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId);
      const open = async () => {
        const opened = await ikd.openCamera();
        opened.close();
        return opened.lens.label;
      };
      camera.answer = (constraints) =>
        constraints.video.deviceId?.exact === ids[1] ? Promise.reject(new DOMException('', 'AbortError')) : camera.open(constraints);
      const first = await open();
      camera.answer = camera.open;
      return [first, await open()];
    });
    assert.deepEqual(labels, ['Front Camera', 'Back Camera']);
  });
});
