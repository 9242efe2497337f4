import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { createVerifier, pseudonym } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { openCase } from '../support/case.mjs';

const open = async () => {
  const own = await openCase({ createVerifier, openSandbox });
  const { text } = own.mint();
  const verify = async () => (await own.verifier.verify(text, { now: own.now })).credential;
  return { ...own, verify, shared: ['nik', 'nama'] };
};

describe('a comparison in Node', () => {
  test('says yes or no, once a field, also when the code is verified again', async () => {
    const { verify, shared } = await open();
    const credential = await verify();
    const typed = { nama: 'Dr. Budi Santoso, S.H.', nik: '3171011708950004' };
    assert.deepEqual(await credential.match(typed), { outcome: 'matched', fields: { nama: true, nik: false } });
    const spent = { outcome: 'rejected', code: 'match_spent', category: 'refused', detail: { field: 'nik' } };
    assert.deepEqual(await credential.match({ nik: '3171011708950003' }, { shared }), spent);
    assert.deepEqual(await (await verify()).match({ nik: '3171011708950003' }, { shared }), spent);
    assert.equal((await credential.release(shared)).outcome, 'released');
  });

  test('needs the consent of a release', async () => {
    const { verify } = await open();
    const credential = await verify();
    assert.equal((await credential.match({ nama: 'Budi' })).code, 'consent_refused');
    assert.equal((await credential.match({ agama: 'ISLAM' })).code, 'field_not_requested');
    await assert.rejects(credential.match({ nama: 5 }), TypeError);
    credential.close();
    await assert.rejects(credential.match({ nama: 'Budi' }), new TypeError('The credential is closed.'));
  });

  test('makes the pseudonym that any HMAC makes', async () => {
    const { verify, shared } = await open();
    const credential = await verify();
    const key = new Uint8Array(32).fill(7);
    const expected = createHmac('sha256', key).update('ikd-verify pseudonym 1\0https://bank.example\x003171011708950003').digest('hex');
    assert.deepEqual(await pseudonym(credential, key, { shared }), { outcome: 'pseudonym', pseudonym: expected });
    assert.equal((await pseudonym(credential, key, { shared: ['nama'] })).code, 'consent_refused');
    await assert.rejects(pseudonym(credential, key.subarray(1), { shared }), TypeError);
    credential.close();
    await assert.rejects(pseudonym(credential, key, { shared }), new TypeError('The credential is closed.'));
  });

  test('a release reports the three functions', async () => {
    const { verify, shared } = await open();
    const { functions } = await (await verify()).release(shared);
    assert.deepEqual(functions, { pembuktian: 'verified', otentikasi: 'bound', otorisasi: shared });
  });

  test('a browser’s entry makes no pseudonym', async () => {
    const { readFile } = await import('node:fs/promises');
    const entry = await readFile(new URL('../../dist/index.js', import.meta.url), 'utf8');
    assert.ok(!entry.includes('pseudonym'));
  });
});
