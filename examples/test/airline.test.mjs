// The airline in Chromium at phone size: the passenger's page and the staff's screen, with bookings whose answers differ.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lintRequest } from 'ikd-verify/lint';
import { openSandbox } from 'ikd-verify/sandbox';
import { ageMatches, bandOn } from '../airline-checkin/check_ins.mjs';
import { checkInRequests } from '../airline-checkin/requests.mjs';
import { airlineServers } from '../airline-checkin/server.mjs';
import { assertClean, listenAll, openPhones, reach, shareBySandbox } from './phone.mjs';

/** The wallet's Budi Santoso was born on 1995-08-17: on a flight of 1996 he was one year old. */
const flight = (date) => ({ number: 'CA 101', from: 'Jakarta (CGK)', to: 'Denpasar (DPS)', date, time: '09:25' });
const BOOKINGS = [
  { code: 'RIGHT1', phone: '1111', flight: flight('2027-01-02'), passengers: [{ seat: '12A', kind: 'adult', name: 'budi  santoso' }, { seat: '12B', kind: 'child', name: 'Budi Santoso' }] },
  { code: 'WRONG1', phone: '2222', flight: flight('2027-01-02'), passengers: [{ seat: '4C', kind: 'adult', name: 'Siti Rahayu' }] },
  { code: 'BABY01', phone: '3333', flight: flight('1996-09-01'), passengers: [{ seat: 'INF', kind: 'infant', name: 'Budi Santoso' }] },
];

let served;
let phones;

before(async () => {
  served = await listenAll(await airlineServers({ audience: 'https://airline.example', wallet: 'http://127.0.0.1:1/', bookings: BOOKINGS }));
  phones = await openPhones();
});

after(async () => {
  await phones?.close();
  served?.close();
});

async function checkIn(context, { code, phone, seat, choices = [] }) {
  const page = await context.newPage();
  await page.goto(served.addresses.passenger);
  await page.fill('[name=code]', code.toLowerCase());
  await page.fill('[name=phone]', phone);
  await page.click('#find button');
  await page.click(`[data-seat="${seat}"]`);
  await shareBySandbox(page, choices);
  return page;
}

const verdict = async (page) => ({
  name: await page.getAttribute('[data-name]', 'data-name'),
  age: (await page.locator('[data-age]').count()) ? await page.getAttribute('[data-age]', 'data-age') : null,
  next: await page.getAttribute('[data-next]', 'data-next'),
});

test('an adult is asked for the name, a child for the birth date too, with the consent of a parent; nobody for the NIK', async () => {
  const requests = await checkInRequests('https://airline.example');
  for (const language of ['id', 'en']) {
    const [adult, child] = [requests[`check-in-adult-${language}`], requests[`check-in-child-${language}`]];
    assert.deepEqual(adult.fields.map(({ name, required }) => [name, required]), [['nama', true], ['foto', false]]);
    assert.deepEqual(child.fields.filter(({ required }) => required).map(({ name }) => name), ['nama', 'tanggal_lahir']);
    assert.deepEqual(await lintRequest(child), []);
    const found = await lintRequest(adult, { profile: 'airline-checkin' });
    assert.deepEqual(found.map(({ code, field }) => [code, field]), []);
  }
});

test('the name fits: to the gate; the staff see the portrait, the passenger does not, and it is gone once looked at', () =>
  phones.withPhone(async (context) => {
    const bodies = [];
    context.on('response', async (response) => response.url().includes('/api/') && bodies.push(await response.text().catch(() => '')));
    const start = await context.newPage();
    await start.goto(served.addresses.passenger);
    await assertClean(start, 'search');
    const page = await checkIn(context, { code: 'RIGHT1', phone: '1111', seat: '12A', choices: ['foto'] });
    assert.deepEqual(await verdict(page), { name: 'yes', age: null, next: 'gate' });
    await assertClean(page, 'checked in');
    assert.ok(bodies.some((body) => body.includes('"next":"gate"')));
    for (const body of bodies) assert.ok(!/budi|santoso|base64|image\/webp/i.test(body), body.slice(0, 200));
    const desk = await context.newPage();
    await desk.goto(served.addresses.agent);
    const seat = desk.locator('[data-id=RIGHT1-12A]');
    await seat.waitFor();
    assert.match(await seat.innerText(), /budi\s+santoso[\s\S]*Nama cocok/);
    const portrait = await seat.locator('img').getAttribute('src');
    await desk.waitForFunction(() => document.querySelector('img.portrait').naturalWidth > 0);
    await assertClean(desk, 'the desk');
    await seat.locator('[data-face=same]').click();
    await seat.locator('[data-decided=same]').waitFor();
    assert.equal((await context.request.get(served.addresses.agent + portrait)).status(), 404);
    assert.equal((await context.request.get(served.addresses.passenger + portrait)).status(), 404);
  }));

test('another name, and an adult on the fare of a child: to the counter', () =>
  phones.withPhone(async (context) => {
    assert.deepEqual(await verdict(await checkIn(context, { code: 'WRONG1', phone: '2222', seat: '4C' })), { name: 'no', age: null, next: 'counter' });
    const child = await checkIn(context, { code: 'RIGHT1', phone: '1111', seat: '12B' });
    assert.deepEqual(await verdict(child), { name: 'yes', age: 'no', next: 'counter' });
    await assertClean(child, 'to the counter');
  }));

test('an infant on the day of the flight: to the gate', () =>
  phones.withPhone(async (context) => {
    assert.deepEqual(await verdict(await checkIn(context, { code: 'BABY01', phone: '3333', seat: 'INF' })), { name: 'yes', age: 'yes', next: 'gate' });
  }));

test('without a code: to the counter, and nobody has compared anything', () =>
  phones.withPhone(async (context) => {
    const page = await context.newPage();
    await page.goto(`${served.addresses.passenger}/?lang=en`);
    await page.fill('[name=code]', 'RIGHT1');
    await page.fill('[name=phone]', '1111');
    await page.click('#find button');
    await page.click('[data-seat="12A"]');
    await reach(page, 'asking');
    await page.click('summary');
    await page.click('[data-action=manual]');
    await reach(page, 'done');
    assert.deepEqual(await verdict(page), { name: 'not_checked', age: 'not_checked', next: 'counter' });
  }));

test('a wallet on the same phone comes back in a new tab: the tab that asked goes on, and no code stays in the address', () =>
  phones.withPhone(async (context) => {
    const asked = await context.newPage();
    await asked.goto(served.addresses.passenger);
    await asked.fill('[name=code]', 'RIGHT1');
    await asked.fill('[name=phone]', '1111');
    await asked.click('#find button');
    await asked.click('[data-seat="12A"]');
    await asked.click('[data-action=agree]');
    const challenge = await asked.getAttribute('[data-challenge]', 'data-challenge');
    const code = (await openSandbox()).mint(challenge, ['nama'], Math.floor(Date.now() / 1000));
    const back = await context.newPage();
    await back.goto(`${served.addresses.passenger}/#ikd=${encodeURIComponent(code.text)}`);
    await back.waitForSelector('[part=returned]');
    assert.equal(new URL(back.url()).hash, '');
    await reach(asked, 'consent');
    await asked.click('[data-action=share]');
    await reach(asked, 'done');
    assert.deepEqual(await verdict(asked), { name: 'yes', age: null, next: 'gate' });
  }));

test('the age is taken on the day of the flight: the birthday counts, the day before does not', () => {
  const cases = [['2027-08-16', 'infant'], ['2027-08-17', 'child'], ['2037-08-16', 'child'], ['2037-08-17', 'adult'], ['2025-09-01', 'infant']];
  for (const [day, band] of cases) assert.equal(bandOn(day, '2025-08-17'), band, day);
  const seat = { kind: 'child', flight: { date: '2027-08-17' } };
  assert.deepEqual([ageMatches(seat, '2025-08-17'), ageMatches(seat, undefined), ageMatches({ ...seat, kind: 'adult' }, undefined)], ['yes', 'no', 'not_asked']);
});

test('bookings and decisions: no names without both secrets, nothing for other sites or for what is no decision', async () => {
  const { passenger, agent } = served.addresses;
  const send = (address, body, headers = {}) =>
    fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const found = await send(`${passenger}/api/booking`, { code: 'RIGHT1', phone: '1111' });
  assert.doesNotMatch(await found.text(), /budi/i);
  assert.equal((await send(`${passenger}/api/booking`, { code: 'RIGHT1', phone: '0000' })).status, 404);
  assert.equal((await send(`${passenger}/api/choose`, { code: 'RIGHT1', phone: '1111', seat: '99Z' })).status, 404);
  assert.equal((await send(`${passenger}/api/board`, {})).status, 405);
  assert.equal((await send(`${agent}/api/decide`, { id: 'RIGHT1-12A', face: 'maybe' })).status, 404);
  assert.equal((await send(`${agent}/api/decide`, {}, { 'sec-fetch-site': 'cross-site' })).status, 400);
  assert.equal((await send(`${agent}/api/decide`, {}, { 'content-type': 'text/plain' })).status, 400);
});
