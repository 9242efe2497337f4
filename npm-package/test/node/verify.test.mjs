import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { FIELDS, openCase, request } from '../support/case.mjs';

const open = (options) => openCase({ createVerifier, openSandbox }, options);

describe('a verifier in Node', () => {
  test('releases everything with the presentation', async () => {
    const { verifier, mint, now } = await open();
    const { text } = mint();
    const { credential, ...outcome } = await verifier.verify(text, { now, clock: 'server' });
    assert.equal(outcome.outcome, 'verified');
    assert.equal(outcome.levels.clock, 'server');
    assert.equal(outcome.levels.environment, 'sandbox');
    assert.deepEqual(credential.offered, FIELDS);
    assert.match(credential.presentationHash, /^[0-9a-f]{64}$/);
    const released = await credential.release(FIELDS);
    assert.deepEqual(Object.keys(released.fields), FIELDS);
    assert.equal(released.presentation, text);
    assert.equal(released.challenge, null);
  });

  test('P05: withholds the presentation when less is released, and asks the wallet for less', async () => {
    const { verifier, sandbox, mint, now } = await open();
    const { credential } = await verifier.verify(mint().text, { now });
    const released = await credential.release(['nik', 'nama']);
    assert.deepEqual(Object.keys(released.fields), ['nik', 'nama']);
    assert.equal(released.presentation, null);
    const smaller = sandbox.readChallenge(released.challenge);
    assert.deepEqual(smaller.fields.map(({ name }) => name), ['nik', 'nama']);
    assert.equal(smaller.requestHash, verifier.requestHash);
    const second = await verifier.verify(sandbox.mint(released.challenge, ['nik', 'nama'], now).text, { now });
    assert.notEqual((await second.credential.release(['nik', 'nama'])).presentation, null);
  });

  test('keeps the credential when a release is refused', async () => {
    const { verifier, mint, now } = await open();
    const { credential } = await verifier.verify(mint().text, { now });
    assert.equal((await credential.release(['nik', 'agama'])).code, 'field_not_requested');
    assert.equal((await credential.release(['nik'])).code, 'consent_refused');
    assert.equal((await credential.release(FIELDS)).outcome, 'released');
  });

  test('holds no value before the release', async () => {
    const { verifier, mint, now } = await open();
    const outcome = await verifier.verify(mint().text, { now });
    const released = await outcome.credential.release(FIELDS);
    assert.ok(!JSON.stringify(outcome).includes(released.fields.nik));
  });

  test('releases once', async () => {
    const { verifier, mint, now } = await open();
    const { credential } = await verifier.verify(mint().text, { now });
    await credential.release(FIELDS);
    await assert.rejects(credential.release(FIELDS), new TypeError('The credential is closed.'));
    const closed = (await verifier.verify(mint().text, { now })).credential;
    closed.close();
    closed.close();
    await assert.rejects(closed.release(FIELDS), new TypeError('The credential is closed.'));
  });

  for (const [fault, code] of Object.entries({
    expired: 'expired',
    tampered: 'signature_invalid',
    unknown_issuer: 'issuer_unknown',
    wrong_audience: 'audience_mismatch',
    wrong_nonce: 'nonce_mismatch',
    revoked: 'revoked',
  })) {
    test(`refuses a code that is ${fault}`, async () => {
      const { verifier, mint, now } = await open();
      const outcome = await verifier.verify(mint(fault).text, { now });
      assert.deepEqual([outcome.outcome, outcome.code], ['rejected', code]);
    });
  }

  test('takes a request of null for a malformed one, not for none', async () => {
    const { trust, mint, now } = await open();
    const verifier = await createVerifier({ ...trust, environment: 'sandbox', request: null });
    assert.equal((await verifier.verify(mint().text, { now })).code, 'request_malformed');
  });

  test('takes a code for anybody once, whatever its text is', async () => {
    const now = Math.floor(Date.now() / 1000);
    const { nonce: _, ...counter } = request(now);
    const { verifier, sandbox } = await open({ request: counter, unchallenged: 'accept' });
    const { text } = sandbox.mintForAnybody(FIELDS, now);
    const share = async () => (await verifier.verify(text, { now })).credential.release(FIELDS);
    assert.equal((await share()).outcome, 'released');
    assert.deepEqual(await share(), { outcome: 'rejected', code: 'replayed', category: 'refused' });
  });

  test('refuses what is no IKD code, and a wrong trust list, with a code', async () => {
    const { verifier, mint, now } = await open();
    assert.deepEqual(await verifier.verify('https://example.org', { now }), {
      outcome: 'rejected',
      code: 'not_an_ikd_qr',
      category: 'unsupported',
      detail: { kind: 'url' },
    });
    const wrong = await open({ trustList: new Uint8Array([1, 2, 3]) });
    assert.equal((await wrong.verifier.verify(mint().text, { now })).code, 'trust_list_malformed');
    const production = await open({ environment: 'production' });
    assert.equal((await production.verifier.verify(mint().text, { now })).code, 'sandbox_not_allowed');
  });

  test('draws the challenge', async () => {
    const { challenge } = await open();
    assert.ok(challenge.modules instanceof Uint8Array);
    assert.equal(challenge.modules.length, challenge.size ** 2);
    assert.match(challenge.text, /^IKDQ1:/);
  });

  test('has no request hash without a request', async () => {
    const { trust, mint, now } = await open();
    const verifier = await createVerifier({ ...trust, environment: 'sandbox' });
    assert.equal(verifier.requestHash, null);
    const { levels, credential } = await verifier.verify(mint().text, { now });
    assert.deepEqual([levels.audience, levels.nonce], ['not_checked', 'not_checked']);
    assert.equal((await credential.release(['nama'])).challenge, null);
  });

  test('refuses misuse by a sentence', async () => {
    const { verifier, trust, now } = await open();
    await assert.rejects(verifier.verify(42, { now }), TypeError);
    await assert.rejects(verifier.verify('IKD1:', { now: Date.now() }), new TypeError('now is a whole number of UNIX seconds.'));
    await assert.rejects(verifier.scan({}), TypeError);
    await assert.rejects(createVerifier({ ...trust, roots: ['ab'] }), /^TypeError: roots .*hex/);
    await assert.rejects(createVerifier({ ...trust, environment: 'test' }), /^TypeError: environment .*'sandbox'/);
    verifier.close();
    await assert.rejects(verifier.verify('IKD1:', { now }), new TypeError('The verifier is closed.'));
  });

  test('leaves the other verifiers alone when it is closed', async () => {
    const [first, second] = [await open(), await open()];
    const { credential } = await second.verifier.verify(second.mint().text, { now: second.now });
    first.verifier.close();
    assert.equal((await credential.release(FIELDS)).outcome, 'released');
  });
});
