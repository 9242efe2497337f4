// The packed package's server entry in five runtimes: the same scenario gives the same results. Importing it touches nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { openPacked, run } from '../support/packed.mjs';
import { records } from '../support/vectors.mjs';
import { firstLine, flood, HOSTILE } from '../support/wire.mjs';
import { program } from './programs.mjs';

const SANDBOX = 'node_modules/ikd-verify/dist/wasm/ikd_sandbox_bg.wasm';
const COPIES = ['support/case.mjs', ...['main.mjs', 'quiet.mjs', 'scenario.mjs', 'serve.mjs', 'worker.mjs', 'workerd.capnp'].map((name) => `runtimes/${name}`)];

let packed;
before(async () => {
  packed = await openPacked(COPIES);
});
after(() => packed.close());

describe('the server entry', () => {
  let expected;
  before(async () => {
    const plain = records.map(({ expect: _, intermediates: __, ...record }) => record);
    await writeFile(join(packed.folder, 'records.mjs'), `export default ${JSON.stringify(plain)};`);
    // The folder is all that it may read, and it may write nothing and start nothing.
    const permissions = process.versions.node.startsWith('20.') ? '--experimental-permission' : '--permission';
    expected = await result(process.execPath, [permissions, `--allow-fs-read=${packed.folder}/*`, 'main.mjs']);
  });

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
    assert.deepEqual(expected.visit.answers, [['verified', 'ikd'], ['manual', 'manual'], ['field_not_requested', null], ['session_missing', null]]);
    assert.deepEqual([expected.visit.asked, expected.visit.hasLength], [{ outcome: 'request', name: 'open', language: 'id' }, true]);
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

describe('behind http', () => {
  const lives = (name, variable, args = []) =>
    test(`nothing that a caller sends ends ${name}`, { skip: program(variable) === null && `no ${name} here` }, async (context) => {
      const server = spawn(program(variable), [...args, 'serve.mjs'], { cwd: packed.folder, stdio: ['ignore', 'pipe', 'inherit'] });
      context.after(() => server.kill());
      for (const port of JSON.parse(await new Promise((resolve) => server.stdout.once('data', resolve)))) {
        const origin = `http://127.0.0.1:${port}`;
        // Bun closes the connection of a method that it does not know.
        for (const line of HOSTILE) assert.match(await firstLine(port, line), /^HTTP\/1.1 4|^$/, line);
        assert.match(await firstLine(port, 'POST /ikd/verify', '{'), / 408 /);
        assert.equal(await flood(origin), 413);
        const headers = { 'content-type': 'application/json', cookie: 'ana' };
        const response = await fetch(`${origin}/ikd/challenge`, { method: 'POST', headers, body: '{"request":"open"}' });
        assert.equal((await response.json()).outcome, 'challenge');
      }
      assert.equal(server.exitCode, null);
    });

  lives('Node 24', 'NODE_24');
  lives('Bun', 'BUN');
  lives('Deno', 'DENO', ['run', '--no-prompt', `--allow-read=${SANDBOX}`, '--allow-net=127.0.0.1']);
});

/** As the tools of workerd do: the module stays a file, which the script imports. */
function bundleWorker(folder) {
  const options = { bundle: true, format: 'esm', conditions: ['workerd'], loader: { '.wasm': 'copy' }, assetNames: '[name]', logLevel: 'warning' };
  return build({ ...options, absWorkingDir: folder, entryPoints: ['worker.mjs'], outfile: 'worker/worker.js' });
}
