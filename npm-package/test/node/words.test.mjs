import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { CODES } from '../../dist/code.js';
import { HINTS } from '../../dist/hint.js';
import { STATES } from '../../dist/session_state.js';
import { EN as EN_FIRST } from '../../dist/words/en.js';
import { EN_LATER } from '../../dist/words/en_later.js';
import { ID as ID_FIRST } from '../../dist/words/id.js';
import { ID_LATER } from '../../dist/words/id_later.js';

const [ID, EN] = [{ ...ID_FIRST, ...ID_LATER }, { ...EN_FIRST, ...EN_LATER }];
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const UI = new URL('../../src/ui/', import.meta.url);

test('Indonesian and English have the same keys and holes, and no empty text', () => {
  assert.deepEqual(Object.keys(EN).sort(), Object.keys(ID).sort());
  for (const key of Object.keys(ID)) {
    assert.ok(ID[key].trim() && EN[key].trim(), key);
    assert.deepEqual(holes(EN[key]), holes(ID[key]), key);
  }
});

test('no text stands in the screens beside the tables', async () => {
  for (const file of await readdir(UI)) {
    if (/^style/.test(file)) continue;
    const source = await readFile(new URL(file, UI), 'utf8');
    const said = [...source.matchAll(/node\('(?:p|strong|h2|h3|span|em|summary|label|dt)', \{[^{}]*\}, '([^']*\p{L}[^']*)'/gu)].map(([, text]) => text);
    assert.deepEqual(said, [], file);
  }
});

test('every text is used, by its whole key or by its group', async () => {
  const files = [...(await readdir(UI)).map((file) => new URL(file, UI)), new URL('../element.ts', UI)];
  const sources = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  const groups = ['field.', 'code.', 'category.', 'level.', 'warning.', 'hint.', 'aim.', 'basis.', 'duration.', 'capture.', 'wait.', 'camera.', 'offer.', 'done.unproven.'];
  const unused = Object.keys(ID).filter((key) => !sources.includes(`'${key}'`) && !groups.some((group) => key.startsWith(group) && sources.includes(`\`${group}`)) && !key.startsWith('field.') && !key.startsWith('level.') && !key.startsWith('code.'));
  assert.deepEqual(unused, []);
});

test('every hint has its sentence, every named code is a code', () => {
  for (const name of HINTS) assert.ok(ID[`hint.${name}`], name);
  for (const key of Object.keys(ID).filter((key) => key.startsWith('code.'))) assert.ok(CODES.includes(key.slice(5)), key);
});

test('every code of camera, module and worker has a sentence of its own', () => {
  const own = CODES.filter((code) => /^(camera_|wasm_|insecure_|in_app_|backend_)/.test(code));
  for (const code of own) assert.ok(ID[`code.${code}`], code);
  assert.equal(own.length, 11);
});

test('the states are those that the screens know', () => {
  assert.equal(STATES.length, 15);
});
