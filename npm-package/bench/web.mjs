// Measures what a person waits for in Chromium: from the page's load to the first frame that is looked at, and from opening the camera to a
// verified code, over films of minted tokens and SD-CWTs under three conditions; then the same with every process of the browser slowed.
// `--quick`: ten films instead of fifty. IKD_BIN: the command ikd, which plays the wallet and films its codes.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { CHROMIUM, QUIET } from '../test/support/chromium.mjs';
import { openTrySite } from '../test/support/try_site.mjs';
import { Slowed } from './web/slowed.mjs';
import { watch } from './web/watch.mjs';

const FILMS = process.argv.includes('--quick') ? 10 : 50;
const LOADS = process.argv.includes('--quick') ? 3 : 10;
const SLOWER = 6;
const CONDITIONS = ['easy', 'desk', 'hard'];
const MODES = ['minted', 'sd'];
const ikd = promisify(execFile).bind(null, process.env.IKD_BIN);

const folder = await mkdtemp(join(tmpdir(), 'ikd-web-'));
const film = join(folder, 'camera.mjpeg');
const site = await openTrySite();
const server = await chromium.launchServer({
  executablePath: CHROMIUM,
  args: [...QUIET, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
});
const browser = await chromium.connect(server.wsEndpoint());

/** A page whose person agrees at once; `work` gets it when the challenge is there. */
async function atChallenge(work, { camera }) {
  const context = await browser.newContext({ permissions: ['camera'] });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, { camera });
    await page.goto(site.origin);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Milliseconds from opening the camera to a verified code, and what blocked the main thread for over 50 ms meanwhile. */
function scan(number) {
  const [mode, conditions] = [MODES[number % 2], CONDITIONS[number % 3]];
  return atChallenge(
    async (page) => {
      const challenge = await page.getAttribute('[data-challenge]', 'data-challenge');
      const wallet = ['simulate', '--challenge', challenge, '--mode', mode, '--device', 'p256', '--codes', '1'];
      await ikd([...wallet, '--film', film, '--conditions', conditions, '--seed', String(number + 1), '--seconds', '3']);
      const found = await page.evaluate(() => globalThis.opens());
      return { mode, conditions, ...found };
    },
    { camera: 'waits' },
  );
}

/** Milliseconds from the navigation to the first frame that was looked at. */
const load = () => atChallenge((page) => page.evaluate(() => globalThis.looked), { camera: 'opens' });

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
const figures = (values) => `${String(Math.round(quantile(values, 0.5))).padStart(7)} ${String(Math.round(quantile(values, 0.95))).padStart(7)}`;

async function table(title) {
  await ikd(['simulate', '--codes', '1', '--film', film, '--seconds', '1']);
  const loads = [];
  for (let number = 0; number < LOADS; number += 1) loads.push(await load());
  const scans = [];
  for (let number = 0; number < FILMS; number += 1) scans.push(await scan(number));
  console.log(`\n${title.padEnd(38)}  median     p95   of   not read   blocked over 50 ms`);
  console.log(`${'page load to first frame, ms'.padEnd(38)} ${figures(loads)} ${String(loads.length).padStart(4)}`);
  const groups = [['all films', () => true], ...MODES.map((mode) => [mode, (row) => row.mode === mode]), ...CONDITIONS.map((name) => [name, (row) => row.conditions === name])];
  for (const [name, wanted] of groups) {
    const rows = scans.filter(wanted);
    const read = rows.filter(({ code }) => code === null).map(({ milliseconds }) => milliseconds);
    const [unread, blocked] = [rows.length - read.length, rows.flatMap((row) => row.blocked)];
    const worst = blocked.length === 0 ? '0' : `${blocked.length} (worst ${Math.round(Math.max(...blocked))} ms)`;
    console.log(`${`camera to verified, ${name}, ms`.padEnd(38)} ${read.length === 0 ? '      –       –' : figures(read)} ${String(rows.length).padStart(4)} ${String(unread).padStart(10)}   ${worst}`);
  }
}

try {
  const slowed = new Slowed(server.process().pid, SLOWER);
  const plain = await slowed.measure(browser, site.origin);
  await table('as it is');
  slowed.start();
  const factor = (await slowed.measure(browser, site.origin)) / plain;
  await table(`slowed ${factor.toFixed(1)} ×, measured in a worker`);
  slowed.stop();
} finally {
  await browser.close();
  await server.close();
  site.close();
  await rm(folder, { recursive: true, force: true });
}
