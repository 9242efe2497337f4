// Both pages in a real browser at phone size: the wallet answers the bank's challenge, and its code is handed over as a picture.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { bankServer } from '../bank-onboarding/server.mjs';
import { listen } from '../http_server.mjs';
import { walletServer } from '../wallet/server.mjs';

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, reducedMotion: 'reduce' };
const servers = [];
let addresses;
let browser;

before(async () => {
  const wallet = walletServer();
  const walletAddress = await listen(wallet, 0);
  const bank = await bankServer({ audience: 'https://bank.example', wallet: walletAddress });
  addresses = { wallet: walletAddress, bank: await listen(bank, 0) };
  servers.push(bank, wallet);
  const args = ['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  browser = await chromium.launch({ executablePath, args });
});

after(async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Runs `work` with a phone; any complaint of the browser, or a request to another host, fails the test. */
async function withPhone(work, settings = {}) {
  const context = await browser.newContext({ ...PHONE, ...settings });
  const complaints = [];
  context.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'blob:' && hostname !== '127.0.0.1') complaints.push(`request to ${hostname}`);
  });
  context.setDefaultTimeout(30_000);
  try {
    await work(context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Waits for a step of either page; another end than the wanted one is told by its code at once. */
async function reach(page, step) {
  const main = await page.waitForSelector(`main[data-step=${step}],main[data-step=rejected]`);
  const found = await main.getAttribute('data-step');
  assert.equal(found, step, found === 'rejected' ? await page.getAttribute('[data-code]', 'data-code') : found);
  const mark = await page.evaluate(() => [document.querySelector('.sandbox strong')?.textContent, getComputedStyle(document.body, '::after').backgroundImage]);
  assert.match(mark.join(' '), /^SANDBOX url\(.*sandbox\.svg/, `the watermark of "${step}"`);
}

async function openBank(context, choices = []) {
  const bank = await context.newPage();
  await bank.goto(addresses.bank);
  await reach(bank, 'ask');
  for (const name of choices) await bank.check(`input[name=${name}]`);
  await bank.click('[data-action=next]');
  await reach(bank, 'challenge');
  return bank;
}

/** The wallet with the challenge that the bank page shows, in a page that is open already or in a new one. */
async function openWallet(context, bank, open) {
  const link = await bank.getAttribute('[data-action=wallet]', 'href');
  const wallet = open ?? (await context.newPage());
  if (open) await wallet.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  else await wallet.goto(link);
  await reach(wallet, 'request');
  return wallet;
}

/** The wallet agrees; a picture of its code. */
async function walletAnswers(context, bank, { choices = [], mode = 'minted' } = {}) {
  const wallet = await openWallet(context, bank);
  await wallet.check(`[data-action=mode-${mode}]`);
  for (const name of choices) await wallet.check(`input[name=${name}]`);
  await wallet.click('[data-action=present]');
  await reach(wallet, 'code');
  const picture = await symbolOf(wallet);
  await wallet.close();
  return picture;
}

function symbolOf(wallet) {
  return wallet.locator('canvas.symbol').screenshot();
}

/** A click without the wait for an element that holds still. */
function press(page, button) {
  return page.dispatchEvent(button, 'click');
}

/** What the wallet shows when one of its trials is pressed, and what it says must come of it. */
async function tries(wallet, button) {
  if ((await wallet.getAttribute('main', 'data-step')) === 'request') await press(wallet, '[data-action=present]');
  await press(wallet, button);
  await wallet.waitForSelector(`${button}[aria-pressed=true]`);
  const says = wallet.locator('[data-expect]');
  return { picture: await symbolOf(wallet), expected: (await says.count()) ? await says.getAttribute('data-expect') : 'verified' };
}

/** What the bank page makes of a picture: the code it shows, or 'verified'. */
async function answerOf(bank, picture) {
  await showPicture(bank, picture);
  const main = await bank.waitForSelector('main[data-step=offer],main[data-step=rejected]');
  if ((await main.getAttribute('data-step')) === 'offer') return 'verified';
  return bank.getAttribute('[data-code]', 'data-code');
}

/** From any end, or from an offer that is refused, to a new challenge. */
async function again(bank) {
  if (await bank.locator('main[data-step=offer]').count()) await press(bank, '[data-action=refuse]');
  await press(bank, '[data-action=retry],[data-action=restart]');
  const main = await bank.waitForSelector('main[data-step=ask],main[data-step=challenge]');
  if ((await main.getAttribute('data-step')) === 'ask') await press(bank, '[data-action=next]');
  await reach(bank, 'challenge');
}

async function showPicture(bank, picture) {
  await press(bank, '[data-action=camera]');
  await reach(bank, 'camera');
  await bank.setInputFiles('input[type=file]', { name: 'code.png', mimeType: 'image/png', buffer: picture });
}

test('a customer shares, and sees what the bank received', () =>
  withPhone(async (context) => {
    const bank = await openBank(context, ['pekerjaan']);
    const picture = await walletAnswers(context, bank, { choices: ['pekerjaan'] });
    await showPicture(bank, picture);
    await reach(bank, 'offer');
    assert.equal(await bank.locator('[data-offered]').count(), 9);
    assert.equal(await bank.locator('[data-released]').count(), 0);
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
    assert.equal(await bank.locator('[data-released]').count(), 9);
    assert.match(await bank.locator('[data-released=nik] bdi').textContent(), /^\d{4}•{8}\d{4}$/);
    await bank.click('[data-released=nik] button');
    assert.match(await bank.locator('[data-released=nik] bdi').textContent(), /^\d{16}$/);
    assert.match(await bank.locator('main').textContent(), /Apakah NIK masih aktif hari ini/);
    const kept = await bank.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual(kept, [0, 0, '']);
  }));

test('to share less, the wallet is asked again for less', () =>
  withPhone(async (context) => {
    const bank = await openBank(context, ['pekerjaan']);
    const first = await walletAnswers(context, bank, { choices: ['pekerjaan'] });
    await showPicture(bank, first);
    await bank.uncheck('main[data-step=offer] input[name=pekerjaan]');
    await bank.click('[data-action=share]');
    await bank.waitForSelector('main[data-step=challenge] .notice');
    const second = await walletAnswers(context, bank);
    await showPicture(bank, second);
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
    assert.equal(await bank.locator('[data-released]').count(), 8);
    assert.equal(await bank.locator('[data-released=pekerjaan]').count(), 0);
  }));

test('to refuse sends nothing, and leaves another way', () =>
  withPhone(async (context) => {
    const bank = await openBank(context);
    const posted = [];
    bank.on('request', (request) => posted.push(new URL(request.url()).pathname));
    const picture = await walletAnswers(context, bank);
    await showPicture(bank, picture);
    await reach(bank, 'offer');
    await bank.click('[data-action=refuse]');
    await reach(bank, 'refused');
    assert.ok(posted.includes('/api/seen'));
    assert.ok(!posted.includes('/api/verify'));
  }));

const FAULTS = ['expired', 'revoked', 'tampered', 'unknown_issuer', 'wrong_audience', 'wrong_nonce', 'replayed'];
const SD_FAULTS = [...FAULTS, 'wrong_holder', 'forged_disclosure'];
const DRAWINGS = ['dense', 'low_contrast', 'mirrored'];

for (const [mode, faults] of [['minted', FAULTS], ['sd', SD_FAULTS]]) {
  test(`in mode ${mode}, each trial of the wallet gets the answer that the wallet names`, () =>
    withPhone(async (context) => {
      const bank = await openBank(context);
      let wallet = await openWallet(context, bank);
      await wallet.check(`[data-action=mode-${mode}]`);
      await wallet.click('[data-action=present]');
      const offered = await wallet.$$eval('[data-trial]', (buttons) => buttons.map((button) => button.dataset.trial));
      assert.deepEqual(offered.sort(), ['none', ...faults, ...DRAWINGS].sort());
      const phones = mode === 'sd' ? ['[data-phone=revoked]', '[data-phone=none]'] : [];
      const buttons = [...offered.filter((name) => name !== 'replayed').map((name) => `[data-trial=${name}]`), ...phones];
      for (const button of buttons) {
        const { picture, expected } = await tries(wallet, button);
        assert.equal(await answerOf(bank, picture), expected, button);
        await again(bank);
        wallet = await openWallet(context, bank, wallet);
      }
      const { picture, expected } = await tries(wallet, '[data-trial=replayed]');
      assert.equal(await answerOf(bank, picture), 'verified');
      await bank.click('[data-action=share]');
      await reach(bank, 'done');
      await again(bank);
      assert.equal(await answerOf(bank, picture), expected);
    }));
}

test("from the phone's own credential, the same fields go out, and what is always visible is said", () =>
  withPhone(async (context) => {
    const bank = await openBank(context, ['pekerjaan']);
    const wallet = await openWallet(context, bank);
    assert.equal(await wallet.locator('[data-visible],[data-unasked]').count(), 0);
    assert.equal(await wallet.locator('input[name=pekerjaan]:checked').count(), 0);
    await wallet.check('[data-action=mode-sd]');
    assert.equal(await wallet.evaluate(() => document.activeElement.value), 'sd');
    assert.equal(await wallet.locator('[data-visible=kewarganegaraan] input:checked:disabled').count(), 1);
    assert.equal(await wallet.getAttribute('[data-unasked]', 'data-unasked'), 'berlaku_hingga');
    await wallet.check('input[name=pekerjaan]');
    await wallet.click('[data-action=present]');
    await showPicture(bank, await symbolOf(wallet));
    await reach(bank, 'offer');
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
    assert.equal(await bank.locator('[data-released]').count(), 9);
    assert.equal(await bank.locator('[data-released=berlaku_hingga]').count(), 0);
    await bank.click('summary');
    assert.equal(await bank.locator('[data-level=holderBinding]').innerText(), 'kunci di perangkat pemegang');
    assert.equal(await bank.locator('[data-level=status]').innerText(), 'berlaku');
  }));

test('a picture without a code is explained', () =>
  withPhone(async (context) => {
    const bank = await openBank(context);
    await showPicture(bank, await bank.locator('h1').screenshot());
    await reach(bank, 'rejected');
    assert.ok((await bank.getAttribute('[data-code]', 'data-code')).length > 0);
  }));

test('without a camera the page says so and goes on by another way', () =>
  withPhone(async (context) => {
    await context.addInitScript(() => {
      if (globalThis.MediaDevices) MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    const bank = await openBank(context);
    await bank.click('[data-action=camera]');
    await reach(bank, 'rejected');
    assert.equal(await bank.getAttribute('[data-code]', 'data-code'), 'camera_missing');
    await bank.click('[data-action=retry]');
    await bank.waitForSelector('main[data-step=challenge]');
  }));

test('the camera goes off when the customer goes back', () =>
  withPhone(async (context) => {
    await context.addInitScript(() => {
      if (!globalThis.MediaDevices) return;
      const ask = MediaDevices.prototype.getUserMedia;
      globalThis.tracks = [];
      MediaDevices.prototype.getUserMedia = async function (wish) {
        const stream = await ask.call(this, wish);
        globalThis.tracks.push(...stream.getTracks());
        return stream;
      };
    });
    const bank = await openBank(context);
    await bank.click('[data-action=camera]');
    await bank.waitForFunction(() => globalThis.tracks.length === 1);
    await bank.click('[data-action=back]');
    await bank.waitForFunction(() => globalThis.tracks.every((track) => track.readyState === 'ended'));
  }));

test('nothing optional is ticked, English is complete, and the wallet refuses garbage', () =>
  withPhone(async (context) => {
    const bank = await context.newPage();
    await bank.goto(addresses.bank);
    await reach(bank, 'ask');
    assert.equal(await bank.locator('input:checked').count(), 0);
    await bank.click('[data-action=language]');
    await bank.waitForFunction(() => document.querySelector('main h1')?.textContent.startsWith('Open an account'));
    assert.equal(await bank.getAttribute('html', 'lang'), 'en');
    assert.match(await bank.locator('main').textContent(), /Open a savings account/);
    assert.doesNotMatch(await bank.locator('body').innerText(), /\[\w+\.[\w.]+\]/);
    const wallet = await context.newPage();
    await wallet.goto(addresses.wallet);
    await wallet.fill('textarea', 'hello');
    await wallet.click('[data-action=paste]');
    assert.ok(await wallet.getAttribute('[role=alert]', 'data-code'));
  }));

test('a challenge cannot put markup on the page of the wallet, and the page does not scroll sideways', () =>
  withPhone(async (context) => {
    const wallet = await context.newPage();
    await wallet.goto(`${addresses.wallet}/#challenge=${encodeURIComponent('IKDQ1:<img src=x onerror=alert(1)>')}`);
    await wallet.waitForSelector('[role=alert]');
    assert.equal(await wallet.locator('img[src=x]').count(), 0);
    const bank = await openBank(context);
    for (const page of [wallet, bank]) {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
  }));
