// In: nothing. Out: Debian's Chromium (or $CHROMIUM), headless, with a profile of its own and no traffic of its own.
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'];

/** Starts the browser. */
export function openChromium(...more) {
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...more] });
}

/** Opens the page of a site with the package's two entries and the test's case at hand, as `ikd`. */
export async function openPage(browser, site, path = '/') {
  const page = await browser.newPage();
  await page.goto(site.origin + path);
  await page.evaluate(async () => {
    const [entry, sandbox, kase] = await Promise.all([import('/ikd-verify/index.js'), import('/ikd-verify/sandbox.js'), import('/support/case.mjs')]);
    globalThis.ikd = { ...entry, ...sandbox, ...kase };
  });
  return page;
}
