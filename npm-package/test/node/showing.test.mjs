import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { FIELDS, openCase } from '../support/case.mjs';

const open = (options) => openCase({ createVerifier, openSandbox }, options);
const CLEAR = ['kewarganegaraan', 'berlaku_hingga'];

/** A case, and what shows an SD-CWT in it. */
async function openShowing(options) {
  const opened = await open(options);
  const { sandbox, challenge, now } = opened;
  return { ...opened, show: (showing, fields = FIELDS) => sandbox.show(challenge.text, fields, now, showing) };
}

describe('an SD-CWT that the sandbox shows', () => {
  for (const device of ['ed25519', 'p256']) {
    test(`verifies with a ${device} key, bound to the device`, async () => {
      const { verifier, show, now } = await openShowing();
      const shown = show({ device });
      assert.equal(shown.modules.length, shown.size ** 2);
      const { outcome, mode, levels, offered } = await verifier.verify(shown.text, { now });
      assert.deepEqual([outcome, mode], ['verified', 'sd']);
      const { holderBinding, audience, nonce, minimisation, status } = levels;
      assert.deepEqual({ holderBinding, audience, nonce, minimisation, status }, {
        holderBinding: 'device_key',
        audience: 'matched',
        nonce: 'matched',
        minimisation: 'cryptographic',
        status: 'valid',
      });
      assert.deepEqual([...offered].sort(), [...FIELDS, ...CLEAR].sort());
    });
  }

  test('is released by the same calls, with the same fields, as a minted one', async () => {
    const { verifier, show, mint, now } = await openShowing();
    for (const fields of [FIELDS, ['nik', 'nama']]) {
      const release = async ({ text }) => (await verifier.verify(text, { now })).credential.release(fields);
      const [shown, minted] = [show({}, fields), mint('none', fields)];
      const [ofShown, ofMinted] = [await release(shown), await release(minted)];
      assert.deepEqual(ofShown, { ...ofMinted, presentation: shown.text });
      assert.equal(ofMinted.presentation, minted.text);
      assert.deepEqual(Object.keys(ofShown.fields), fields);
    }
  });

  test('withholds the presentation when less is released, and asks the wallet for less', async () => {
    const { verifier, sandbox, show, now } = await openShowing();
    const { credential } = await verifier.verify(show().text, { now });
    const released = await credential.release(['nik', 'nama']);
    assert.equal(released.presentation, null);
    const second = await verifier.verify(sandbox.show(released.challenge, ['nik', 'nama'], now).text, { now });
    assert.notEqual((await second.credential.release(['nik', 'nama'])).presentation, null);
  });

  test('is another credential each time', async () => {
    const { verifier, show, now } = await openShowing();
    const [first, second] = [show(), show()];
    assert.notEqual(first.text, second.text);
    const hash = async ({ text }) => (await verifier.verify(text, { now })).credential.presentationHash;
    assert.notEqual(await hash(first), await hash(second));
  });

  const faults = {
    expired: 'expired',
    tampered: 'signature_invalid',
    unknown_issuer: 'issuer_unknown',
    wrong_audience: 'audience_mismatch',
    wrong_nonce: 'nonce_mismatch',
    revoked: 'revoked',
    wrong_holder: 'key_binding_invalid',
    forged_disclosure: 'disclosure_unmatched',
  };
  for (const [fault, code] of Object.entries(faults)) {
    test(`is refused when it is ${fault}, with either key`, async () => {
      const { verifier, show, now } = await openShowing();
      for (const device of ['ed25519', 'p256']) {
        const outcome = await verifier.verify(show({ device, fault }).text, { now });
        assert.deepEqual([outcome.outcome, outcome.code], ['rejected', code], device);
      }
    });
  }

  test('of a lost phone is refused by the status list alone, and the new phone shows the same person', async () => {
    const careless = await openShowing({ statusLists: [] });
    const { verifier, show, now } = await openShowing();
    const lost = await careless.verifier.verify(careless.show({ fault: 'revoked' }).text, { now });
    assert.equal(lost.levels.status, 'unknown');
    const fresh = await verifier.verify(show().text, { now });
    const nik = async ({ credential }) => (await credential.release(FIELDS)).fields.nik;
    assert.equal(await nik(fresh), await nik(lost));
  });

  test('says beforehand what it shows in any case', async () => {
    const { sandbox, challenge } = await open();
    assert.deepEqual(sandbox.readChallenge(challenge.text).alwaysVisible, CLEAR);
  });

  test('refuses misuse by a sentence', async () => {
    const { sandbox, show, mint } = await openShowing();
    assert.throws(() => show({ device: 'rsa' }), /device must be/);
    assert.throws(() => show({ fault: 'unlucky' }), /no fault of this name/);
    assert.throws(() => mint('wrong_holder'), /minted presentation cannot/);
    assert.equal(sandbox.show('IKDQ1:', FIELDS, 1).outcome, 'rejected');
  });
});
