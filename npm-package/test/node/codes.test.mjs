import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES } from '../../dist/code.js';
import { KINDS } from '../../dist/kind.js';
import { rejected } from '../../dist/rejection.js';
import { kindSentence } from 'ikd-verify';
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

test('the kinds and their sentences are those of kinds.json', async () => {
  const kinds = await vectorFile('kinds.json');
  assert.deepEqual(KINDS, Object.fromEntries(kinds.map(({ kind, sentence }) => [kind, sentence])));
  for (const { kind, sentence } of kinds) {
    assert.equal(kindSentence(kind, 'id'), sentence.id);
    assert.equal(kindSentence(kind, 'en'), sentence.en);
  }
});

test('a kind that is not known has the sentence of any other QR', () => {
  for (const kind of ['telepathy', 'toString', undefined, 7]) assert.equal(kindSentence(kind, 'id'), KINDS.other.id);
});
