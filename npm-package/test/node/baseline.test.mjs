// The wasm file for engines without vector instructions, in a process of its own: a process starts one module.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import binaryen from 'binaryen';
import { createVerifier } from 'ikd-verify';
import { LocalEngine } from '../../dist/local_engine.js';
import { runFrame, settings } from '../support/frame.mjs';
import { runRecord } from '../support/record.mjs';
import { sights } from '../support/sights.mjs';
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

  test('spoiled frames show both files the same, to the last bit', async () => {
    const [record] = frames;
    const pictures = frames.flatMap(({ picture }) => [60, 220, 320, 420].map((noise) => spoiled(picture, noise)));
    const given = { settings: settings(record), now: record.now, pictures };
    const worker = new Worker(new URL('../support/sights.mjs', import.meta.url), {
      workerData: { sights: { ...given, wasm: fileURLToPath(new URL('ikd_verify_bg.wasm', wasm)) } },
    });
    const [[withVectors], without] = await Promise.all([once(worker, 'message'), sights({ ...given, wasm })]);
    assert.deepEqual(withVectors, without);
    // Some are read, some are only seen: else this would show little.
    assert.ok(without.some(({ outcome }) => outcome === 'judged') && without.some(({ outcome, sight }) => !outcome && sight));
  });
});

/** The picture with each pixel the mean of nine, and then noise, the same each time. */
function spoiled({ luma, width, height }, noise) {
  let state = noise;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const mean = (i) => {
    let sum = 0;
    for (const row of [-width, 0, width]) for (const step of [-1, 0, 1]) sum += luma[i + row + step] ?? luma[i];
    return sum / 9;
  };
  return { luma: luma.map((_, i) => Math.min(255, Math.max(0, mean(i) + noise * (random() - 0.5)))), width, height };
}

/** Whether a file is valid for an engine that knows everything but vectors. */
async function validates(file) {
  const module = binaryen.readBinary(new Uint8Array(await readFile(file)));
  module.setFeatures(binaryen.Features.All & ~binaryen.Features.SIMD128);
  const valid = module.validate();
  module.dispose();
  return valid === 1;
}
