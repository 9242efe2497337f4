import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { Engine } from '../../dist/wasm/ikd_verify.js';
import { FIELDS, openCase } from '../support/case.mjs';

test('a trap fails one call, loses the open credentials, and the next call works', async (t) => {
  const [{ verifier, mint, now }, other] = [await openCase({ createVerifier, openSandbox }), await openCase({ createVerifier, openSandbox })];
  const open = await other.verifier.verify(other.mint().text, { now });
  const trap = t.mock.method(Engine.prototype, 'verify', () => {
    throw new WebAssembly.RuntimeError('unreachable');
  });
  assert.deepEqual(await verifier.verify(mint().text, { now }), { outcome: 'rejected', code: 'worker_trapped', category: 'environment' });
  trap.mock.restore();
  assert.equal((await verifier.verify(mint().text, { now })).outcome, 'verified');
  assert.equal((await open.credential.release(FIELDS)).code, 'worker_lost');
  assert.equal((await other.verifier.verify(other.mint().text, { now })).outcome, 'verified');
});
