// Chromium at phone size for the tests of the pages. Any complaint of the browser, and any request to another host, fails the test.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { listen } from '../http_server.mjs';
import { TAGS, close as end } from './guest.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, reducedMotion: 'reduce', permissions: ['camera'] };
const AXE = new URL('../../npm-package/node_modules/axe-core/axe.min.js', import.meta.url);

/** The step that an element's screen is in; `failed` and `paused` have a code. */
const ENDS = '[data-step=failed],[data-step=paused]';

/** `film`: what the camera plays; Chromium's own pattern where absent. */
export async function openPhones(film) {
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])];
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...camera] });
  return { withPhone: (work, settings) => withPhone(browser, work, settings), close: () => browser.close() };
}

async function withPhone(browser, work, settings = {}) {
  const context = await browser.newContext({ ...PHONE, ...settings });
  const complaints = [];
  context.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'blob:' && hostname !== '127.0.0.1') complaints.push(`request to ${hostname}`);
  });
  context.setDefaultTimeout(30_000);
  try {
    await work(context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Listens with each server on a free port: the addresses, and a way to end them. */
export async function listenAll(servers) {
  const entries = await Promise.all(Object.entries(servers).map(async ([name, server]) => [name, await listen(server, 0)]));
  const close = () => Object.values(servers).forEach(end);
  return { addresses: Object.fromEntries(entries), close };
}

/** Waits for a step of the element; another end than the wanted one is told by its code at once. */
export async function reach(page, step) {
  const screen = await page.waitForSelector(`[data-step=${step}],${ENDS}`);
  const found = await screen.getAttribute('data-step');
  assert.equal(found, step, found === step ? found : await page.getAttribute('[data-code]', 'data-code'));
}

/** A click without the wait for an element that holds still. */
export function press(page, button) {
  return page.locator(button).first().dispatchEvent('click');
}

/** From what is asked to the acceptance, by the sandbox's own wallet. `choices`: optional fields. */
export async function shareBySandbox(page, choices = []) {
  await reach(page, 'asking');
  for (const name of choices) await page.check(`[data-asked=${name}] input`);
  await page.click('[data-action=agree]');
  await reach(page, 'challenge');
  await page.click('[data-action=simulate]');
  await reach(page, 'consent');
  await page.click('[data-action=share]');
  await reach(page, 'done');
}

/** No violation of WCAG 2.2 A and AA, nothing beside the screen's edge, no missing text, and the mark that these are test data. */
export async function assertClean(page, place) {
  await page.route('**/axe.js', async (route) => route.fulfill({ contentType: 'text/javascript', body: await readFile(AXE) }));
  const found = await page.evaluate(async (tags) => {
    await import('/axe.js');
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
  }, TAGS);
  assert.deepEqual(found, [], place);
  const isMarked = await page.evaluate(() => {
    const drawn = [...document.querySelectorAll('*')].filter((node) => node.checkVisibility());
    return drawn.some((node) => node.shadowRoot?.querySelector('.frame.test .sandbox') || node.matches('.sandbox') || getComputedStyle(node).backgroundImage.includes('sandbox.svg'));
  });
  assert.ok(isMarked, `${place}: no mark of the sandbox`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${place}: wider than the screen`);
  assert.doesNotMatch(await page.locator('body').innerText(), /\[\w+\.[\w.]+\]/, `${place}: a text is missing`);
}
