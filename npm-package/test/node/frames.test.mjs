import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { LocalEngine } from '../../dist/local_engine.js';
import { Engine } from '../../dist/wasm/ikd_verify.js';
import { runFrame, settings } from '../support/frame.mjs';
import { frames } from '../support/vectors.mjs';

const own = new URL('../../dist/wasm/ikd_verify_bg.wasm', import.meta.url);
const module = await WebAssembly.compile(await readFile(own));

describe('frames in Node', () => {
  for (const record of frames) {
    test(`${record.flags} ${record.id}`, async () => {
      const engine = new LocalEngine(module, settings(record));
      assert.deepEqual(await runFrame(engine, record.picture, record), record.expect);
    });
  }
});

describe('frames whose sides and pixels do not agree, in Node', () => {
  const invalid = { seen: { outcome: 'rejected', code: 'frame_invalid', category: 'environment' }, sight: null, light: 0 };
  const engine = new LocalEngine(module, settings(frames[0]));
  const look = (picture) => engine.call('look', picture, { now: 0, clock: 'given' });

  for (const [width, height] of [[0, 0], [1, 1], [20, 480], [16_384, 16_384], [NaN, 480], [-640, -480], [2 ** 32 + 640, 480]]) {
    test(`Q05 ${width} × ${height}`, async () => {
      const length = Math.min(1e6, Math.abs(width * height) || 0);
      assert.deepEqual(await look({ luma: new Uint8Array(length), width, height }), invalid);
      assert.deepEqual(await look({ data: new Uint8ClampedArray(4 * length), width, height }), invalid);
    });
  }

  for (const [name, change] of Object.entries({ shorter: -1, longer: 1, 'much longer': 640 * 480 })) {
    test(`Q06 ${name} than the sides say`, async () => {
      assert.deepEqual(await look({ luma: new Uint8Array(640 * 480 + change), width: 640, height: 480 }), invalid);
      assert.deepEqual(await look({ data: new Uint8ClampedArray(4 * 640 * 480 + change), width: 640, height: 480 }), invalid);
    });
  }

  test('and the next good one is read, also where a large one has made the memory grow in between', async () => {
    const [{ picture, now }] = frames;
    const large = { luma: new Uint8Array(4000 * 3000).fill(200), width: 4000, height: 3000 };
    for (const { expected, shown } of [{ expected: 'judged', shown: picture }, { expected: undefined, shown: large }, { expected: 'judged', shown: picture }]) {
      const { seen, sight, light } = await engine.call('look', shown, { now, clock: 'given' });
      assert.equal(seen?.outcome, expected);
      assert.equal(sight?.width, expected && shown.width);
      assert.ok(light > 100);
    }
  });

  test('and one is read in an instance that a trap has brought', async (t) => {
    const [{ picture, now }] = frames;
    const other = new LocalEngine(module, settings(frames[0]));
    const trap = t.mock.method(Engine.prototype, 'look', () => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
    assert.equal((await engine.call('look', picture, { now, clock: 'given' })).code, 'worker_trapped');
    trap.mock.restore();
    for (const each of [engine, other]) {
      const { seen, sight } = await each.call('look', picture, { now, clock: 'given' });
      assert.deepEqual([seen.outcome, sight.width], ['judged', picture.width]);
    }
  });
});
