// The packed package's server entry in five runtimes: the same scenario gives the same results. Importing it touches nothing.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { openPacked, run } from '../support/packed.mjs';
import { records } from '../support/vectors.mjs';
import { program } from './programs.mjs';

const SANDBOX = 'node_modules/ikd-verify/dist/wasm/ikd_sandbox_bg.wasm';
const COPIES = ['support/case.mjs', ...['main.mjs', 'quiet.mjs', 'scenario.mjs', 'worker.mjs', 'workerd.capnp'].map((name) => `runtimes/${name}`)];

describe('the server entry', () => {
  let packed, expected;
  before(async () => {
    packed = await openPacked(COPIES);
    const plain = records.map(({ expect: _, intermediates: __, ...record }) => record);
    await writeFile(join(packed.folder, 'records.mjs'), `export default ${JSON.stringify(plain)};`);
    // The folder is all that it may read, and it may write nothing and start nothing.
    const permissions = process.versions.node.startsWith('20.') ? '--experimental-permission' : '--permission';
    expected = await result(process.execPath, [permissions, `--allow-fs-read=${packed.folder}/*`, 'main.mjs']);
  });
  after(() => packed.close());

  const result = async (name, args) => {
    const { stdout } = await run(name, args, { cwd: packed.folder, timeout: 120_000, maxBuffer: 1 << 24 });
    return JSON.parse(stdout);
  };
  const same = (name, variable, args) =>
    test(`gives the same in ${name}`, { skip: program(variable) === null && `no ${name} here` }, async () => {
      assert.deepEqual(await result(program(variable), args()), expected);
    });

  test('is imported without a trace, and does what it says', () => {
    assert.deepEqual(expected.touched, []);
    assert.deepEqual(expected.showing.steps, ['seen', 'verified', 'replayed', 'replayed']);
    assert.deepEqual(expected.showing.released, { nik: '3171011708950003', nama: 'BUDI SANTOSO', usia_18: true });
    assert.deepEqual(expected.showing.receipts, ['receipt', 'signature_invalid', 'withdrawn']);
    assert.deepEqual(Object.values(expected.faults), [
      'verified', 'expired', 'signature_invalid', 'issuer_unknown', 'audience_mismatch', 'nonce_unknown', 'revoked',
    ]);
    assert.deepEqual(expected.routes.map(([status]) => status), [200, 200, 200, 400, 401, 400, 413, 405, 404]);
    const codes = new Set(expected.verdicts.map(([, code]) => code));
    assert.ok(expected.verdicts.length === records.length && codes.size > 50 && !codes.has('refused'), String(codes.size));
  });

  same('Node 24', 'NODE_24', () => ['--permission', `--allow-fs-read=${packed.folder}`, 'main.mjs']);
  same('Bun', 'BUN', () => ['main.mjs']);
  // No network, no other file, no environment: only the sandbox's module is read.
  same('Deno', 'DENO', () => ['run', '--no-prompt', `--allow-read=${SANDBOX}`, 'main.mjs']);

  test('gives the same in workerd', { skip: program('WORKERD') === null && 'no workerd here' }, async () => {
    await bundleWorker(packed.folder);
    const { young, ...outcome } = await result(program('WORKERD'), ['test', 'workerd.capnp']);
    assert.deepEqual(outcome, expected);
    assert.ok(young, 'a store that was made while the module was loaded');
  });
});

/** As the tools of workerd do: the module stays a file, which the script imports. */
function bundleWorker(folder) {
  const options = { bundle: true, format: 'esm', conditions: ['workerd'], loader: { '.wasm': 'copy' }, assetNames: '[name]', logLevel: 'warning' };
  return build({ ...options, absWorkingDir: folder, entryPoints: ['worker.mjs'], outfile: 'worker/worker.js' });
}
