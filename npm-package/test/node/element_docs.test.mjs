import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { CSS } from '../../dist/ui/style_text.js';

const ROOT = new URL('../../', import.meta.url);
const at = (path) => new URL(path, ROOT);

test('ELEMENT.md is what the types and the words say', async () => {
  await promisify(execFile)(process.execPath, ['document.mjs', '--check'], { cwd: ROOT });
});

test('every part, slot, attribute, event and custom property that is documented is there, and the other way round', async () => {
  const element = await readFile(at('src/element.ts'), 'utf8');
  const files = (await readdir(at('src/ui/'))).map((name) => `src/ui/${name}`);
  const sources = (await Promise.all([...files, 'src/element.ts'].map((path) => readFile(at(path), 'utf8')))).join('\n');
  const documented = (name) => [...(element.split(`interface ${name} {`)[1]?.split('\n}')[0] ?? '').matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, key]) => key).sort();
  const found = (pattern) => [...new Set([...sources.matchAll(pattern)].flatMap(([, key]) => key.split(/[ $]/)[0]))].sort();

  assert.deepEqual(found(/part: [`']([\w-]+)/g), documented('IkdVerifyParts'));
  assert.deepEqual(found(/(?:'slot', \{ name: '|slot\(')([\w-]+)'/g), documented('IkdVerifySlots'));
  assert.deepEqual([...new Set([...CSS.matchAll(/var\((--ikd-[\w-]+)/g)].map(([, name]) => name))].sort(), documented('IkdVerifyCustomProperties'));
  assert.deepEqual(found(/(?:CustomEvent\(|verified: |rejected: )'(ikd-[\w-]+)'/g), documented('IkdVerifyEvents'));
  assert.deepEqual(found(/[gs]etAttribute\('(request|wallet|handover|manual|pictures|begin)'/g).concat('lang').sort(), documented('IkdVerifyAttributes'));
});
