import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES } from '../../dist/code.js';
import { rejected } from '../../dist/rejection.js';
import { vectorFile } from '../support/vectors.mjs';

const published = await vectorFile('codes.json');

test('the codes of TypeScript are those of codes.json', () => {
  assert.deepEqual([...CODES].sort(), published.map(({ code }) => code).sort());
});

test('the runtime’s own rejections have the published category', () => {
  const own = /^(camera_|wasm_|worker_|insecure_context|in_app_browser|frame_)/;
  for (const { code, category } of published.filter(({ code }) => own.test(code))) {
    assert.equal(rejected(code).category, category, code);
  }
});
