// The wallet's own history in a real Chromium: what was shown to whom, when and by which names; how to withdraw; how it is erased.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { listen } from '../http_server.mjs';
import { walletServer } from '../wallet/server.mjs';
import { DESKTOP, PHONE, close, judged, openBrowser, visit, worded } from './guest.mjs';

let [browser, server, address] = [];

before(async () => {
  server = walletServer();
  [browser, address] = await Promise.all([openBrowser(), listen(server, 0)]);
});
after(async () => {
  await browser.close();
  close(server);
});

/** A challenge's text of a relying party. */
async function challengeOf(id, purpose = 'Membuka rekening') {
  const now = Math.floor(Date.now() / 1000);
  const request = {
    relyingParty: { id, name: 'Peminta', privacyUrl: 'https://bank.example/privasi', contact: 'dpo@bank.example' },
    document: 'ktp',
    purpose,
    legalBasis: 'consent',
    fields: ['nik', 'nama', 'alamat'].map((name) => ({ name, required: name === 'nik', relevance: 'Contoh' })),
    retention: 'P1Y',
    processingPeriod: 'P1D',
    rights: 'dpo@bank.example',
    nonce: '000102030405060708090a0b0c0d0e0f',
    expiresAt: now + 110,
  };
  const verifier = await createVerifier({ ...(await openSandbox()).trust(now), environment: 'sandbox', request });
  const challenge = await verifier.challenge(['nik', 'nama', 'alamat']);
  verifier.close();
  return challenge.text;
}

const withWallet = (work, settings) =>
  visit(
    browser,
    async (context) => {
      const page = await context.newPage();
      await page.goto(address);
      await work(page, context);
    },
    settings,
  );

async function answer(page, challenge, { mode = 'minted', choices = [] } = {}) {
  await page.evaluate((text) => (location.hash = `challenge=${encodeURIComponent(text)}`), challenge);
  await page.waitForSelector('main[data-step=request]');
  await page.check(`[data-action=mode-${mode}]`);
  for (const name of choices) await page.check(`input[name=${name}]`);
  await page.click('[data-action=present]');
  await page.waitForSelector('main[data-step=code]');
}

async function history(page) {
  await page.click('[data-action=end]');
  await page.click('[data-action=history]');
  await page.waitForSelector('main[data-step=history]');
}

test('the history tells whom what was shown to and when, by names and never by values', () =>
  withWallet(async (page) => {
    await answer(page, await challengeOf('https://bank.example'), { choices: ['nama'] });
    await page.click('[data-trial=none]');
    await page.click('[data-trial=dense]');
    await history(page);
    assert.equal(await page.locator('[data-shown]').count(), 1, 'a request is one entry, however often its code was renewed');
    const text = await page.locator('[data-shown]').innerText();
    assert.match(text, /https:\/\/bank\.example/);
    assert.match(text, /Membuka rekening/);
    assert.equal(await page.getAttribute('[data-names]', 'data-names'), 'nik nama');
    assert.equal(await page.getAttribute('[data-action=withdraw]', 'href'), 'https://bank.example/');
    const age = Date.now() - Date.parse(await page.getAttribute('[data-shown] time', 'datetime'));
    assert.ok(age >= 0 && age < 120_000, String(age));
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    for (const value of ['3171011708950003', 'BUDI', 'IKD1:', 'IKDQ1:']) assert.ok(!stored.includes(value), value);
  }));

test('an SD-CWT shows more than was chosen, and the history says so', () =>
  withWallet(async (page) => {
    await answer(page, await challengeOf('https://bank.example'), { mode: 'sd' });
    await history(page);
    assert.equal(await page.getAttribute('[data-names]', 'data-names'), 'nik kewarganegaraan berlaku_hingga');
  }));

test('a declined request and a code that is wrong on purpose are not what was shown', () =>
  withWallet(async (page) => {
    await page.evaluate((text) => (location.hash = `challenge=${encodeURIComponent(text)}`), await challengeOf('https://bank.example'));
    await page.click('[data-action=decline]');
    await page.click('[data-action=history]');
    await page.waitForSelector('main[data-step=history]');
    assert.equal(await page.locator('[data-shown]').count(), 0);
  }));

test('the history outlives the page, and is erased entry by entry or whole', () =>
  withWallet(async (page, context) => {
    for (const id of ['https://bank.example', 'https://toko.example', 'https://hotel.example']) await answer(page, await challengeOf(id));
    await page.close();
    const again = await context.newPage();
    await again.goto(address);
    await again.click('[data-action=history]');
    assert.equal(await again.locator('[data-shown]').count(), 3);
    assert.match(await again.locator('[data-shown]').first().innerText(), /hotel\.example/);
    await again.click('[data-action=forget-1]');
    assert.doesNotMatch(await again.locator('main').innerText(), /toko\.example/);
    await again.click('[data-action=forget-all]');
    assert.equal(await again.locator('[data-shown]').count(), 0);
    assert.equal(await again.evaluate(() => localStorage.length), 0);
  }));

test('X01, X03: who asks and what for are text: no markup, no link but an https origin, and no reordering of the page', () =>
  withWallet(async (page) => {
    const purpose = 'Buka \u202Egnineker\u2066 <img src=x onerror=alert(1)>';
    await answer(page, await challengeOf('https://bank.example', purpose));
    await history(page);
    const bdi = page.locator('[data-shown] p bdi');
    assert.equal(await bdi.first().textContent(), purpose);
    assert.equal(await page.locator('img[src=x]').count(), 0);
    for (const text of ['javascript:alert(1)', 'https://bank.example/path', 'not a url']) {
      await page.evaluate((audience) => {
        const entry = { at: 1_800_000_000, audience, purpose: 'p', document: 'ktp', requestHash: 'h', mode: 'minted', fields: ['nik'] };
        localStorage.setItem('ikd-wallet-history', JSON.stringify([entry]));
      }, text);
      await page.reload();
      await page.click('[data-action=history]');
      await page.waitForSelector('[data-shown]');
      assert.equal(await page.locator('[data-action=withdraw]').count(), 0, text);
    }
  }));

test('what another version stored, or something else, breaks nothing', () =>
  withWallet(async (page) => {
    for (const stored of ['{', '{}', '[1, null, {"at": "x"}]']) {
      await page.evaluate((text) => localStorage.setItem('ikd-wallet-history', text), stored);
      await page.reload();
      await page.click('[data-action=history]');
      await page.waitForSelector('main[data-step=history]');
      assert.equal(await page.locator('[data-shown]').count(), 0);
    }
  }));

for (const [place, settings] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on a ${place}, ${colorScheme}: waiting, request, code, history`, () =>
      withWallet(
        async (page) => {
          assert.deepEqual(await judged(page), []);
          await page.evaluate((text) => (location.hash = `challenge=${encodeURIComponent(text)}`), await challengeOf('https://bank.example'));
          await page.waitForSelector('main[data-step=request]');
          assert.deepEqual(await judged(page), []);
          await page.click('[data-action=present]');
          await page.waitForSelector('main[data-step=code]');
          assert.deepEqual(await judged(page), []);
          await history(page);
          assert.deepEqual(await judged(page), []);
          await page.click('[data-action=language]');
          await page.waitForSelector('html[lang=en]');
          await worded(page);
        },
        { ...settings, colorScheme },
      ));
  }
}
