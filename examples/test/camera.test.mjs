// Both cameras in a real browser: the wallet reads the bank's challenge, the bank's page reads the wallet's code.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSandbox } from 'ikd-verify/sandbox';
import { chromium } from 'playwright-core';
import { bankServer } from '../bank-onboarding/server.mjs';
import { listen } from '../http_server.mjs';
import { walletServer } from '../wallet/server.mjs';
import { Client, REQUIRED } from './client.mjs';
import { writeStillFilm } from './still_film.mjs';

const servers = [];
let addresses;
let browser;
let folder;
let film;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ikd-camera-'));
  film = join(folder, 'camera.y4m');
  const [wallet, bank] = [walletServer(), await bankServer({ audience: 'https://bank.example', wallet: 'http://127.0.0.1:1/' })];
  servers.push(wallet, bank);
  addresses = { wallet: await listen(wallet, 0), bank: await listen(bank, 0) };
  const args = ['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args });
});

after(async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

test("the wallet's camera reads the bank's challenge", async () => {
  const challenge = await new Client(addresses.bank).symbol(['pekerjaan']);
  await writeStillFilm(film, challenge);
  const wallet = await browser.newPage();
  await wallet.goto(addresses.wallet);
  await wallet.click('[data-action=scan]');
  await wallet.waitForSelector('main[data-step=request]');
  assert.match(await wallet.locator('.asker').textContent(), /https:\/\/bank\.example/);
  assert.equal(await wallet.locator('input[name=pekerjaan]:checked').count(), 0);
  assert.equal(await wallet.locator('input[name=nik]:disabled:checked').count(), 1);
  await wallet.close();
});

test("the bank's camera reads the wallet's code; a code of another kind is only a hint, the same code again is replayed", async () => {
  const bank = await (await browser.newContext({ permissions: ['camera'] })).newPage();
  await bank.goto(`${addresses.bank}/?lang=en`);
  await bank.click('[data-action=agree]');
  const challenge = await bank.getAttribute('[data-challenge]', 'data-challenge');
  await writeStillFilm(film, await new Client(addresses.bank).symbol());
  await bank.click('[data-action=camera]');
  await bank.waitForSelector('[data-hint=foreign]');
  await bank.click('[data-action=back]');
  await bank.waitForSelector('[data-step=challenge]');
  const code = (await openSandbox()).mint(challenge, REQUIRED, Math.floor(Date.now() / 1000), 'none');
  await writeStillFilm(film, code);
  await bank.click('[data-action=camera]');
  await bank.waitForSelector('[data-step=consent]');
  await bank.click('[data-action=share]');
  await bank.waitForSelector('[data-step=done]');
  assert.equal(await bank.locator('[data-released]').count(), REQUIRED.length);
  await bank.click('[data-action=restart]');
  await bank.click('[data-action=agree]');
  await bank.click('[data-action=camera]');
  await bank.waitForSelector('[data-step=failed]');
  assert.equal(await bank.getAttribute('[data-code]', 'data-code'), 'replayed');
  await bank.close();
});

test('an old code is a hint with the camera on, and the camera goes off when the customer goes back', async () => {
  const context = await browser.newContext({ permissions: ['camera'] });
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
  const bank = await context.newPage();
  await bank.goto(addresses.bank);
  await bank.click('[data-action=agree]');
  const challenge = await bank.getAttribute('[data-challenge]', 'data-challenge');
  await writeStillFilm(film, (await openSandbox()).mint(challenge, REQUIRED, Math.floor(Date.now() / 1000) - 600, 'none'));
  await bank.click('[data-action=camera]');
  await bank.waitForSelector('[data-hint=expired]');
  assert.ok(await bank.evaluate(() => globalThis.tracks.some((track) => track.readyState === 'live')));
  await bank.click('[data-action=back]');
  await bank.waitForFunction(() => globalThis.tracks.every((track) => track.readyState === 'ended'));
  await context.close();
});
