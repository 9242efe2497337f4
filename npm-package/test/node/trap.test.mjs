import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVerifier, pseudonym } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { Engine } from '../../dist/wasm/ikd_verify.js';
import { FIELDS, openCase } from '../support/case.mjs';

/** What the glue throws when the module's memory is broken: its own errors, and errors and things that were found there. */
const THROWN = [
  new WebAssembly.RuntimeError('unreachable'),
  new RangeError('Invalid typed array length: 42'),
  new TypeError("Cannot read properties of undefined (reading 'outcome')"),
  new Error('\0\0BUDI SANTOSO'),
  'BUDI SANTOSO',
  undefined,
];

for (const thrown of THROWN) {
  test(`${thrown?.constructor.name} thrown by a broken module is a trap, and no sentence about the caller`, async (t) => {
    const { verifier, mint, now } = await openCase({ createVerifier, openSandbox });
    const broken = t.mock.method(Engine.prototype, 'verify', () => {
      throw thrown;
    });
    assert.equal((await verifier.verify(mint().text, { now })).code, 'worker_trapped');
    broken.mock.restore();
    assert.equal((await verifier.verify(mint().text, { now })).outcome, 'verified');
  });
}

test('what the module says of the arguments of a call is misuse, and costs no credential', async () => {
  const { verifier, mint, now } = await openCase({ createVerifier, openSandbox });
  const open = await verifier.verify(mint().text, { now });
  const key = new Uint8Array(31);
  for (const [call, sentence] of [
    [() => verifier.verify('', { now, clock: 'sun' }), /^TypeError: clock must be/],
    [() => verifier.symbol('a'.repeat(3000)), /^TypeError: The text is longer/],
    [() => verifier.symbol(5), /^TypeError: The text of a symbol/],
    [() => pseudonym(open.credential, key), /^TypeError: the key is of 32 bytes/],
    [() => verifier.challenge([5]), /^TypeError: .* arrays of strings/],
    [() => open.credential.release('nik'), /^TypeError: .* arrays of strings/],
  ]) {
    await assert.rejects(call(), sentence);
  }
  assert.equal((await open.credential.release(FIELDS)).outcome, 'released');
});

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
