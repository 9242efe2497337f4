// The shop in Chromium at phone size and its backend: one age flag, an address, and a customer who is known again without a NIK.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lintRequest } from 'ikd-verify/lint';
import { Orders } from '../shop-onboarding/orders.mjs';
import { shopRequests } from '../shop-onboarding/requests.mjs';
import { shopServer } from '../shop-onboarding/server.mjs';
import { assertClean, listenAll, openPhones, reach, shareBySandbox } from './phone.mjs';

let served;
let phones;

before(async () => {
  served = await listenAll({ shop: await shopServer({ audience: 'https://shop.example', wallet: 'http://127.0.0.1:1/' }) });
  phones = await openPhones();
});

after(async () => {
  await phones?.close();
  served?.close();
});

/** From the delivery page's start to the order: the kind of customer. */
async function order(shop, choices) {
  await shop.goto(`${served.addresses.shop}/delivery.html`);
  await shareBySandbox(shop, choices);
  return shop.getAttribute('[data-order]', 'data-customer');
}

test('the age gate asks one flag, and the delivery has no other reason for the NIK than the pseudonym', async () => {
  const requests = await shopRequests('https://shop.example');
  for (const language of ['id', 'en']) {
    const [gate, delivery] = [requests[`age-gate-${language}`], requests[`delivery-${language}`]];
    assert.deepEqual(gate.fields.map(({ name }) => name), ['usia_18']);
    assert.deepEqual(await lintRequest(gate, { profile: 'age-gate' }), []);
    const found = await lintRequest(delivery, { profile: 'delivery' });
    assert.deepEqual(found.map(({ code, field }) => [code, field]), [['field_outside_profile', 'nik']]);
  }
});

test('age, then address: the backend takes the order, and nothing of the person is kept in the browser', () =>
  phones.withPhone(async (context) => {
    const shop = await context.newPage();
    await shop.goto(served.addresses.shop);
    await reach(shop, 'asking');
    await assertClean(shop, 'age asked');
    await shareBySandbox(shop);
    assert.equal(await shop.getAttribute('[data-age]', 'data-age'), 'shown');
    await assertClean(shop, 'age shown');
    await shop.click('[data-age] + p a');
    await shareBySandbox(shop);
    const text = await shop.locator('[data-order]').innerText();
    assert.match(text, /BUDI SANTOSO[\s\S]*JL\. MERDEKA NO\. 17[\s\S]*DKI JAKARTA[\s\S]*Usia sudah ditunjukkan/);
    assert.equal(await shop.getAttribute('[data-order]', 'data-customer'), 'guest');
    await assertClean(shop, 'ordered');
    assert.deepEqual(await shop.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  }));

test('who chooses so is known again from another browser, by a pseudonym: no answer of the backend holds the NIK', () =>
  phones.withPhone(async (first) => {
    const bodies = [];
    const watch = (context) => context.on('response', async (response) => response.url().includes('/api/ikd/verify') && bodies.push(await response.text()));
    watch(first);
    assert.equal(await order(await first.newPage(), ['nik']), 'new');
    await phones.withPhone(async (second) => {
      watch(second);
      assert.equal(await order(await second.newPage(), ['nik']), 'known');
      assert.equal(await order(await second.newPage(), []), 'guest');
    });
    assert.equal(bodies.length, 3);
    for (const body of bodies) assert.ok(!body.includes('3171011708950003'));
  }));

test('who shows no code types the address, and the courier looks at the age', () =>
  phones.withPhone(async (context) => {
    const shop = await context.newPage();
    await shop.goto(`${served.addresses.shop}/?lang=en`);
    await reach(shop, 'asking');
    await shop.click('summary');
    await shop.click('text=Let the courier check the age');
    await shop.waitForURL('**/delivery.html?lang=en');
    await reach(shop, 'asking');
    await shop.click('summary');
    await shop.click('[data-action=manual]');
    await shop.waitForURL('**/form.html?lang=en');
    for (const [name, value] of Object.entries({ nama: 'Siti', alamat: 'Jl. Contoh 1', wilayah: 'Bandung' })) await shop.fill(`[name=${name}]`, value);
    await assertClean(shop, 'form');
    await shop.click('form button');
    await shop.waitForSelector('[data-order][data-customer=guest]');
    assert.match(await shop.locator('[data-order]').innerText(), /Jl\. Contoh 1, Bandung[\s\S]*courier/);
  }));

test('who is too young gets no order, whatever page asks for it', () => {
  const orders = new Orders();
  assert.deepEqual(orders.age('s', false), { age: 'too_young' });
  assert.deepEqual(orders.place('s', { name: 'A', address: 'B' }, null), { age: 'too_young' });
  assert.equal(orders.place('t', { name: 'A', address: 'B' }, null).order.age, 'at_the_door');
});
