// The bank's backend over real HTTP, with tokens that the sandbox mints for the live nonce.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStore, verifyReceipt } from 'ikd-verify/server';
import { FAULTS, MODES, faultsOf } from '../wallet/public/trials.js';
import { REQUIRED, withBank } from './client.mjs';

/** The public key of the seed of 32 sevens. */
const KEY = 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c';

const code = (answer) => answer.code ?? answer.outcome;

test('an honest presentation is verified, and only what was asked and chosen is released', () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation, seen } = await customer.scanned(['pekerjaan']);
    assert.equal(seen.outcome, 'seen');
    const answer = await customer.post('/api/ikd/verify', { presentation });
    assert.equal(answer.outcome, 'verified');
    assert.deepEqual(Object.keys(answer.data.fields).sort(), [...REQUIRED, 'pekerjaan'].sort());
    assert.equal(answer.levels.clock, 'server');
    assert.equal(answer.levels.nonce, 'matched');
    assert.equal(answer.levels.audience, 'matched');
    assert.equal(answer.levels.environment, 'sandbox');
  }));

test('the receipt is signed, and holds no value of the person and not the presentation', () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation } = await customer.scanned();
    const { receipt, data } = await customer.post('/api/ikd/verify', { presentation });
    const paper = JSON.stringify(receipt);
    for (const name of ['nik', 'nama', 'tanggal_lahir']) assert.ok(!paper.includes(data.fields[name]), name);
    assert.ok(!paper.includes(presentation));
    const names = receipt.receipt.pii_processing.purposes[0].pii_information.map(({ pii_type: name }) => name);
    assert.deepEqual(names, REQUIRED);
    const opened = verifyReceipt(new Uint8Array(Buffer.from(receipt.signed, 'base64')), [KEY]);
    assert.deepEqual(opened.receipt, receipt.receipt);
  }, { key: Buffer.alloc(32, 7) }));

test('a field that the wallet adds without being asked is not released', () =>
  withBank(async (client) => {
    const customer = client();
    const challenge = await customer.ask();
    const { presentation, hash } = await customer.answer(challenge, { fields: [...REQUIRED, 'status_perkawinan'] });
    await customer.post('/api/ikd/seen', { hash });
    const answer = await customer.post('/api/ikd/verify', { presentation });
    assert.deepEqual(Object.keys(answer.data.fields).sort(), [...REQUIRED].sort());
  }));

test('a second time is replayed, also for many at once', () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation } = await customer.scanned();
    const answers = await Promise.all(Array.from({ length: 12 }, () => customer.post('/api/ikd/verify', { presentation })));
    assert.equal(answers.filter((answer) => answer.outcome === 'verified').length, 1);
    assert.equal(answers.filter((answer) => answer.code === 'replayed').length, 11);
    await customer.ask();
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation })), 'replayed');
  }));

test('without a session, or with an invented one, nothing is told', () =>
  withBank(async (client) => {
    const { presentation } = await client().scanned();
    const stranger = client();
    assert.equal(code(await stranger.post('/api/ikd/verify', { presentation })), 'session_missing');
    stranger.cookie = `ikd-session=${'A'.repeat(22)}.${'B'.repeat(43)}`;
    assert.equal(code(await stranger.post('/api/ikd/verify', { presentation })), 'session_missing');
    assert.equal(code(await stranger.post('/api/ikd/seen', { hash: '0'.repeat(64) })), 'session_missing');
  }));

test("another session's presentation is a session mismatch, and stays good for its owner", () =>
  withBank(async (client) => {
    const owner = client();
    const { presentation, hash } = await owner.scanned();
    const thief = client();
    await thief.ask();
    assert.equal(code(await thief.post('/api/ikd/verify', { presentation })), 'session_mismatch');
    assert.equal(code(await owner.post('/api/ikd/verify', { presentation })), 'verified');
  }));

test('what was not scanned is an evidence mismatch and takes nothing', () =>
  withBank(async (client) => {
    const customer = client();
    const challenge = await customer.ask();
    const now = Math.floor(Date.now() / 1000);
    const first = await customer.answer(challenge, { now });
    const second = await customer.answer(challenge, { now: now - 1 });
    await customer.post('/api/ikd/seen', { hash: first.hash });
    assert.equal(code(await customer.post('/api/ikd/seen', { hash: second.hash })), 'evidence_mismatch');
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation: second.presentation })), 'evidence_mismatch');
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation: first.presentation })), 'verified');
  }));

test('freshness is judged at the scan: minutes of reading cost nothing, ten are too many', async () => {
  let now = Math.floor(Date.now() / 1000);
  const clock = () => now;
  await withBank(async (client) => {
    const reader = client();
    const read = await reader.scanned();
    now += 599;
    assert.equal(code(await reader.post('/api/ikd/verify', { presentation: read.presentation })), 'verified');
    const sleeper = client();
    const slept = await sleeper.scanned();
    now += 601;
    assert.equal(code(await sleeper.post('/api/ikd/verify', { presentation: slept.presentation })), 'request_expired');
  }, { clock });
});

test('a code that had expired when it was scanned is expired', async () => {
  let now = Math.floor(Date.now() / 1000);
  const clock = () => now;
  await withBank(async (client) => {
    const customer = client();
    const challenge = await customer.ask();
    const old = await customer.answer(challenge, { now: now - 600 });
    await customer.post('/api/ikd/seen', { hash: old.hash });
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation: old.presentation })), 'expired');
  }, { clock });
});

test('a scan after the end of the request is refused', async () => {
  let now = Math.floor(Date.now() / 1000);
  await withBank(async (client) => {
    const customer = client();
    const { hash } = await customer.answer(await customer.ask());
    now += 120;
    assert.equal(code(await customer.post('/api/ikd/seen', { hash })), 'request_expired');
  }, { clock: () => now });
});

for (const mode of MODES) {
  test(`each fault in mode ${mode} has its code`, () =>
    withBank(async (client) => {
      for (const fault of faultsOf(mode).filter((name) => name !== 'replayed')) {
        const customer = client();
        const { presentation, hash } = await customer.answer(await customer.ask(), { fault, mode });
        await customer.post('/api/ikd/seen', { hash: hash ?? '0'.repeat(64) });
        // The backend knows all its nonces: what the page calls another request's is nobody's.
        const wanted = fault === 'wrong_nonce' ? 'nonce_unknown' : FAULTS[fault].code;
        assert.equal(code(await customer.post('/api/ikd/verify', { presentation })), wanted, fault);
      }
    }));
}

test('the backend does not care how the code was made', () =>
  withBank(async (client) => {
    const release = async (mode) => {
      const customer = client();
      const { presentation, hash } = await customer.answer(await customer.ask(), { mode });
      await customer.post('/api/ikd/seen', { hash });
      return customer.post('/api/ikd/verify', { presentation });
    };
    const [minted, shown] = [await release('minted'), await release('sd')];
    assert.deepEqual([minted.mode, shown.mode], ['minted', 'sd']);
    assert.deepEqual(shown.data.fields, minted.data.fields);
    assert.deepEqual([shown.levels.holderBinding, shown.levels.status], ['device_key', 'valid']);
  }));

test("a scan that answers another request: replayed, another session's, or not ours; without a session nothing is told", () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation, hash } = await customer.scanned();
    await customer.post('/api/ikd/verify', { presentation });
    await customer.ask();
    assert.equal(code(await customer.post('/api/ikd/foreign', { hash })), 'replayed');
    const fresh = '0'.repeat(64);
    assert.equal(code(await customer.post('/api/ikd/foreign', { hash: fresh })), 'nonce_mismatch');
    const other = client();
    await other.ask();
    assert.equal(code(await other.post('/api/ikd/foreign', { hash })), 'session_mismatch');
    assert.equal(code(await client().post('/api/ikd/foreign', { hash })), 'session_missing');
  }));

test('a choice outside the request is refused, and one without what is required', () =>
  withBank(async (client) => {
    const customer = client();
    const { name } = await customer.begin('en');
    assert.equal(name, 'open-account-en');
    const ask = async (fields) => code(await customer.post('/api/ikd/challenge', { request: name, fields }));
    assert.equal(await ask([...REQUIRED, 'agama']), 'field_not_requested');
    assert.equal(await ask([...REQUIRED, 'nothing']), 'field_not_requested');
    assert.equal(await ask(['nik']), 'consent_refused');
    assert.equal(code(await customer.post('/api/ikd/challenge', { request: 'close-account' })), 'request_malformed');
  }));

test('a new challenge makes the one before void', () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation } = await customer.scanned();
    await customer.ask(['pekerjaan']);
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation })), 'nonce_mismatch');
  }));

test('garbage is a rejection with a code', () =>
  withBank(async (client) => {
    const customer = client();
    await customer.scanned();
    for (const presentation of ['', 'IKD1:', 'IKD1:ZZZZ', 'hello', 'IKD1:' + 'A'.repeat(5000)]) {
      const answer = await customer.post('/api/ikd/verify', { presentation });
      assert.equal(answer.outcome, 'rejected', presentation.slice(0, 12));
      assert.match(answer.code, /^[a-z0-9_]+$/);
    }
  }));

test('what the browser adds is ignored', () =>
  withBank(async (client) => {
    const customer = client();
    const { presentation } = await customer.scanned();
    const extra = { fields: { nik: '0' }, outcome: 'verified', now: 1, trustList: '00', nonce: '00', audience: 'https://evil.example' };
    const answer = await customer.post('/api/ikd/verify', { presentation, ...extra });
    assert.equal(answer.outcome, 'verified');
    assert.notEqual(answer.data.fields.nik, '0');
  }));

test('Host and Origin change nothing about the audience', () =>
  withBank(async (client) => {
    const customer = client({ headers: { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } });
    const { presentation } = await customer.scanned();
    assert.equal(customer.session.request.relyingParty.id, 'https://bank.example');
    assert.equal(code(await customer.post('/api/ikd/verify', { presentation })), 'verified');
  }));

test('bodies: too large, malformed, not JSON, wrong types', () =>
  withBank(async (client) => {
    const customer = client();
    await customer.ask();
    const status = async (path, body, headers) => (await customer.send(path, body, headers)).status;
    assert.equal(await status('/api/ikd/verify', { presentation: 'A'.repeat(17 * 1024) }), 413);
    for (const body of ['', '{', '{"presentation":"x","presentation":"y"}', '['.repeat(8000)]) assert.equal(await status('/api/ikd/verify', body), 400, body.slice(0, 20));
    assert.equal(await status('/api/ikd/verify', '{}', { 'content-type': 'text/plain' }), 400);
    assert.equal({}.presentation, undefined);
  }));

test('the session cookie is closed to scripts and other sites, and nonces are new each time', () =>
  withBank(async (client) => {
    const nonces = new Set();
    for (let round = 0; round < 20; round += 1) {
      const customer = client();
      const { headers, name } = await customer.begin();
      assert.match(headers.get('set-cookie'), /; HttpOnly; SameSite=Strict; Path=\/$/);
      const { request } = await customer.post('/api/ikd/challenge', { request: name });
      assert.match(request.nonce, /^[0-9a-f]{32}$/);
      nonces.add(request.nonce);
    }
    assert.equal(nonces.size, 20);
  }));

test('a session id that the bank did not make is replaced', () =>
  withBank(async (client) => {
    const customer = client();
    const invented = `ikd-session=${'A'.repeat(22)}.${'B'.repeat(43)}`;
    customer.cookie = invented;
    await customer.begin();
    assert.notEqual(customer.cookie, invented);
    const own = customer.cookie;
    await customer.begin();
    assert.equal(customer.cookie, own);
  }));

test('a full store issues nothing and answers 503', () =>
  withBank(async (client) => {
    await client().ask();
    const customer = client();
    const { name } = await customer.begin();
    const answer = await customer.send('/api/ikd/challenge', { request: name });
    assert.deepEqual([answer.status, answer.json.code], [503, 'store_unavailable']);
  }, { store: new MemoryStore({ capacity: 2 }) }));

test('what a person types is taken as typed, and is never an accepted code', () =>
  withBank(async (client) => {
    const customer = client();
    const { name } = await customer.begin();
    const answer = await customer.post('/api/ikd/manual', { request: name, fields: { nik: '3171011708950003', nama: 'Budi Santoso' } });
    assert.deepEqual([answer.outcome, answer.source, answer.data.fields.nama], ['manual', 'manual', 'Budi Santoso']);
    assert.ok(!('levels' in answer) && !('receipt' in answer));
    assert.equal(code(await customer.post('/api/ikd/manual', { request: name, fields: { agama: 'X' } })), 'field_not_requested');
  }));

test('files: strict headers, no way out of the folder', () =>
  withBank(async (client, address) => {
    const page = await fetch(address);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*require-trusted-types-for 'script'/);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    for (const path of ['/..%2fserver.mjs', '/%2e%2e/server.mjs', '/page/..%2f..%2fpackage.json', '/.npmrc', '/nothing.js', '/%00', '/%ff', '/api/other']) {
      assert.equal((await fetch(address + path)).status, 404, path);
    }
    assert.equal((await fetch(`${address}/api/ikd/verify`)).status, 405);
    assert.equal((await fetch(`${address}/ikd-verify/worker.js`)).status, 200);
  }));
