import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { openChromium } from '../support/chromium.mjs';
import { Person } from '../support/person.mjs';
import { openTrySite } from '../support/try_site.mjs';

const PAGE = '<!doctype html><html lang="id"><title>React</title><div id="root"></div><script type="module" src="/ikd-verify/react_page.js"></script></html>';

describe('the React wrapper in StrictMode, in Chromium', () => {
  let site, browser;
  before(async () => {
    const entry = fileURLToPath(new URL('../support/react_page.mjs', import.meta.url));
    const define = { 'process.env.NODE_ENV': '"development"' };
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', define, external: ['./element-*'] });
    // Beside the package's files, so that what it loads later is found there.
    const paths = { '/react.html': PAGE, '/ikd-verify/react_page.js': outputFiles[0].text };
    [site, browser] = await Promise.all([openTrySite({ paths }), openChromium('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream')]);
  });
  after(async () => {
    await browser.close();
    site.close();
  });

  test('one session, one video, one camera; each event once; unmounting stops the camera', async () => {
    const room = await browser.newContext({ permissions: ['camera'] });
    const page = await room.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() !== 'info' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    const person = await Person.at(page, `${site.origin}/react.html`);
    await person.agrees();
    await person.opensCamera();
    await person.reaches('searching');
    const count = () => page.evaluate(() => [phone.streams.length, phone.live(), document.querySelectorAll('ikd-verify').length, phone.element().shadowRoot.querySelectorAll('video').length]);
    assert.deepEqual(await count(), [1, 1, 1, 1]);
    await person.shows();
    await person.reaches('consent');
    await person.press('share');
    await person.reaches('done');
    const told = await page.evaluate(() => app.told);
    assert.deepEqual([told.verified, told.rejected], [[['nik', 'nama']], []]);
    assert.equal(told.states.filter((name) => name === 'done').length, 1);

    await person.press('restart');
    await person.agrees();
    await page.evaluate(() => phone.show([]));
    await person.opensCamera();
    await person.reaches('searching');
    await page.evaluate(() => app.show(false));
    await page.waitForFunction(() => phone.live() === 0);
    assert.deepEqual(complaints, []);
    await room.close();
  });
});
