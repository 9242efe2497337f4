import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { LocalEngine } from '../../dist/local_engine.js';
import { runFrame, settings } from '../support/frame.mjs';
import { frames } from '../support/vectors.mjs';

const own = new URL('../../dist/wasm/ikd_verify_bg.wasm', import.meta.url);
const module = await WebAssembly.compile(await readFile(own));

describe('frames in Node', () => {
  for (const record of frames) {
    test(record.id, async () => {
      const engine = new LocalEngine(module, settings(record));
      assert.deepEqual(await runFrame(engine, record.picture, record), record.expect);
    });
  }
});
