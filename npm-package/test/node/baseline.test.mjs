// The wasm file for engines without vector instructions, in a process of its own: a process starts one module.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import binaryen from 'binaryen';
import { createVerifier } from 'ikd-verify';
import { LocalEngine } from '../../dist/local_engine.js';
import { runFrame, settings } from '../support/frame.mjs';
import { runRecord } from '../support/record.mjs';
import { frames, records } from '../support/vectors.mjs';

const wasm = new URL('../../dist/wasm/ikd_verify_baseline_bg.wasm', import.meta.url);
const module = await WebAssembly.compile(await readFile(wasm));

describe('without vectors, in Node', () => {
  test('it holds no vector instruction, and the other file does', async () => {
    assert.equal(await validates(wasm), true);
    assert.equal(await validates(new URL('ikd_verify_bg.wasm', wasm)), false);
  });

  test('all records give what they must', async () => {
    const create = (options) => createVerifier({ ...options, wasm });
    for (const record of records) assert.deepEqual(await runRecord(create, record), record.expect, record.id);
  });

  test('all frames give what they must', async () => {
    for (const record of frames) {
      const engine = new LocalEngine(module, settings(record));
      assert.deepEqual(await runFrame(engine, record.picture, record), record.expect, record.id);
    }
  });
});

/** Whether a file is valid for an engine that knows everything but vectors. */
async function validates(file) {
  const module = binaryen.readBinary(new Uint8Array(await readFile(file)));
  module.setFeatures(binaryen.Features.All & ~binaryen.Features.SIMD128);
  const valid = module.validate();
  module.dispose();
  return valid === 1;
}
