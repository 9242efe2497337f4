import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintRequest, readyProfiles } from 'ikd-verify/lint';
import { request } from '../support/case.mjs';

const asked = (changes) => ({ ...request(1_800_000_000), ...changes });
const codes = (findings) => findings.map(({ code, field }) => [code, field]);

describe('the lint in Node', () => {
  test('finds nothing in a sound request, or in its template', async () => {
    assert.deepEqual(await lintRequest(asked()), []);
    const { nonce: _, expiresAt: __, ...template } = asked();
    assert.deepEqual(await lintRequest(template), []);
  });

  test('names the article', async () => {
    const fields = [{ name: 'agama', required: true, relevance: 'Ucapan hari raya' }];
    const findings = await lintRequest(asked({ fields }));
    assert.deepEqual(findings, [
      {
        code: 'field_refused',
        by: 'lint',
        item: 'fields.name',
        field: 'agama',
        article: 'UU 27/2022 Art. 16(2)(a)',
        sentence: {
          id: 'kegiatan niaga tidak punya alasan untuk meminta data ini',
          en: 'commerce has no reason to ask for this field',
        },
      },
    ]);
    assert.deepEqual(codes(await lintRequest(asked({ purpose: '' }))), [['request_malformed', undefined]]);
    assert.deepEqual(codes(await lintRequest(null)), [['request_malformed', undefined]]);
  });

  test('holds a request against a ready profile', async () => {
    const profiles = await readyProfiles();
    assert.deepEqual(profiles.map(({ name }) => name), ['catat-nik-nama', 'bank-cdd', 'airline-checkin', 'age-gate', 'delivery']);
    for (const { name, document, fields, pick, legalBases } of profiles) {
      const own = fields.map((field) => ({ ...field, relevance: `Kami memerlukan ${field.name}` }));
      const own_request = asked({ document, legalBasis: legalBases[0], fields: pick === 'one' ? own.slice(0, 1) : own });
      assert.deepEqual(await lintRequest(own_request, { profile: name }), [], name);
    }
    const findings = await lintRequest(asked(), { profile: 'age-gate' });
    assert.ok(findings.some(({ code, field }) => code === 'field_outside_profile' && field === 'nik'));
    await assert.rejects(lintRequest(asked(), { profile: 'toko' }), TypeError);
  });
});
