// In: the address of a page that runs MAIN, however it was built. Out: what Chromium makes of it, which is to be EXPECTED.
import { openChromium } from './chromium.mjs';

/** Mints a code and verifies it; runs in Node too. */
export const MAIN = `
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { openCase } from './case.mjs';

globalThis.outcome = (async () => {
  const { verifier, mint, now } = await openCase({ createVerifier, openSandbox });
  const { credential, ...outcome } = await verifier.verify(mint().text, { now });
  const { fields } = await credential.release(credential.offered);
  verifier.close();
  return { outcome: outcome.outcome, fields };
})();
`;

export const EXPECTED = { outcome: 'verified', fields: { nik: '3171011708950003', nama: 'BUDI SANTOSO', usia_18: true } };

/** The outcome that the page comes to. */
export async function outcomeAt(url) {
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'outcome' in globalThis);
    return await page.evaluate(() => globalThis.outcome);
  } finally {
    await browser.close();
  }
}
