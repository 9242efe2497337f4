import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as scripts from '../../dist/redis_script.js';

const folder = new URL('../../../sdk/server/lua/', import.meta.url);

test('the scripts are those of Rust', async () => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.lua'));
  assert.deepEqual(files.map((file) => file.slice(0, -4).toUpperCase()).sort(), Object.keys(scripts).sort());
  for (const file of files) {
    const text = await readFile(new URL(file, folder), 'utf8');
    const { text: own, sha1 } = scripts[file.slice(0, -4).toUpperCase()];
    assert.equal(own, text);
    assert.equal(sha1, createHash('sha1').update(text).digest('hex'));
  }
});
