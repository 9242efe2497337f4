// Every page in dark colours on a desk, and with forced colours on a phone: axe finds nothing, nothing goes over the edge, and no word is missing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { airlineServers } from '../airline-checkin/server.mjs';
import { bankServer } from '../bank-onboarding/server.mjs';
import { shopServer } from '../shop-onboarding/server.mjs';
import { assertClean, listenAll, openPhones } from './phone.mjs';

const wallet = 'http://127.0.0.1:1/';
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };
const LOOKS = { 'dark desk': { ...DESK, colorScheme: 'dark' }, 'light desk': { ...DESK, colorScheme: 'light' }, 'forced colours': { forcedColors: 'active' }, 'dark phone': { colorScheme: 'dark' } };
const PAGES = [['bank', '/'], ['shop', '/'], ['shop', '/delivery.html'], ['shop', '/form.html'], ['passenger', '/'], ['agent', '/']];

let served;
let phones;

before(async () => {
  const bank = await bankServer({ audience: 'https://bank.example', wallet });
  const shop = await shopServer({ audience: 'https://shop.example', wallet });
  served = await listenAll({ bank, shop, ...(await airlineServers({ audience: 'https://airline.example', wallet })) });
  phones = await openPhones();
});

after(async () => {
  await phones?.close();
  served?.close();
});

for (const [look, settings] of Object.entries(LOOKS)) {
  test(`${look}: every page is clean in both languages`, () =>
    phones.withPhone(async (context) => {
      const page = await context.newPage();
      for (const [server, path] of PAGES) {
        for (const language of ['id', 'en']) {
          await page.goto(`${served.addresses[server]}${path}?lang=${language}`);
          if (await page.locator('ikd-verify').count()) await page.waitForSelector('[data-step=asking]');
          assert.equal(await page.getAttribute('html', 'lang'), language);
          await assertClean(page, `${server}${path} ${language}`);
        }
      }
    }, settings));
}
