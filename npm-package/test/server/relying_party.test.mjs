// A relying party's backend, over a store in memory: attack rows E01 to E08 and E11 as far as no http is needed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createVerifier } from '../../dist/node.js';
import { MemoryStore, receiptLine, receiptPage, StoreError, verifyReceipt, withdrawReceipt } from '../../dist/server.js';
import { KEY, openBank, template } from '../support/bank.mjs';

const code = ({ outcome, code }) => code ?? outcome;

describe('one showing', () => {
  test('is accepted once, with the fields that were chosen, its evidence and its receipt', async () => {
    const { rp, shown, written } = await openBank();
    const { challenge, text } = await shown('ana', { fields: ['nik', 'nama', 'usia_18'] });
    const outcome = await rp.verify('ana', text, { requestHash: challenge.requestHash });
    assert.equal(outcome.outcome, 'verified');
    assert.deepEqual(outcome.released, { nik: '3171011708950003', nama: 'BUDI SANTOSO', usia_18: true });
    assert.equal(outcome.levels.nonce, 'matched');
    assert.equal(outcome.levels.clock, 'server');
    assert.deepEqual([outcome.evidence.presentation, outcome.evidence.requestHash], [text, challenge.requestHash]);
    assert.deepEqual(written, [outcome.receipt]);
    assert.equal(code(await rp.verify('ana', text)), 'replayed');
  });

  test('is judged at the time of the scan, for the code that was scanned', async () => {
    const { rp, shown, clock, mint, trust } = await openBank();
    const first = await shown('ana');
    const hash = await hashOf(trust, first.text, clock.now);
    assert.deepEqual(await rp.seen('ana', hash), { outcome: 'seen', at: clock.now });
    const at = clock.now;
    clock.now += 200;
    assert.deepEqual(await rp.seen('ana', hash), { outcome: 'seen', at }, 'the first time stands');
    assert.equal(code(await rp.seen('ana', '0'.repeat(64))), 'evidence_mismatch');
    assert.equal(code(await rp.verify('ana', mint(first.challenge.text, { now: at + 1 }))), 'evidence_mismatch');
    clock.now = at + 601;
    assert.equal(code(await rp.verify('ana', first.text)), 'request_expired');
    clock.now = at + 600;
    assert.equal(code(await rp.verify('ana', first.text)), 'verified');
    assert.equal(code(await rp.seen('ana', hash)), 'replayed');
  });

  test('that nobody announced is being seen when it comes', async () => {
    const { rp, shown, clock } = await openBank();
    const { text } = await shown('ana');
    clock.now += 151;
    assert.equal(code(await rp.verify('ana', text)), 'request_expired');
    assert.equal(code(await rp.seen('ana', '0'.repeat(64))), 'request_expired');
  });

  test('for anybody counts once at a counter, and not on a store that is younger than it', async () => {
    const { rp, sandbox, clock } = await openBank({ trust: { unchallenged: 'accept' }, store: aged(new MemoryStore(), 1_000_000) });
    const { text } = sandbox.mintForAnybody(['nik', 'nama', 'usia_18'], clock.now);
    const outcome = await rp.verifyAtCounter('open', text);
    assert.deepEqual([code(outcome), outcome.levels.audience], ['verified', 'any']);
    assert.equal(code(await rp.verifyAtCounter('open', text)), 'replayed');
    const young = await openBank({ trust: { unchallenged: 'accept' } });
    assert.equal(code(await young.rp.verifyAtCounter('open', text)), 'store_unavailable');
    const strict = await openBank();
    assert.equal(code(await strict.rp.verifyAtCounter('open', text)), 'audience_mismatch');
  });
});

describe('attacks', () => {
  test('E01, E02: a verdict from the browser is no presentation', async () => {
    const { rp, shown } = await openBank();
    await shown('ana');
    for (const text of ['', '{"outcome":"verified","released":{"nik":"1"}}']) assert.equal(code(await rp.verify('ana', text)), 'not_an_ikd_qr');
  });

  test('E02, P02: another request hash is refused, and takes nothing', async () => {
    const { rp, shown } = await openBank();
    const { text } = await shown('ana');
    assert.equal(code(await rp.verify('ana', text, { requestHash: '0'.repeat(64) })), 'evidence_mismatch');
    assert.equal(code(await rp.verify('ana', text)), 'verified');
  });

  test('E03: a nonce that was made elsewhere', async () => {
    const [bank, other] = [await openBank(), await openBank()];
    await bank.shown('ana');
    const { text } = await other.shown('ana');
    assert.equal(code(await bank.rp.verify('ana', text)), 'nonce_unknown');
  });

  test('E04, P03: of another session, request, relying party, tenant of the same store', async () => {
    const store = new MemoryStore();
    const { rp, shown, mint } = await openBank({ store });
    const [ana] = [await shown('ana'), await shown('eve')];
    assert.equal(code(await rp.verify('eve', ana.text)), 'session_mismatch');
    assert.equal(code(await rp.verify('nobody', ana.text)), 'nonce_unknown');
    assert.equal(code(await rp.verify('ana', mint(ana.challenge.text, { fault: 'wrong_audience' }))), 'audience_mismatch');
    const shop = template();
    const relyingParty = { ...shop.relyingParty, id: 'https://shop.example' };
    const tenant = await openBank({ store, audience: 'https://shop.example', requests: { open: { ...shop, relyingParty } } });
    await tenant.shown('ana');
    assert.equal(code(await tenant.rp.verify('ana', ana.text)), 'audience_mismatch');
    assert.equal(code(await rp.verify('ana', ana.text)), 'verified');
  });

  test('E05: a scanned code that answers another request is known by its hash', async () => {
    const { rp, shown, trust, clock } = await openBank();
    const { text } = await shown('ana');
    const hash = await hashOf(trust, text, clock.now);
    assert.equal(code(await rp.foreign('ana', hash)), 'nonce_mismatch');
    await rp.verify('ana', text);
    assert.equal(code(await rp.foreign('ana', hash)), 'replayed');
    assert.equal(code(await rp.foreign('eve', hash)), 'session_mismatch');
    assert.equal(code(await rp.foreign('eve', 'zz')), 'evidence_malformed');
  });

  test('E05: a nonce that was replaced, that was used, that never was; a megabyte', async () => {
    const { rp, shown } = await openBank();
    const first = await shown('ana');
    const second = await shown('ana');
    assert.equal(code(await rp.verify('ana', first.text)), 'nonce_mismatch');
    assert.equal(code(await rp.verify('ana', second.text)), 'verified');
    await shown('ana');
    assert.equal(code(await rp.verify('ana', second.text)), 'replayed', 'an earlier one of the same session');
    assert.equal(code(await rp.verify('ana', 'x'.repeat(1 << 20))), 'text_too_long');
  });

  test('E06: a store that fails at any step accepts nothing, and says so', async () => {
    for (const step of ['add', 'get', 'put', 'exchange']) {
      for (const error of [new StoreError('timeout'), new Error('ECONNRESET')]) {
        const store = new MemoryStore();
        const { rp, shown } = await openBank({ store: failing(store, step, error) });
        const { challenge, text } = await shown('ana').catch(() => ({}));
        const outcome = challenge?.outcome === 'challenge' ? await rp.verify('ana', text) : await rp.challenge('ana', 'open');
        assert.equal(code(outcome), 'store_unavailable', step);
      }
    }
  });

  test('E06: a receipt that cannot be written makes no acceptance', async () => {
    const log = { append: () => Promise.reject(new Error('ENOSPC')) };
    const { rp, shown } = await openBank({ receipts: { key: KEY, log } });
    const { text } = await shown('ana');
    assert.equal(code(await rp.verify('ana', text)), 'store_unavailable');
    assert.equal(code(await rp.verify('ana', text)), 'replayed', 'its nonce was taken');
  });

  test('E07: of 100 at once one is accepted', async () => {
    const { rp, shown } = await openBank();
    const { text } = await shown('ana');
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => rp.verify('ana', text)));
    assert.deepEqual(count(outcomes.map(code)), { verified: 1, replayed: 99 });
  });

  test('E07: of two at once one is accepted, in whatever order the store is reached', async () => {
    const { rp, shown } = await openBank({ store: overtaking(new MemoryStore()) });
    const { text } = await shown('ana');
    const outcomes = await Promise.all([rp.verify('ana', text), rp.verify('ana', text)]);
    assert.deepEqual(count(outcomes.map(code)), { verified: 1, replayed: 1 });
  });

  test('a clock that is years off judges by its own time, and never accepts what is not current', async () => {
    for (const years of [-5, 5]) {
      const { rp, clock, shown } = await openBank();
      const { text } = await shown('ana');
      clock.now += years * 31_557_600;
      assert.notEqual(code(await rp.verify('ana', text)), 'verified');
      assert.notEqual(code(await rp.challenge('ana', 'open').then(() => rp.verify('ana', text))), 'verified');
    }
  });
});

describe('settings', () => {
  const wrong = async (options, sentence) => assert.rejects(openBank(options), sentence);

  test('are refused in a sentence', async () => {
    await wrong({ audience: 'https://other.example' }, /request open: relyingParty.id/);
    await wrong({ requests: { open: { ...template(), purpose: '' } } }, /request open: purpose/);
    await wrong({ requests: { open: { ...template(), nonce: '00'.repeat(16) } } }, /request open: nonce/);
    await wrong({ requests: { open: { ...template(), language: 'fr' } } }, /language must be/);
    await wrong({ receipts: { key: new Uint8Array(31) } }, /receipts.key/);
    await wrong({ trust: { roots: ['zz'] } }, /roots/);
    await wrong({ store: { check: async () => ['It forgets.'] } }, /The store cannot be used: It forgets\./);
  });

  test('an unknown request and a session without a name are refused as values', async () => {
    const { rp } = await openBank();
    assert.equal(code(await rp.challenge('ana', '__proto__')), 'request_malformed');
    assert.equal(code(await rp.challenge('', 'open')), 'session_missing');
    assert.equal(code(await rp.challenge('x'.repeat(257), 'open')), 'session_missing');
  });

  test('lists are renewed while transactions go on', async () => {
    const { rp, shown, trust, clock, sandbox } = await openBank();
    const { text } = await shown('ana');
    rp.renew({ ...trust, trustList: new Uint8Array([0]) });
    assert.equal(code(await rp.verify('ana', text)), 'trust_list_malformed');
    rp.renew({ ...sandbox.trust(clock.now), environment: 'sandbox' });
    assert.equal(code(await rp.verify('ana', text)), 'verified');
  });
});

describe('receipts', async () => {
  const text = await readFile(new URL('../../../test-vectors/receipts.json', import.meta.url), 'utf8');
  for (const { id, signed, keys, expect } of JSON.parse(text)) {
    test(`vector ${id}`, () => {
      const { link: _, next: __, ...opened } = verifyReceipt(new Uint8Array(Buffer.from(signed, 'hex')), keys);
      assert.deepEqual(opened, expect);
    });
  }

  test('are verified by the public key, form a chain, and hold no value', async () => {
    const { rp, shown, written } = await openBank();
    for (const session of ['ana', 'eve']) await rp.verify(session, (await shown(session)).text);
    const [first, second] = written.map(({ signed }) => verifyReceipt(signed, [rp.receiptKey]));
    assert.deepEqual([first.outcome, second.outcome], ['receipt', 'receipt']);
    assert.deepEqual(second.link, first.next);
    const everything = JSON.stringify([first, second]) + receiptPage(written[0].signed, [rp.receiptKey], 'en');
    for (const value of ['3171011708950003', 'BUDI', 'IKD1:']) assert.ok(!everything.includes(value), value);
    assert.match(receiptPage(written[0].signed, [rp.receiptKey]), /^<!doctype html>\n<html lang="id">/);
    const other = (await openBank({ receipts: { key: new Uint8Array(32).fill(8) } })).rp.receiptKey;
    assert.equal(code(verifyReceipt(written[0].signed, [other])), 'signature_invalid');
    assert.equal(code(verifyReceipt(written[0].signed, [other, rp.receiptKey])), 'receipt');
  });

  test('changed by one bit are refused', async () => {
    const { rp, shown, written } = await openBank();
    await rp.verify('ana', (await shown('ana')).text);
    const { signed } = written[0];
    for (let at = 0; at < signed.length; at += 97) {
      const changed = signed.map((byte, place) => (place === at ? byte ^ 1 : byte));
      assert.equal(verifyReceipt(changed, [rp.receiptKey]).outcome, 'rejected', String(at));
    }
  });

  test('stand in a log as the command reads them: Base64, a line each', async () => {
    const { rp, shown, written } = await openBank();
    await rp.verify('ana', (await shown('ana')).text);
    const line = receiptLine(written[0]);
    assert.deepEqual(new Uint8Array(Buffer.from(line.trimEnd(), 'base64')), written[0].signed);
    assert.match(line, /^[A-Za-z0-9+/]+=*\n$/);
  });

  test('are withdrawn at the next place, with what must end by when', async () => {
    const { rp, shown, written } = await openBank();
    await rp.verify('ana', (await shown('ana')).text);
    const { receipt } = withdrawReceipt(written[0].signed, KEY, written[0].next);
    assert.equal(receipt.withdrawal.receipt_id, written[0].receipt.receipt_metadata.receipt_id);
    assert.deepEqual(receipt.withdrawal.erase, ['nik', 'nama', 'usia_18']);
    assert.equal(receipt.log.number, 1);
  });
});

test("E11: the page's module and the backend's give the same verdicts", async () => {
  const { rp, trust, mint, clock } = await openBank();
  for (const fault of ['none', 'expired', 'tampered', 'unknown_issuer', 'wrong_audience', 'revoked']) {
    const challenge = await rp.challenge('ana', 'open');
    const text = mint(challenge.text, { fault });
    const verifier = await createVerifier({ ...trust, request: challenge.request });
    const page = await verifier.verify(text, { now: clock.now });
    assert.equal(code(await rp.verify('ana', text)), code(page), fault);
    verifier.close();
  }
});

test('what is no text is misuse, and traps nothing', async () => {
  const { rp } = await openBank();
  assert.throws(() => rp.verify('ana', undefined), TypeError);
  assert.throws(() => rp.seen('ana', 7), TypeError);
  assert.throws(() => rp.challenge(null, 'open'), TypeError);
});

function count(words) {
  return words.reduce((all, word) => ({ ...all, [word]: (all[word] ?? 0) + 1 }), {});
}

function failing(store, step, error) {
  return new Proxy(store, {
    get: (target, name) => (name === step ? () => Promise.reject(error) : target[name].bind(target)),
  });
}

/** The first that says that it has seen a code is overtaken by the others, as over another connection. */
function overtaking(store) {
  let isFirst = true;
  const add = async (key, ...entry) => {
    const waits = isFirst && key.includes(':h:');
    if (key.includes(':h:')) isFirst = false;
    if (waits) await wait(20);
    return store.add(key, ...entry);
  };
  return new Proxy(store, { get: (target, name) => (name === 'add' ? add : target[name].bind(target)) });
}

function aged(store, milliseconds) {
  return new Proxy(store, { get: (target, name) => (name === 'age' ? async () => milliseconds : target[name].bind(target)) });
}

async function hashOf(trust, text, now) {
  const verifier = await createVerifier(trust);
  const { credential } = await verifier.verify(text, { now });
  credential.close();
  verifier.close();
  return credential.presentationHash;
}
