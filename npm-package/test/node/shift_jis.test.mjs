import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NATIVE, meanings } from '../support/shift_jis.mjs';

test('Shift JIS means in Node what it means natively', async () => {
  assert.equal(await meanings(), NATIVE);
});
