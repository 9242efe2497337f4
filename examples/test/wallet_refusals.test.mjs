// The wallet's page in Chromium at phone size: what it refuses.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { walletServer } from '../wallet/server.mjs';
import { listenAll, openPhones } from './phone.mjs';

let served;
let phones;

before(async () => {
  [served, phones] = [await listenAll({ wallet: walletServer() }), await openPhones()];
});

after(async () => {
  await phones?.close();
  served?.close();
});

test('the wallet refuses what is no challenge, by its code', () =>
  phones.withPhone(async (context) => {
    const wallet = await context.newPage();
    await wallet.goto(served.addresses.wallet);
    await wallet.fill('textarea', 'hello');
    await wallet.click('[data-action=paste]');
    assert.ok(await wallet.getAttribute('[role=alert]', 'data-code'));
  }));

test('a challenge cannot put markup on the page of the wallet, and the page does not scroll sideways', () =>
  phones.withPhone(async (context) => {
    const wallet = await context.newPage();
    await wallet.goto(`${served.addresses.wallet}/#challenge=${encodeURIComponent('IKDQ1:<img src=x onerror=alert(1)>')}`);
    await wallet.waitForSelector('[role=alert]');
    assert.equal(await wallet.locator('img[src=x]').count(), 0);
    assert.ok(await wallet.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }));
