import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { openChromium } from '../support/chromium.mjs';
import { Person } from '../support/person.mjs';
import { openTrySite } from '../support/try_site.mjs';

const CANARY = /BUDI|3171011708950003/;

describe('<ikd-verify> in Chromium', () => {
  let site, optional, browser;
  before(async () => {
    [site, optional, browser] = await Promise.all([openTrySite(), openTrySite({ requests: { 'age-id': ageRequest() } }), openChromium('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream')]);
  });
  after(async () => {
    await browser.close();
    site.close();
    optional.close();
  });

  /** Runs `work` with a person; whatever the browser complains of fails the test. */
  async function withPerson(work, at = site) {
    const room = await browser.newContext({ permissions: ['camera'] });
    const complaints = [];
    room.on('console', (message) => complaints.push(message.text()));
    room.on('weberror', (error) => complaints.push(error.error().message));
    const page = await room.newPage();
    try {
      await work(await Person.at(page, at.origin), page);
      assert.deepEqual(complaints, []);
    } finally {
      await room.close();
    }
  }

  const asked = (path) => site.asked.filter((line) => line.endsWith(path)).length;

  test('two lines of HTML and three of server give a verified credential', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.press('simulate');
      await person.reaches('consent');
      assert.doesNotMatch(await page.evaluate(() => phone.element().shadowRoot.textContent), CANARY);
      await person.press('share');
      await person.reaches('done');
      const result = await person.result();
      assert.deepEqual([result.outcome, result.source, result.capture, result.shared], ['verified', 'ikd', 'text', ['nik', 'nama']]);
      assert.match(result.receipt.receipt.receipt_metadata.receipt_id, /^\w{16,}$/);
      assert.doesNotMatch(JSON.stringify(result), CANARY);
      assert.deepEqual(await page.$$eval('[data-shared]', (rows) => rows.map((row) => row.dataset.shared)), ['nik', 'nama']);
    }));

  test('reads a code by the camera, and stops the camera at once', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.opensCamera();
      await person.shows();
      await person.reaches('consent');
      assert.deepEqual(await page.evaluate(() => [phone.streams.length, phone.live()]), [1, 0]);
      await person.press('share');
      assert.equal((await person.result()).capture, 'camera');
    }));

  test('hints at what would help, and goes on to the good code', () =>
    withPerson(async (person, page) => {
      const hinted = (name) => page.waitForSelector(`[data-hint=${name}]`);
      await person.agrees();
      await person.opensCamera();
      await person.shows({ age: 400 });
      await hinted('expired');
      await page.evaluate(() => phone.show([phone.mint(), phone.mint({ fault: 'tampered' })]));
      await hinted('several');
      await page.evaluate(() => phone.canvas.getContext('2d').fillRect(0, 0, phone.canvas.width, phone.canvas.height));
      await hinted('too_dark');
      await page.evaluate(async () => phone.show([await phone.element().running.symbol('https://example.org/another')], 6));
      await hinted('foreign');
      assert.match(await page.textContent('[data-hint=foreign]'), /alamat web/);
      await person.shows();
      await person.reaches('consent');
    }));

  for (const [fault, code] of Object.entries({ tampered: 'signature_invalid', unknown_issuer: 'issuer_unknown', wrong_audience: 'audience_mismatch', wrong_nonce: 'nonce_mismatch' })) {
    test(`${fault} ends with ${code}, and the camera is off`, () =>
      withPerson(async (person, page) => {
        await person.agrees();
        await person.opensCamera();
        await person.shows({ fault });
        await person.reaches('failed');
        assert.equal(await person.code(), code);
        assert.equal(await page.evaluate(() => phone.live()), 0);
        await person.press('retry');
        await person.reaches('challenge');
      }));
  }

  test('Q08 the code that is shared is the code that was scanned, whatever is shown since; shown again it is replayed', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.opensCamera();
      await page.evaluate(() => phone.show([(phone.old = phone.mint())]));
      await person.reaches('consent');
      await person.shows({ fault: 'tampered' });
      await person.press('share');
      await person.reaches('done');
      await person.press('restart');
      await person.agrees();
      await page.evaluate(() => phone.show([phone.old]));
      await person.press('camera');
      await person.reaches('failed');
      assert.equal(await person.code(), 'replayed');
    }));

  test('P05 less than was signed is asked of the wallet anew', () =>
    withPerson(
      async (person, page) => {
        await person.reaches('asking');
        await page.check('input[name=usia_18]');
        await person.agrees();
        assert.deepEqual(await page.evaluate(() => phone.fields), ['nama', 'usia_18']);
        await person.press('simulate');
        await person.reaches('consent');
        await page.uncheck('input[name=usia_18]');
        await person.press('share');
        await person.reaches('challenge');
        await page.evaluate(() => phone.listen());
        assert.deepEqual(await page.evaluate(() => phone.fields), ['nama']);
        await person.press('simulate');
        await person.press('share');
        assert.deepEqual((await person.result()).shared, ['nama']);
      },
      optional,
    ));

  for (const state of ['asking', 'challenge', 'camera', 'consent']) {
    test(`refusing while ${state} sends nothing`, () =>
      withPerson(async (person) => {
        const before = asked('/verify');
        if (state === 'asking') await person.reaches('asking');
        else await person.agrees();
        if (state === 'camera') await person.opensCamera();
        if (state === 'consent') await person.press('simulate');
        await person.press(state === 'consent' ? 'decline' : 'refuse');
        await person.reaches('failed');
        assert.equal((await person.result()).code, 'consent_refused');
        assert.equal(asked('/verify'), before);
      }));
  }

  for (const [name, mimeType, make] of [['a picture', 'image/png', png], ['a PDF', 'application/pdf', pdf]]) {
    test(`${name} is read, and said to count for less than a camera`, () =>
      withPerson(async (person, page) => {
        await person.agrees();
        const buffer = await make(page);
        await page.click('summary');
        await page.setInputFiles('input[type=file]', { name: 'code', mimeType, buffer });
        await person.reaches('consent');
        assert.match(await page.textContent('[data-step=consent] .notice'), /gambar/);
        await person.press('share');
        assert.equal((await person.result()).capture, 'picture');
      }));
  }

  test('a file without a code is no end: the other ways stay', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await page.click('summary');
      await page.setInputFiles('input[type=file]', { name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
      await page.waitForSelector('[data-step=paused] [data-code=frame_invalid]');
      await page.click('summary');
      await page.setInputFiles('input[type=file]', { name: 'code.png', mimeType: 'image/png', buffer: await png(page) });
      await person.reaches('consent');
    }));

  test('a hand scanner that types is taken, and a person who types is not', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      const text = await page.evaluate(() => phone.mint().text);
      await page.keyboard.type('IKD1:A', { delay: 400 });
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => phone.element().running.state.name), 'challenge');
      await page.evaluate((text) => {
        for (const key of [...text, 'Enter']) document.dispatchEvent(new KeyboardEvent('keydown', { key }));
      }, text);
      await person.reaches('consent');
    }));

  test('a wallet on the same device comes back in a new tab, and the tab that asked goes on', () =>
    withPerson(async (person, page) => {
      await page.evaluate(() => phone.element().setAttribute('wallet', 'https://wallet.example/'));
      await person.agrees();
      const link = new URL(await page.getAttribute('[data-action=wallet]', 'href'));
      const [back, text] = [new URLSearchParams(link.hash.slice(1)).get('return'), await page.evaluate(() => phone.mint().text)];
      const other = await page.context().newPage();
      await other.goto(`${back}#ikd=${encodeURIComponent(text)}`);
      await other.waitForSelector('[part=returned]');
      assert.equal(other.url(), back);
      await person.reaches('consent');
      assert.match(await page.textContent('[data-step=consent] .notice'), /teks/);
    }));

  test('a wallet that comes back when nobody waits any more finds a new beginning', () =>
    withPerson(async (person, page) => {
      await person.reaches('asking');
      const other = await page.context().newPage();
      await other.goto(`${site.origin}/#ikd=IKD1%3AX&other=kept`);
      await other.waitForSelector('[data-step=asking]');
      assert.equal(other.url(), `${site.origin}/#other=kept`);
    }));

  test('where the page may not use the camera without asking, a primer comes first, with the browser’s own button where it has one', () =>
    withPerson(async (person, page) => {
      await page.context().clearPermissions();
      await page.evaluate(() => (navigator.permissions.query = async () => ({ state: 'prompt' })));
      await person.agrees();
      await person.press('camera');
      await person.reaches('priming');
      assert.equal(await page.evaluate(() => phone.streams.length), 0);
      const own = await page.evaluate(() => ('HTMLUserMediaElement' in globalThis ? 1 : 0));
      assert.equal(await page.locator('[part=browser-button]').count(), own);
      await person.press('allow');
      await person.shows();
      await person.reaches('consent');
    }));

  test('a challenge that nobody answers is renewed by itself', () =>
    withPerson(async (person, page) => {
      await page.evaluate(() => {
        const real = globalThis.setTimeout;
        globalThis.setTimeout = (work, wait, ...rest) => real(work, wait > 60_000 ? 1000 : wait, ...rest);
      });
      await person.agrees();
      const first = await page.evaluate(() => phone.text);
      await page.waitForFunction((first) => ![undefined, first].includes(phone.element().shadowRoot.querySelector('[data-challenge]')?.dataset.challenge), first);
    }));

  test('R06 a denied camera leaves every other way, and a camera that comes is tried', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await page.evaluate(() => {
        phone.real = navigator.mediaDevices.getUserMedia;
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
      });
      await person.press('camera');
      await page.waitForSelector('[data-step=paused] [data-code=camera_missing]');
      await page.click('summary');
      assert.equal(await page.locator('.way').count(), 3);
      await page.evaluate(() => {
        navigator.mediaDevices.getUserMedia = phone.real;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      });
      await person.shows();
      await person.reaches('consent');
    }));

  test('R06 a hidden page has no camera; shown again, it looks on', () =>
    withPerson(async (person, page) => {
      const visibility = (state) =>
        page.evaluate((state) => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state);
      await person.agrees();
      await person.opensCamera();
      await person.reaches('searching');
      await visibility('hidden');
      await person.reaches('paused');
      assert.equal(await page.evaluate(() => phone.live()), 0);
      await visibility('visible');
      await person.reaches('searching');
      assert.deepEqual(await page.evaluate(() => [phone.streams.length, phone.live()]), [2, 1]);
      await person.shows();
      await person.reaches('consent');
    }));

  test('stop ends everything in any state, at any time, and it can begin again', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.opensCamera();
      const ended = page.evaluate(() => phone.element().running.start());
      await page.evaluate(() => [phone.element().stop(), phone.element().stop()]);
      assert.deepEqual(await ended, { outcome: 'stopped' });
      await page.waitForTimeout(300);
      assert.equal(await page.evaluate(() => phone.live()), 0);
      void page.evaluate(() => void phone.element().start());
      await person.agrees();
      await person.press('simulate');
      await person.reaches('consent');
    }));

  test('an end is told once, however often it was begun', () =>
    withPerson(async (person, page) => {
      await page.evaluate(() => {
        phone.told = 0;
        document.addEventListener('ikd-verified', () => (phone.told += 1));
        phone.ends = Promise.all([phone.element().start(), phone.element().start(), phone.element().running.start()]);
      });
      await person.agrees();
      await person.press('simulate');
      await person.press('share');
      await person.reaches('done');
      const ends = await page.evaluate(() => phone.ends);
      assert.deepEqual(ends.map(({ outcome }) => outcome), ['verified', 'verified', 'verified']);
      assert.equal(await page.evaluate(() => phone.told), 1);
    }));

  test('an element that is taken off the page stops; one that is moved goes on', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.opensCamera();
      await person.reaches('searching');
      await page.evaluate(() => document.body.append(phone.element()));
      assert.equal(await page.evaluate(() => phone.element().running.state.name), 'searching');
      assert.equal(await page.evaluate(async () => (phone.element().remove(), await null, phone.live())), 0);
    }));

  test('the receipt is kept as JSON, and printed from a window of its own that a strict policy lets be', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.press('simulate');
      await person.press('share');
      const { receipt } = await person.result();
      const [download] = await Promise.all([page.waitForEvent('download'), person.press('save')]);
      const id = receipt.receipt.receipt_metadata.receipt_id;
      assert.equal(download.suggestedFilename(), `ikd-${id}.json`);
      assert.deepEqual(JSON.parse(await text(await download.createReadStream())), receipt);
      const [paper] = await Promise.all([page.waitForEvent('popup'), person.press('print')]);
      await paper.waitForSelector('[data-receipt]');
      assert.match(await paper.title(), new RegExp(id));
      assert.equal(await paper.evaluate(() => getComputedStyle(document.querySelector('dl')).display), 'grid');
      assert.doesNotMatch(await paper.textContent('body'), CANARY);
    }));

  test('another device gets the link to this page as a code that any scanner reads', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await page.click('summary');
      await page.waitForSelector('.way canvas.symbol');
      const read = await page.evaluate(() => {
        const { width, height } = document.querySelector('ikd-verify').shadowRoot.querySelector('.way canvas.symbol');
        const picture = document.querySelector('ikd-verify').shadowRoot.querySelector('.way canvas.symbol').getContext('2d').getImageData(0, 0, width, height);
        return phone.sandbox.readCode(picture);
      });
      assert.equal(read, `${site.origin}/`);
    }));

  test('who cannot see the picture is led by tones, by the phone’s buzz, and by words', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await page.evaluate(() => {
        phone.felt = [];
        phone.heard = 0;
        navigator.vibrate = (pattern) => phone.felt.push(pattern);
        const { createOscillator } = AudioContext.prototype;
        AudioContext.prototype.createOscillator = function () {
          phone.heard += 1;
          return createOscillator.call(this);
        };
      });
      await person.opensCamera();
      await page.evaluate(() => phone.show([phone.mint({ fault: 'expired', age: 400 })], 4));
      await page.waitForSelector('[data-hint=expired]');
      assert.deepEqual(await page.evaluate(() => [phone.felt.length, phone.heard]), [0, 0]);
      await person.press('aim');
      await page.waitForFunction(() => phone.felt.length > 1 && phone.heard > 1);
      const way = () => page.evaluate(() => phone.element().shadowRoot.querySelector('[data-step=camera] [role=status]').textContent);
      assert.match(await way(), /ponsel|tahan/);
      await person.press('aim');
      assert.equal(await page.getAttribute('[data-action=aim]', 'aria-pressed'), 'false');
    }));

  test('the language changes on the way, and a word of the host’s own stands', () =>
    withPerson(async (person, page) => {
      await person.reaches('asking');
      await page.evaluate(() => (phone.element().words = { 'ask.agree': 'Go!' }));
      await person.press('language');
      await page.waitForFunction(() => /asks for your data/.test(phone.element().shadowRoot.querySelector('h2')?.textContent));
      assert.equal(await page.textContent('[data-action=agree]'), 'Go!');
      assert.match(await page.textContent('[part=terms]'), /Trying out/);
    }));

  test('the keyboard alone is enough, and the focus goes where the step begins', () =>
    withPerson(async (person, page) => {
      await person.reaches('asking');
      const reach = async (action) => {
        for (let presses = 0; presses < 30; presses += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate((action) => phone.element().shadowRoot.activeElement?.dataset.action === action, action)) return page.keyboard.press('Enter');
        }
        throw new Error(`${action} is not reached by the keyboard`);
      };
      await reach('agree');
      await person.reaches('challenge');
      assert.equal(await page.evaluate(() => phone.element().shadowRoot.activeElement?.tagName), 'H2');
      await reach('simulate');
      await person.reaches('consent');
      await reach('share');
      await person.reaches('done');
      assert.equal(await page.evaluate(() => phone.element().shadowRoot.activeElement?.tagName), 'H2');
    }));

  test('R09 nothing is stored, and nothing but the package and the backend is asked for', () =>
    withPerson(async (person, page) => {
      const origins = new Set();
      page.on('request', (request) => origins.add(new URL(request.url()).origin));
      await person.agrees();
      await person.press('simulate');
      await person.press('share');
      await person.reaches('done');
      const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length, document.cookie]);
      assert.deepEqual(stored, [0, 0, 0, 0, '']);
      assert.deepEqual([...origins], [site.origin]);
    }));

  test('a backend that is away is said, and another try goes through', () =>
    withPerson(async (person, page) => {
      await person.agrees();
      await person.press('simulate');
      await person.reaches('consent');
      await page.route('**/verify', (route) => route.fulfill({ body: '<!doctype html>bad gateway' }));
      await person.press('share');
      await person.reaches('failed');
      assert.equal(await person.code(), 'backend_unreachable');
      await page.unroute('**/verify');
      await person.press('retry');
      await person.reaches('challenge');
    }));
});

/** A request with an optional field. */
function ageRequest() {
  const field = (name, required) => ({ name, required, relevance: `Mengapa ${name}` });
  return {
    language: 'id',
    relyingParty: { id: 'https://sandbox.example', name: 'Toko', privacyUrl: 'https://sandbox.example/p', contact: 'toko@sandbox.example' },
    document: 'ktp', purpose: 'Mencoba', legalBasis: 'consent', fields: [field('nama', true), field('usia_18', false)],
    retention: 'P1D', processingPeriod: 'P1D', rights: 'toko@sandbox.example',
  };
}

/** A picture of a phone's screen with a code. */
async function png(page) {
  return Buffer.from(await page.evaluate(() => phone.show([phone.mint()]).toDataURL().split(',')[1]), 'base64');
}

/** A PDF with the same as its one grey picture. */
async function pdf(page) {
  const { width, height, luma } = await page.evaluate(() => {
    const { width, height } = phone.show([phone.mint()]);
    const { data } = phone.canvas.getContext('2d').getImageData(0, 0, width, height);
    return { width, height, luma: [...data].filter((_, at) => at % 4 === 0) };
  });
  const data = deflateSync(Uint8Array.from(luma));
  const head = `%PDF-1.4\n1 0 obj\n<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${data.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream\nendobj\n%%EOF\n')]);
}
