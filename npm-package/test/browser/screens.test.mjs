import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { openChromium } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';
import { WAYS } from '../support/states.mjs';
import { STRICT } from '../support/policy.mjs';

const PAGE = '<!doctype html><html lang="id"><title>screens</title><link rel="icon" href="/icon"><main><h1>Bank</h1><div id="place"></div></main></html>';
const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Puts an element with a session in that state on the page. */
async function show(page, way, language) {
  await page.evaluate(
    async ([way, language]) => {
      const [{ fakeSession }, { inState }] = await Promise.all([import('/ikd-verify/testing.js'), import('/support/states.mjs'), import('/ikd-verify/element.js')]);
      const element = document.createElement('ikd-verify');
      element.lang = language;
      element.setAttribute('begin', 'hand');
      element.onUnavailable = () => null;
      element.session = inState(fakeSession, way);
      document.querySelector('#place').replaceChildren(element);
    },
    [way, language],
  );
  const name = way.split(' ')[0];
  await page.waitForFunction((name) => document.querySelector('ikd-verify').shadowRoot?.querySelector('.frame')?.dataset.state === name, name);
}

describe('the screens in Chromium', () => {
  let site, browser, page;
  const complaints = [];
  before(async () => {
    [site, browser] = await Promise.all([
      openSite({ paths: { '/': { type: 'text/html; charset=utf-8', body: PAGE }, '/icon': { type: 'image/png', body: '' }, '/axe.js': { type: 'text/javascript', body: axe } }, headers: { 'content-security-policy': STRICT } }),
      openChromium(),
    ]);
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(site.origin);
    await page.evaluate(async () => {
      document.addEventListener('securitypolicyviolation', (event) => (globalThis.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`));
      await import('/axe.js');
    });
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  for (const language of ['id', 'en']) {
    for (const way of Object.keys(WAYS)) {
      test(`${way}, ${language}: axe finds nothing, and a screen reader is told`, async () => {
        await show(page, way, language);
        const [violations, live, heading] = await page.evaluate(async (tags) => {
          const root = document.querySelector('ikd-verify').shadowRoot;
          for (const details of root.querySelectorAll('details')) details.open = true;
          const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
          return [found, root.querySelector('[role=status].visually-hidden:last-child').textContent, root.querySelector('h2').textContent];
        }, TAGS);
        assert.deepEqual(violations, []);
        assert.match(live, /\p{L}{3}/u);
        assert.match(heading, /\p{L}{3}/u);
      });
    }
  }

  test('none of them breaks a strict policy with Trusted Types, and none prints a line', async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.violations ?? []), []);
    assert.deepEqual(complaints, []);
  });
});
