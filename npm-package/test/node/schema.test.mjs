import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';

const vectors = new URL('../../../test-vectors/', import.meta.url);
const json = async (file) => JSON.parse(await readFile(new URL(file, vectors), 'utf8'));

const fits = new Ajv2020().compile(await json('schema.json'));

for (const file of (await readdir(new URL('verify/', vectors))).sort()) {
  test(`${file} fits the schema`, async () => assert.ok(fits(await json(`verify/${file}`)), JSON.stringify(fits.errors)));
}

test('a record with an unknown item does not fit', async () => {
  const [record] = await json('verify/accepted.json');
  assert.ok(!fits([{ ...record, nonsense: true }]));
});
