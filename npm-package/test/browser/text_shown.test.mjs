import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openChromium } from '../support/chromium.mjs';
import { openSite } from '../support/site.mjs';
import { STRICT } from '../support/policy.mjs';

const PAGE = '<!doctype html><html lang="id"><title>texts</title><link rel="icon" href="/icon"><main><div id="place"></div></main></html>';

/** Texts of a relying party or an issuer that must stay texts. */
const HOSTILE = {
  'X01: marks of direction': 'Bank \u202Eisutnas\u202C \u2066A\u2067B\u2069 \u200E\u200F\u061C',
  'X02: controls': 'Bank\u0000 \u001b[31mmerah\r\n\u2028\u007f\u009b31m',
  'X03: markup': '<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>',
  'X03: formulas and quotes': '=HYPERLINK("javascript:globalThis.hit=1") \'; DROP TABLE x',
  'X04: mixed scripts and piles of marks': `B\u0430nk J\u200Bose\u0301 A${'\u0301'.repeat(500)}`,
  'X05: a lawful name from right to left, and joined emoji': 'محمد بن سلمان \u{1F469}\u200D\u{1F680}',
  'X05: a name as long as a request may have': 'A'.repeat(1000),
};

/** Puts an element on the page whose relying party says this text everywhere it can. */
const shows = async ([text, step]) => {
  const [{ fakeSession }] = await Promise.all([import('/ikd-verify/testing.js'), import('/ikd-verify/element.js')]);
  const element = document.createElement('ikd-verify');
  element.setAttribute('begin', 'hand');
  const question = {
    relyingParty: { id: 'https://bank.example', name: text, privacyUrl: 'javascript:globalThis.hit=1', contact: text },
    document: 'ktp',
    purpose: text,
    legalBasis: 'contract',
    fields: [{ name: 'nik', required: true, relevance: text }],
    retention: 'P5Y',
    processingPeriod: text,
    rights: text,
  };
  const session = fakeSession({ question });
  element.session = session;
  document.querySelector('#place').replaceChildren(element);
  void session.start();
  if (step !== 'asking') {
    session.agree();
    session.scan();
    session.allow();
    session.reads(['nik']);
  }
  if (step === 'done') session.share(['nik']);
};

describe('texts of others on the element', () => {
  let site, browser, page;
  before(async () => {
    [site, browser] = await Promise.all([
      openSite({ paths: { '/': { type: 'text/html; charset=utf-8', body: PAGE }, '/icon': { type: 'image/png', body: '' } }, headers: { 'content-security-policy': STRICT } }),
      openChromium(),
    ]);
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(site.origin);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  for (const [name, text] of Object.entries(HOSTILE)) {
    for (const step of ['asking', 'consent', 'done']) {
      test(`${name}: text alone on the screen "${step}", set apart, and nothing runs`, async () => {
        await page.evaluate(shows, [text, step]);
        await page.waitForFunction((state) => document.querySelector('ikd-verify').shadowRoot?.querySelector('.frame')?.dataset.state === state, step);
        const found = await page.evaluate((text) => {
          const root = document.querySelector('ikd-verify').shadowRoot;
          const holders = [...root.querySelectorAll('*')].filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data === text));
          const links = [...root.querySelectorAll('a')].filter(({ protocol }) => protocol === 'javascript:').length;
          return {
            hit: globalThis.hit,
            made: root.querySelectorAll('img, script, iframe').length,
            links,
            apart: holders.every((node) => node.localName === 'bdi'),
            holders: holders.length,
            sideways: document.documentElement.scrollWidth > innerWidth,
          };
        }, text);
        const { holders, ...rest } = found;
        assert.deepEqual(rest, { hit: undefined, made: 0, links: 0, apart: true, sideways: false });
        if (step === 'asking') assert.ok(holders >= 3, String(holders));
      });
    }
  }
});
