// Both languages are complete and equal, every text that the pages use exists, and every code they name is a code of the package.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { DRAWINGS, FAULTS, MODES } from '../wallet/public/trials.js';
import { PACKAGE_FOLDER } from '../static_files.mjs';

const FOLDERS = ['page', 'wallet/public', 'bank-onboarding/public', 'shop-onboarding/public', 'airline-checkin/public', 'airline-checkin/agent', 'kiosk/public', 'playground/public'];

const at = (path) => new URL(`../${path}`, import.meta.url);
const words = async (folder, language) => (await import(at(`${folder}/words.${language}.js`))).words;

for (const folder of FOLDERS) {
  test(`${folder}: Indonesian and English have the same keys, and no empty text`, async () => {
    const [id, en] = [await words(folder, 'id'), await words(folder, 'en')];
    assert.deepEqual(Object.keys(id), Object.keys(en));
    for (const [key, text] of [...Object.entries(id), ...Object.entries(en)]) assert.ok(text.trim(), key);
    for (const key of Object.keys(id)) assert.deepEqual(holes(id[key]), holes(en[key]), key);
  });
}

test('every text that a page uses is in its table', async () => {
  const shared = await words('page', 'id');
  for (const folder of FOLDERS.slice(1)) {
    const [table, keys] = [{ ...shared, ...(await words(folder, 'id')) }, await used(folder)];
    assert.ok(keys.size > 5, folder);
    for (const key of keys) assert.ok(key in table, `${folder}: ${key}`);
  }
});

test('every trial and every mode of the wallet has its words, and every expected code its sentence', async () => {
  const [shared, wallet] = [await words('page', 'id'), await words('wallet/public', 'id')];
  for (const [name, { code }] of Object.entries(FAULTS)) {
    assert.ok(wallet[`fault.${name}`], name);
    assert.ok(shared[`code.${code}`], code);
  }
  for (const group of ['fault', 'phone', 'drawing']) for (const key of ['title', 'lead']) assert.ok(wallet[`${group}.${key}`], group);
  for (const name of Object.keys(DRAWINGS)) assert.ok(wallet[`drawing.${name}`], name);
  for (const mode of MODES) assert.ok(wallet[`mode.${mode}`] && wallet[`mode.${mode}.note`], mode);
});

test('every code with a sentence is a code of the package, and the codes of server and camera all have one', async () => {
  const { CODES } = await import(`file://${PACKAGE_FOLDER}/code.js`);
  const named = Object.keys(await words('page', 'id')).filter((key) => key.startsWith('code.')).map((key) => key.slice(5));
  for (const code of named) assert.ok(code === 'network' || CODES.includes(code), code);
  const needed = CODES.filter((code) => /^(camera_|nonce_|replayed|session_|evidence_|store_|expired|request_expired|signature_invalid|issuer_unknown|audience_)/.test(code));
  for (const code of needed) assert.ok(named.includes(code), code);
});

function holes(text) {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
}

async function used(folder) {
  const keys = new Set();
  for (const name of await readdir(at(folder))) {
    if (!/\.(js|html)$/.test(name) || name.startsWith('words.')) continue;
    const source = await readFile(at(`${folder}/${name}`), 'utf8');
    for (const [, key] of source.matchAll(/(?:\b(?:say|row)\(\s*'|data-say=")([a-z]+\.[\w.]+)/g)) keys.add(key);
  }
  return keys;
}
