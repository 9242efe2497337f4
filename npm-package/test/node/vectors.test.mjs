import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { runRecord } from '../support/record.mjs';
import { records } from '../support/vectors.mjs';

describe('test vectors in Node', () => {
  test('there are some', () => assert.ok(records.length > 0));
  for (const record of records) {
    test(record.id, async () => assert.deepEqual(await runRecord(createVerifier, record), record.expect));
  }
});
