// The playground in a real Chromium: each fault stops where it must, values are shown of the sandbox's codes alone, and each way in works.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSandbox } from 'ikd-verify/sandbox';
import { listen } from '../http_server.mjs';
import { playgroundServer } from '../playground/server.mjs';
import { FAULTS, faultsOf } from '../wallet/public/trials.js';
import { DESKTOP, PHONE, close, judged, openBrowser, visit, worded } from './guest.mjs';

const NIK = '3171011708950003';
const CHECKS = {
  expired: 'times',
  revoked: 'status',
  tampered: 'signature',
  unknown_issuer: 'key',
  wrong_audience: 'audience',
  wrong_nonce: 'nonce',
  wrong_holder: 'holder',
  forged_disclosure: 'disclosures',
};
let [browser, server, address] = [];

before(async () => {
  server = playgroundServer();
  [browser, address] = await Promise.all([openBrowser(), listen(server, 0)]);
});
after(async () => {
  await browser.close();
  close(server);
});

const withPage = (work, settings) =>
  visit(
    browser,
    async (context) => {
      const page = await context.newPage();
      await page.goto(address);
      await page.waitForSelector('[data-simulate=none]');
      await work(page);
    },
    settings,
  );

async function simulated(page, fault) {
  await page.click(`[data-simulate=${fault}]`);
  await page.waitForSelector(`[data-verdict=${fault === 'none' ? 'verified' : 'rejected'}]`);
}

const states = (page) => page.locator('[data-check]').evaluateAll((items) => Object.fromEntries(items.map((item) => [item.dataset.check, item.dataset.state])));

for (const mode of ['minted', 'sd']) {
  test(`${mode}: a correct code passes every check; each shows its bytes, and each step its time`, () =>
    withPage(async (page) => {
      await page.check(`input[name=mode][value=${mode}]`);
      await simulated(page, 'none');
      const found = await states(page);
      const skipped = Object.keys(found).filter((name) => found[name] === 'skipped');
      assert.deepEqual(skipped, mode === 'sd' ? [] : ['holder', 'disclosures']);
      assert.ok(Object.values(found).every((state) => state === 'passed' || state === 'skipped'), JSON.stringify(found));
      assert.equal(await page.locator('.time').count(), 12);
      assert.equal(await page.getAttribute('[data-values]', 'data-values'), 'shown');
      assert.ok((await page.locator('#steps').textContent()).includes(NIK));
      await worded(page);
    }));

  test(`${mode}: each fault stops at its check, with its code, and nothing after it was reached`, () =>
    withPage(async (page) => {
      await page.check(`input[name=mode][value=${mode}]`);
      for (const fault of faultsOf(mode).filter((name) => name in CHECKS)) {
        await page.click(`[data-simulate=${fault}]`);
        await page.waitForSelector(`[data-code=${FAULTS[fault].code}]`);
        const found = await states(page);
        assert.deepEqual(Object.keys(found).filter((name) => found[name] === 'stopped'), [CHECKS[fault]]);
        const order = Object.values(found);
        const at = order.indexOf('stopped');
        assert.ok(order.slice(0, at).every((state) => ['passed', 'skipped'].includes(state)), JSON.stringify(found));
        assert.ok(order.slice(at + 1).every((state) => state === 'unreached'), JSON.stringify(found));
      }
    }));
}

test('the code of a refusal leads to its section', () =>
  withPage(async (page) => {
    await page.click('[data-simulate=revoked]');
    await page.click('[data-code=revoked]');
    await page.waitForSelector('#revoked h2:focus');
  }));

test('what the sandbox did not sign is masked: a changed code, and one of an unknown issuer', () =>
  withPage(async (page) => {
    for (const fault of ['tampered', 'unknown_issuer']) {
      await simulated(page, fault);
      assert.equal(await page.getAttribute('[data-values]', 'data-values'), 'masked');
      const shown = await page.locator('#steps').textContent();
      for (const value of [NIK, '3171011708950004', 'BUDI', Buffer.from('BUDI').toString('hex')]) assert.ok(!shown.toUpperCase().includes(value.toUpperCase()), value);
      await page.click('[data-simulate=none]');
      await page.waitForSelector('[data-values=shown]');
    }
  }));

test('a text is taken by paste, for nobody in particular or as the answer to the request of the page', () =>
  withPage(async (page) => {
    const { text } = (await openSandbox()).mintForAnybody(['nama'], Math.floor(Date.now() / 1000));
    await page.fill('#text', `${text}\n`);
    await page.click('[data-action=inspect]');
    await page.waitForSelector('[data-verdict=verified]');
    const found = await states(page);
    for (const name of ['request', 'audience', 'nonce']) assert.equal(found[name], 'skipped', name);
    await page.check('input[name=against][value=request]');
    await page.click('[data-action=inspect]');
    await page.waitForSelector('[data-code=audience_mismatch]');
    await page.fill('#text', 'HC1:<img src=x onerror=alert(1)>');
    await page.click('[data-action=inspect]');
    await page.waitForSelector('[data-code=not_an_ikd_qr]');
    assert.equal(await page.locator('img[src=x]').count(), 0);
  }));

test('a code is read from a picture, and a picture without one is told', () =>
  withPage(async (page) => {
    const { size, modules } = (await openSandbox()).mintForAnybody(['nama'], Math.floor(Date.now() / 1000));
    const drawn = await page.evaluate(
      async ({ size, modules }) => {
        const { symbolCanvas } = await import('/page/symbol.js');
        return symbolCanvas({ size, modules }, 'code').toDataURL('image/png').split(',')[1];
      },
      { size, modules: [...modules] },
    );
    await page.setInputFiles('#picture', { name: 'code.png', mimeType: 'image/png', buffer: Buffer.from(drawn, 'base64') });
    await page.waitForSelector('[data-verdict=verified]');
    await page.setInputFiles('#picture', { name: 'none.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await page.waitForSelector('.hint:not(:empty)');
  }));

test('every code has its section, in the words of both languages', () =>
  withPage(async (page) => {
    const { CODES } = await import(new URL('code.js', import.meta.resolve('ikd-verify')));
    await page.goto(`${address}/codes.html?lang=en#expired`);
    await page.waitForSelector('#expired h2:focus');
    const sections = await page.locator('.code-section').evaluateAll((all) => all.map((section) => [section.id, section.textContent]));
    assert.deepEqual(sections.map(([id]) => id).sort(), [...CODES].sort());
    for (const [id, text] of sections) assert.match(text, /Stage.*Category.*In English: .+Bahasa Indonesia: .+Shown by/s, id);
    assert.deepEqual(await judged(page), []);
  }));

for (const [place, settings] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on a ${place}, ${colorScheme}`, () =>
      withPage(
        async (page) => {
          assert.deepEqual(await judged(page), []);
          for (const fault of ['tampered', 'none']) {
            await simulated(page, fault);
            await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
            assert.deepEqual(await judged(page), []);
          }
          await page.click('[data-action=language]');
          await page.waitForSelector('html[lang=en]');
          await worded(page);
        },
        { ...settings, colorScheme },
      ));
  }
}
