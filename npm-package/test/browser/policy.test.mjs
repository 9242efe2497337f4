import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { openSandbox } from 'ikd-verify/sandbox';
import { openChromium, openPage } from '../support/chromium.mjs';
import { STRICT } from '../support/policy.mjs';
import { openSite } from '../support/site.mjs';

const NOW = 1_900_000_000;

const wasm = await readFile(new URL('../../dist/wasm/ikd_verify_bg.wasm', import.meta.url));
const changed = Uint8Array.from(wasm);
changed[changed.length - 1] ^= 1;

const trust = (await openSandbox()).trust(NOW);

/** What a verification answers in a page with this policy. */
async function answerUnder(browser, policy, wasmPath) {
  const paths = { '/changed.wasm': { body: changed }, '/page.wasm': { body: '<!doctype html>' }, '/plain.wasm': { type: 'text/plain', body: wasm } };
  const site = await openSite({ paths, headers: policy === undefined ? {} : { 'content-security-policy': policy } });
  try {
    const page = await openPage(browser, site);
    return await page.evaluate(
      async ([trustList, roots, address, now]) => {
        const options = { trustList: Uint8Array.from(trustList), roots, environment: 'sandbox', ...(address && { wasm: address }) };
        const verifier = await ikd.createVerifier(options);
        return verifier.verify('https://example.org', { now });
      },
      [[...trust.trustList], trust.roots, wasmPath, NOW],
    );
  } finally {
    site.close();
  }
}

const WORKS = { outcome: 'rejected', code: 'not_an_ikd_qr', category: 'unsupported', detail: { kind: 'url' } };

describe('the page’s policy and the wasm file in Chromium', () => {
  let browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  test('R04 a strict policy with Trusted Types lets it work', async () => {
    assert.deepEqual(await answerUnder(browser, STRICT), WORKS);
  });

  test("R04 without 'wasm-unsafe-eval' it says what is missing", async () => {
    const { code, category, detail } = await answerUnder(browser, STRICT.replace(" 'wasm-unsafe-eval'", ''));
    assert.deepEqual([code, category, detail], ['wasm_blocked', 'environment', { needs: "script-src 'wasm-unsafe-eval'" }]);
  });

  test('R04 without workers it says so', async () => {
    const { code } = await answerUnder(browser, STRICT.replace("worker-src 'self'", "worker-src 'none'"));
    assert.equal(code, 'worker_lost');
  });

  for (const [path, code] of Object.entries({ '/changed.wasm': 'wasm_integrity', '/missing.wasm': 'wasm_load', '/page.wasm': 'wasm_load' })) {
    test(`R03 ${path} is ${code}`, async () => assert.equal((await answerUnder(browser, undefined, path)).code, code));
  }

  test('the MIME type does not matter', async () => {
    assert.deepEqual(await answerUnder(browser, undefined, '/plain.wasm'), WORKS);
  });
});
