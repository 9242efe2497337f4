// The packed package through bundlers, each with nothing but what the README prints; what they built runs in Chromium.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openPacked, ROOT, run } from '../support/packed.mjs';
import { EXPECTED, MAIN, outcomeAt } from '../support/packed_page.mjs';
import { openSite } from '../support/site.mjs';
import { NEXT } from './next_app.mjs';

/** The folder stands in this one, where the bundlers are found. */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const SWC = readdirSync(join(HERE, 'node_modules/@next')).some((name) => name.startsWith('swc-'));
const page = (script) => `<!doctype html><title>bundle</title><link rel="icon" href="data:,">${script}`;

describe('the packed package', () => {
  let folder, close;
  before(async () => {
    ({ folder, close } = await openPacked(['support/case.mjs'], HERE));
    await writeFile(join(folder, 'main.js'), MAIN);
  });
  after(() => close());

  /** What the page in this folder comes to, with other folders beside it. */
  async function outcomeIn(name, script, beside = {}) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'index.html'), page(script));
    const site = await openSite({ folders: { ...beside, '/': pathToFileURL(join(folder, name, '/')) } });
    return outcomeAt(`${site.origin}/`).finally(site.close);
  }

  test('works in a page that webpack builds', async () => {
    const { default: webpack } = await import('webpack');
    const output = { path: join(folder, 'webpack'), filename: 'main.js' };
    const stats = await new Promise((resolve, reject) => {
      webpack({ mode: 'production', performance: { hints: false }, context: folder, entry: './main.js', output }, (error, result) => (error ? reject(error) : resolve(result)));
    });
    const { errors, warnings } = stats.toJson({ preset: 'errors-warnings' });
    assert.deepEqual([...errors, ...warnings], []);
    assert.deepEqual(await outcomeIn('webpack', '<script defer src="main.js"></script>'), EXPECTED);
  });

  for (const name of ['esbuild', 'rollup']) {
    test(`works in a page that ${name} builds, as the README prints it`, async () => {
      const bins = [HERE, ROOT].map((base) => join(base, 'node_modules/.bin'));
      const env = { ...process.env, PATH: [...bins, process.env.PATH].join(delimiter) };
      const commands = (await commandsOf(name)).replaceAll('public', name);
      await mkdir(join(folder, name));
      await run('sh', ['-e', '-c', commands], { cwd: folder, env });
      assert.deepEqual(await outcomeIn(name, '<script type="module" src="main.js"></script>'), EXPECTED);
    });
  }

  test('works where the files stand elsewhere on the origin', async () => {
    const options = `{ worker: '/ikd/worker.js', wasm: '/ikd/wasm/ikd_verify_bg.wasm' }`;
    const placed = MAIN.replace('createVerifier, openSandbox }', `createVerifier, openSandbox: () => openSandbox({ wasm: '/ikd/wasm/ikd_sandbox_bg.wasm' }) }, ${options}`);
    await writeFile(join(folder, 'placed.js'), placed);
    const esbuild = createRequire(join(ROOT, 'package.json'))('esbuild');
    await esbuild.build({ absWorkingDir: folder, entryPoints: ['placed.js'], bundle: true, format: 'esm', outdir: 'placed' });
    const beside = { '/ikd/': pathToFileURL(join(folder, 'node_modules/ikd-verify/dist/')) };
    assert.deepEqual(await outcomeIn('placed', '<script type="module" src="placed.js"></script>', beside), EXPECTED);
  });

  test('works in a page without a bundler', async () => {
    const plain = MAIN.replace("'ikd-verify'", "'/ikd/index.js'").replace("'ikd-verify/sandbox'", "'/ikd/sandbox.js'");
    await mkdir(join(folder, 'plain'));
    await writeFile(join(folder, 'plain/main.js'), plain);
    await cp(join(folder, 'case.mjs'), join(folder, 'plain/case.mjs'));
    const beside = { '/ikd/': pathToFileURL(join(folder, 'node_modules/ikd-verify/dist/')) };
    assert.deepEqual(await outcomeIn('plain', '<script type="module" src="main.js"></script>', beside), EXPECTED);
  });

  for (const [bundler, flags] of Object.entries({ Turbopack: [], webpack: ['--webpack'] })) {
    test(`works in a page that Next builds by ${bundler}, and is imported on its server`, { skip: !SWC && 'no compiler of Next for this machine' }, async (t) => {
      for (const [path, text] of Object.entries(NEXT)) {
        await mkdir(join(folder, 'app'), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const next = join(HERE, 'node_modules/next/dist/bin/next');
      const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
      await run(process.execPath, [next, 'build', ...flags], { cwd: folder, env });
      const server = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', '0'], { cwd: folder, env });
      t.after(() => server.kill());
      const origin = await addressOf(server);
      const html = await (await fetch(origin)).text();
      assert.match(html, /server: function function/);
      assert.match(html, /client: function/);
      assert.deepEqual(await outcomeAt(origin), EXPECTED);
    });
  }
});

/** The commands that the README prints for a bundler. */
async function commandsOf(name) {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands);
  const found = blocks.find((commands) => commands.startsWith(`${name} `));
  assert.ok(found, `the README has no commands of ${name}`);
  return found;
}

/** Next says its address before it answers there. */
async function addressOf(server) {
  let said = '';
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (part) => {
      said += part;
      if (/Ready in/.test(said)) resolve();
    });
    server.once('exit', () => reject(new Error(`Next did not start: ${said}`)));
  });
  return /http:\/\/127\.0\.0\.1:\d+/.exec(said)[0];
}
