import assert from 'node:assert/strict';
import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, createServer } from 'vite';
import { openPacked, ROOT, run } from '../support/packed.mjs';
import { EXPECTED, MAIN, outcomeAt } from '../support/packed_page.mjs';
import { openSite } from '../support/site.mjs';

const HTML = '<!doctype html><title>pack</title><link rel="icon" href="data:,"><script type="module" src="/main.mjs"></script>';

describe('the packed package', () => {
  let folder, files, close;
  before(async () => {
    ({ folder, files, close } = await openPacked(['support/case.mjs', 'runtimes/quiet.mjs']));
    await writeFile(join(folder, 'main.mjs'), MAIN);
    await writeFile(join(folder, 'index.html'), HTML);
  });
  after(() => close());

  test('holds the built files and nothing else', () => {
    const other = files.filter((path) => !path.startsWith('dist/') && !['package.json', 'README.md'].includes(path));
    assert.deepEqual(other, []);
    for (const path of ['index.js', 'index.d.ts', 'node.js', 'sandbox.js', 'lint.js', 'sandbox_backend.js', 'server.js', 'server_workerd.js', 'worker.js', 'wasm/ikd_verify_bg.wasm', 'wasm/ikd_verify_baseline_bg.wasm']) {
      assert.ok(files.includes(`dist/${path}`), path);
    }
  });

  test('brings no other package', async () => {
    const installed = (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['ikd-verify']);
  });

  test('works in Node', async () => {
    const script = 'await import("./main.mjs"); console.log(JSON.stringify(await outcome))';
    const { stdout, stderr } = await run('node', ['--input-type=module', '--eval', script], { cwd: folder });
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
    assert.equal(stderr, '');
  });

  test('is imported without a trace: every entry, as Node and as a server that renders for browsers takes it', async () => {
    const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const paths = new Set(Object.values(exports).flatMap(({ node, default: other }) => [node, other]).filter(Boolean));
    await symlink(join(ROOT, 'node_modules/react'), join(folder, 'node_modules/react'));
    for (const path of paths) {
      // React is the page's own: what it touches when it is imported is done before.
      const script = `import 'react';
        import { quietly } from './quiet.mjs';
        const { touched } = await quietly(() => import('./node_modules/ikd-verify/${path}'));
        console.log(JSON.stringify(touched));`;
      const { stdout, stderr } = await run('node', ['--input-type=module', '--eval', script], { cwd: folder });
      assert.deepEqual([path, JSON.parse(stdout), stderr], [path, [], '']);
    }
  });

  test('works in a page that Vite builds, with no plugin', async () => {
    await build({ root: folder, configFile: false, logLevel: 'warn', build: { target: 'es2022' } });
    const site = await openSite({ folders: { '/': pathToFileURL(join(folder, 'dist/')) } });
    assert.deepEqual(await outcomeAt(`${site.origin}/`).finally(site.close), EXPECTED);
  });

  test('works on Vite’s development server, with no plugin', async () => {
    const server = await createServer({ root: folder, configFile: false, logLevel: 'warn', server: { host: '127.0.0.1', port: 0 } });
    await server.listen();
    assert.deepEqual(await outcomeAt(server.resolvedUrls.local[0]).finally(() => server.close()), EXPECTED);
  });

  test('runs the README’s quick start as it is printed', async () => {
    await writeFile(join(folder, 'quick_start.mjs'), await quickStart());
    const { stdout } = await run('node', ['quick_start.mjs'], { cwd: folder });
    assert.equal(stdout, "{ nik: '3171011708950003', nama: 'BUDI SANTOSO' }\n");
  });

  test('has types that accept the quick start in a strict project', async () => {
    await writeFile(join(folder, 'quick_start.mts'), await quickStart());
    const strict = { noEmit: true, strict: true, exactOptionalPropertyTypes: true };
    const compilerOptions = { ...strict, target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['quick_start.mts'] }));
    const tsc = run('node', [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    assert.equal(await tsc.then(() => '', ({ stdout }) => stdout), '');
  });
});

async function quickStart() {
  const readme = await readFile(join(ROOT, '../README.md'), 'utf8');
  return /^```ts\n(.*?)^```$/ms.exec(readme)?.[1] ?? '';
}
