import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const dist = new URL('../../dist/', import.meta.url);
const read = (name) => readFile(new URL(name, dist));
const [production, sandbox] = await Promise.all([read('wasm/ikd_verify_bg.wasm'), read('wasm/ikd_sandbox_bg.wasm')]);

const seed = (name) => createHash('sha256').update(`ikd-verify sandbox ${name}`).digest();
const marks = {
  'the name that seeds are made from': Buffer.from('ikd-verify sandbox '),
  'the person': Buffer.from('BUDI SANTOSO'),
  'the issuer': Buffer.from('issuer.sandbox.example'),
};

describe('the production wasm', () => {
  for (const [name, mark] of Object.entries(marks)) {
    test(`does not hold ${name} of the sandbox`, () => {
      assert.ok(!production.includes(mark));
      // Else the mark would prove nothing.
      assert.ok(sandbox.includes(mark));
    });
  }

  test('does not hold a seed of the sandbox', () => {
    for (const name of ['root', 'issuer']) assert.ok(!production.includes(seed(name)));
  });

  test('exports nothing of the sandbox', async () => {
    const exported = async (bytes) => WebAssembly.Module.exports(await WebAssembly.compile(bytes)).map(({ name }) => name);
    const forbidden = /^(mint|show|trust|readChallenge|readCode|lint|profiles|bare)/i;
    assert.deepEqual((await exported(production)).filter((name) => forbidden.test(name)), []);
    const tools = ['lintRequest', 'mint', 'mintForAnybody', 'profiles', 'readChallenge', 'readCode', 'show', 'trust'];
    assert.deepEqual((await exported(sandbox)).filter((name) => forbidden.test(name)).sort(), tools);
  });

  test('is what the entry loads, and nothing of the sandbox', async () => {
    const loaded = new Set(['index.js', 'worker.js']);
    for (const name of loaded) {
      const text = String(await read(name));
      assert.ok(!/ikd_sandbox|wallet\.js|openWallet|class Sandbox|\bmint\b/.test(text), name);
      for (const [, path] of text.matchAll(/\bfrom ["'](.+?)["']/g)) loaded.add(new URL(path, new URL(name, dist)).href.slice(dist.href.length));
    }
    assert.ok(loaded.has('worker_engine.js'));
  });
});
