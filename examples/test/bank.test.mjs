// The bank's page in Chromium at phone size, with the sandbox's wallet and with each trial of the wallet example, handed over as a picture.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bankServer } from '../bank-onboarding/server.mjs';
import { walletServer } from '../wallet/server.mjs';
import { assertClean, listenAll, openPhones, press, reach, shareBySandbox } from './phone.mjs';

const FAULTS = ['expired', 'revoked', 'tampered', 'unknown_issuer', 'wrong_audience', 'wrong_nonce', 'replayed'];
const SD_FAULTS = [...FAULTS, 'wrong_holder', 'forged_disclosure'];
const DRAWINGS = ['dense', 'low_contrast', 'mirrored'];
const closings = [];
let addresses;
let withPhone;

before(async () => {
  const wallet = await listenAll({ wallet: walletServer() });
  const bank = await listenAll({ bank: await bankServer({ audience: 'https://bank.example', wallet: wallet.addresses.wallet }) });
  addresses = { ...wallet.addresses, ...bank.addresses };
  const phones = await openPhones();
  ({ withPhone } = phones);
  closings.push(phones.close, bank.close, wallet.close);
});

after(async () => {
  for (const close of closings) await close();
});

async function openBank(context, choices = []) {
  const bank = await context.newPage();
  await bank.goto(addresses.bank);
  await reach(bank, 'asking');
  for (const name of choices) await bank.check(`[data-asked=${name}] input`);
  await bank.click('[data-action=agree]');
  await reach(bank, 'challenge');
  return bank;
}

/** The wallet with the challenge that the bank's page shows: by its link, or in a page that is open already. */
async function openWallet(context, bank, open) {
  const link = new URL(await bank.getAttribute('a[data-action=wallet]', 'href'));
  const wallet = open ?? (await context.newPage());
  if (open) await wallet.evaluate((hash) => (location.hash = hash), link.hash);
  else await wallet.goto(link.href);
  await wallet.waitForSelector('[data-step=request]');
  return wallet;
}

const symbolOf = (wallet) => wallet.locator('canvas.symbol').screenshot();

/** The wallet agrees; a picture of its code. */
async function walletAnswers(context, bank, { choices = [], mode = 'minted' } = {}) {
  const wallet = await openWallet(context, bank);
  await wallet.check(`[data-action=mode-${mode}]`);
  for (const name of choices) await wallet.check(`input[name=${name}]`);
  await wallet.click('[data-action=present]');
  await wallet.waitForSelector('[data-step=code]');
  const picture = await symbolOf(wallet);
  await wallet.close();
  return picture;
}

/** What the wallet shows when one of its trials is pressed, and what it says must come of it. */
async function tries(wallet, button) {
  if ((await wallet.getAttribute('[data-step]', 'data-step')) === 'request') await press(wallet, '[data-action=present]');
  await press(wallet, button);
  await wallet.waitForSelector(`${button}[aria-pressed=true]`);
  const says = wallet.locator('[data-expect]');
  return { picture: await symbolOf(wallet), expected: (await says.count()) ? await says.getAttribute('data-expect') : 'verified' };
}

function showPicture(bank, picture) {
  return bank.setInputFiles('input[type=file]', { name: 'code.png', mimeType: 'image/png', buffer: picture });
}

/** What the bank's page makes of a picture: the code that it shows, or 'verified'. */
async function answerOf(bank, picture) {
  await showPicture(bank, picture);
  const screen = await bank.waitForSelector('[data-step=consent],[data-step=failed],[data-step=paused]');
  if ((await screen.getAttribute('data-step')) === 'consent') return 'verified';
  return bank.getAttribute('[data-code]', 'data-code');
}

/** Another session: one may not call so often as all trials together do. */
async function visitAnew(context, bank) {
  await context.clearCookies();
  await bank.close();
  return openBank(context);
}

/** From the end to a new challenge of the same session. */
async function again(bank) {
  await press(bank, '[data-action=restart]');
  await reach(bank, 'asking');
  await press(bank, '[data-action=agree]');
  await reach(bank, 'challenge');
}

test('a wallet on the same device sends its code back, and the page that asked goes on', () =>
  withPhone(async (context) => {
    const bank = await openBank(context);
    const wallet = await openWallet(context, bank);
    await wallet.click('[data-action=present]');
    await wallet.waitForSelector('[data-step=code]');
    const [back] = await Promise.all([context.waitForEvent('page'), wallet.click('[data-action=return]')]);
    await back.waitForSelector('[part=returned]');
    assert.equal(new URL(back.url()).hash, '');
    await reach(bank, 'consent');
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
  }));

test('a customer shares, and sees what the bank received, with the NIK masked and the place of the face match', () =>
  withPhone(async (context) => {
    const bank = await context.newPage();
    await bank.goto(addresses.bank);
    await reach(bank, 'asking');
    assert.equal(await bank.locator('input:checked').count(), 0);
    await assertClean(bank, 'asking');
    const lines = await bank.evaluate(() => [document.querySelector('.bar'), document.querySelector('ikd-verify').shadowRoot.querySelector('.fields')].map((node) => getComputedStyle(node).borderBottomColor));
    assert.equal(lines[0], lines[1], "the element's lines have the colour of the bank's");
    await bank.check('[data-asked=pekerjaan] input');
    await bank.click('[data-action=agree]');
    await reach(bank, 'challenge');
    await assertClean(bank, 'challenge');
    await showPicture(bank, await walletAnswers(context, bank, { choices: ['pekerjaan'] }));
    await reach(bank, 'consent');
    assert.equal(await bank.locator('[data-offered]').count(), 9);
    assert.equal(await bank.locator('[data-released]').count(), 0);
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
    assert.equal(await bank.locator('[data-released]').count(), 9);
    const nik = bank.locator('[data-released=nik] bdi');
    assert.match(await nik.textContent(), /^\d{4}•{8}\d{4}$/);
    await assertClean(bank, 'done');
    await bank.click('[data-released=nik] button');
    assert.match(await nik.textContent(), /^\d{16}$/);
    assert.ok(await bank.locator('[data-place=face-match]').isVisible());
    assert.ok(await bank.locator('[data-receipt]').isVisible());
    assert.equal(await bank.getAttribute('[data-step-number="2"]', 'aria-current'), 'step');
    assert.deepEqual(await bank.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  }));

test('to share less, the wallet is asked again for less', () =>
  withPhone(async (context) => {
    const bank = await openBank(context, ['pekerjaan']);
    await showPicture(bank, await walletAnswers(context, bank, { choices: ['pekerjaan'] }));
    await bank.uncheck('[data-offered=pekerjaan] input');
    await bank.click('[data-action=share]');
    await bank.waitForSelector('[data-step=challenge] .notice');
    await showPicture(bank, await walletAnswers(context, bank));
    await reach(bank, 'consent');
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
    await showPicture(bank, await walletAnswers(context, bank));
    await reach(bank, 'consent');
    await bank.click('[data-action=decline]');
    await bank.waitForSelector('[data-step=failed] [data-action=manual]');
    assert.ok(posted.includes('/api/ikd/seen'));
    assert.ok(!posted.includes('/api/ikd/verify'));
  }));

test("the bank's own form gives data of the same shape, marked as typed", () =>
  withPhone(async (context) => {
    const bank = await openBank(context);
    await bank.click('summary');
    await bank.click('[data-action=manual]');
    await bank.waitForSelector('#manual:not([hidden])');
    await assertClean(bank, 'form');
    await bank.click('[data-action=code]');
    assert.equal(await bank.locator('[data-step=challenge]').count(), 1);
    await bank.click('[data-action=manual]');
    const typed = { nik: '3171011708950003', nama: 'Budi Santoso', tempat_lahir: 'Jakarta', tanggal_lahir: '1995-08-17', jenis_kelamin: 'L', kewarganegaraan: 'WNI', alamat: 'Jl. Merdeka 17', wilayah: 'Jakarta' };
    for (const [name, value] of Object.entries(typed)) await bank.fill(`#manual [name=${name}]`, value);
    await bank.click('#manual .primary');
    await reach(bank, 'done');
    assert.equal(await bank.getAttribute('.received', 'data-source'), 'manual');
    assert.equal(await bank.locator('[data-released]').count(), 8);
    assert.equal(await bank.locator('[data-receipt]').count(), 0);
    assert.match(await bank.locator('[data-released=nik] bdi').textContent(), /•/);
  }));

for (const [mode, faults] of [['minted', FAULTS], ['sd', SD_FAULTS]]) {
  test(`in mode ${mode}, each trial of the wallet gets the answer that the wallet names`, () =>
    withPhone(async (context) => {
      let bank = await openBank(context);
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
        bank = await visitAnew(context, bank);
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

test("from the phone's own credential the same fields go out, and the levels say what holds them", () =>
  withPhone(async (context) => {
    const bank = await openBank(context, ['pekerjaan']);
    await showPicture(bank, await walletAnswers(context, bank, { choices: ['pekerjaan'], mode: 'sd' }));
    await reach(bank, 'consent');
    await bank.click('[data-action=share]');
    await reach(bank, 'done');
    assert.equal(await bank.locator('[data-released]').count(), 9);
    assert.equal(await bank.locator('[data-released=berlaku_hingga]').count(), 0);
    await bank.click('[part=levels] summary');
    assert.equal(await bank.locator('[data-level=holderBinding]').innerText(), 'kunci di perangkat pemegang');
    assert.equal(await bank.locator('[data-level=status]').innerText(), 'berlaku');
  }));

test('without a camera the page says so, and other ways stand beside it', () =>
  withPhone(async (context) => {
    await context.addInitScript(() => {
      if (globalThis.MediaDevices) MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    const bank = await openBank(context);
    await bank.click('[data-action=camera]');
    await bank.waitForSelector('[data-step=paused] [data-code=camera_missing]');
    await assertClean(bank, 'paused');
    assert.equal(await bank.locator('[data-action=manual]').count(), 1);
    await bank.click('[data-action=back]');
    await bank.waitForSelector('[data-step=challenge]');
  }));

test('English is complete: the page, the element and the request change together', () =>
  withPhone(async (context) => {
    const bank = await context.newPage();
    await bank.goto(addresses.bank);
    await reach(bank, 'asking');
    await bank.click('header [data-action=language]');
    await bank.getByText('Open a savings account').waitFor();
    assert.equal(await bank.getAttribute('html', 'lang'), 'en');
    assert.match(await bank.locator('h1').innerText(), /^Open an account/);
    await shareBySandbox(bank);
    await assertClean(bank, 'done in English');
    assert.match(await bank.locator('.received').innerText(), /Full name/);
  }));
