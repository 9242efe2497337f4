// In: nothing. Out: Debian's Chromium (or $CHROMIUM), headless, with a profile of its own and no traffic of its own.
import { chromium } from 'playwright-core';

/** Starts the browser. */
export function openChromium(...more) {
  const quiet = ['--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...quiet, ...more],
  });
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
