// The README's pictures: `npm run screenshots -- NAME…`, all where none is named; CHROMIUM. Each shows what a person really gets: the pages of the examples, driven in Chromium.
// Each example shows a phone and a desk, light and dark. Writes screenshots/*.png; ends with 1 where one is over 60 kB.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { airlineServers } from './airline-checkin/server.mjs';
import { bankServer } from './bank-onboarding/server.mjs';
import { listen } from './http_server.mjs';
import { kioskServer } from './kiosk/server.mjs';
import { playgroundServer } from './playground/server.mjs';
import { shopServer } from './shop-onboarding/server.mjs';
import { smallPng } from './small_png.mjs';

const FOLDER = fileURLToPath(new URL('./screenshots/', import.meta.url));
const LIMIT = 60 * 1024;
const wanted = process.argv.slice(2);
const PHONE = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1160, height: 720 } };
const wallet = 'http://127.0.0.1:8788/';

/** Goes on to a step of the element, by the sandbox's own wallet. */
async function goTo(page, step) {
  const ways = [['asking', 'agree'], ['challenge', 'simulate'], ['consent', 'share'], ['done']];
  for (const [name, action] of ways) {
    await page.waitForSelector(`[data-step=${name}]`);
    if (name === step) return;
    await page.click(`[data-action=${action}]`);
  }
}

async function findBooking(page) {
  await page.fill('[name=code]', 'IKD4MQ');
  await page.fill('[name=phone]', '7720');
  await page.click('#find button');
  await page.click('[data-seat="12A"]');
  await page.waitForSelector('[data-step=asking]');
}

const to = (step, part = 'ikd-verify') => async (page) => {
  await goTo(page, step);
  await page.locator(part).first().evaluate((node) => scrollTo(0, node.getBoundingClientRect().top + scrollY - 24));
};

const staff = async (page) => {
  const passenger = await page.context().newPage();
  await passenger.goto(addresses.passenger);
  await findBooking(passenger);
  await passenger.check('[data-asked=foto] input');
  await goTo(passenger, 'done');
  await passenger.close();
  await page.waitForSelector('.seat img');
};

const tampered = async (page) => {
  await page.click('[data-simulate=tampered]');
  await page.waitForSelector('[data-verdict=rejected]');
  await page.locator('[data-check=signature]').evaluate((node) => scrollTo(0, node.getBoundingClientRect().top + scrollY - 360));
};

/** name → [server, how it looks, scheme, path, what is done before the picture] */
const PICTURES = {
  'bank-ask-desk-light': ['bank', DESK, 'light', '/', (page) => goTo(page, 'asking')],
  'bank-code-phone-dark': ['bank', PHONE, 'dark', '/', to('challenge')],
  'bank-share-phone-light': ['bank', PHONE, 'light', '/?lang=en', to('consent')],
  'bank-done-desk-dark': ['bank', DESK, 'dark', '/?lang=en', to('done', '.received')],
  'shop-age-phone-light': ['shop', PHONE, 'light', '/', (page) => goTo(page, 'asking')],
  'shop-order-phone-dark': ['shop', PHONE, 'dark', '/delivery.html', to('done')],
  'shop-delivery-desk-light': ['shop', DESK, 'light', '/delivery.html?lang=en', (page) => goTo(page, 'asking')],
  'airline-booking-phone-light': ['passenger', PHONE, 'light', '/', async (page) => { await findBooking(page); await page.evaluate(() => scrollTo(0, 0)); }],
  'airline-gate-phone-dark': ['passenger', PHONE, 'dark', '/?lang=en', async (page) => { await findBooking(page); await to('done')(page); }],
  'airline-staff-desk-light': ['agent', DESK, 'light', '/', staff],
  'kiosk-done-phone-dark': ['kiosk', PHONE, 'dark', '/', (page) => goTo(page, 'done')],
  'playground-tampered-desk-light': ['playground', { viewport: { width: 1000, height: 620 } }, 'light', '/?lang=en', tampered],
};

/** The pixels of a screenshot, read by the browser. */
async function pixelsOf(browser, shot) {
  const page = await browser.newPage();
  const read = async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let text = '';
    for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
    return { width, height, base64: btoa(text) };
  };
  const { width, height, base64 } = await page.evaluate(read, shot.toString('base64'));
  await page.close();
  return { width, height, pixels: Buffer.from(base64, 'base64') };
}

async function take(browser, addresses, [name, [server, size, colorScheme, path, before]]) {
  const context = await browser.newContext({ ...size, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(addresses[server] + path);
  await before(page);
  const png = smallPng(await pixelsOf(browser, await page.screenshot()));
  await context.close();
  await writeFile(`${FOLDER}${name}.png`, png);
  console.log(`${name}.png ${(png.length / 1024).toFixed(1)} kB`);
  if (png.length > LIMIT) process.exitCode = 1;
}

const servers = {
  bank: await bankServer({ audience: 'https://bank.example', wallet }),
  shop: await shopServer({ audience: 'https://shop.example', wallet }),
  ...(await airlineServers({ audience: 'https://airline.example', wallet })),
  kiosk: await kioskServer(),
  playground: playgroundServer(),
};
const addresses = {};
for (const [name, server] of Object.entries(servers)) addresses[name] = await listen(server, 0);
await mkdir(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const picture of Object.entries(PICTURES).filter(([name]) => wanted.length === 0 || wanted.includes(name))) await take(browser, addresses, picture);
} finally {
  await browser.close();
  for (const server of Object.values(servers)) {
    server.closeAllConnections();
    server.close();
  }
}
