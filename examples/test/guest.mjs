// A guest of a page in a real Chromium: every complaint of the console, every request to another host and every violation of the policy
// fails the test, and axe judges what stands on the screen.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const AXE = await readFile(new URL('../../npm-package/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
/** The rules of axe that every page is held to. */
export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FAKE_CAMERA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', ...FAKE_CAMERA] });
}

/** Runs `work` with a context; `settings` are Playwright's. `excused`: complaints that the test itself brings about. */
export async function visit(browser, work, { excused = /^$/, ...settings } = {}) {
  const context = await browser.newContext({ ...DESKTOP, reducedMotion: 'reduce', ...settings });
  const complaints = [];
  const complain = (text) => excused.test(text) || complaints.push(text);
  context.on('console', (message) => complain(message.text()));
  context.on('weberror', (error) => complain(error.error().message));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['blob:', 'data:'].includes(protocol) && hostname !== '127.0.0.1') complain(`request to ${hostname}`);
  });
  context.setDefaultTimeout(30_000);
  try {
    await work(context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** What axe finds, shadow roots included; and whether the page scrolls sideways. */
export async function judged(page) {
  // By the debugger, which no policy of the page binds.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, TAGS);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return sideways ? [...violations, 'the page scrolls sideways'] : violations;
}

/** No text is a key without its word. */
export async function worded(page) {
  assert.doesNotMatch(await page.locator('body').innerText(), /\[\w+\.[\w.-]+\]/);
}

export function close(server) {
  server.closeAllConnections();
  server.close();
}
