import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { openCase } from '../support/case.mjs';

const wasm = new URL('../../dist/wasm/', import.meta.url);
const vectors = new URL('../../../test-vectors/', import.meta.url);
const json = async (file) => JSON.parse(await readFile(new URL(file, vectors), 'utf8'));

const { Engine, initSync } = await import(new URL('ikd_verify.js', wasm));
const { memory } = initSync({ module: await WebAssembly.compile(await readFile(new URL('ikd_verify_bg.wasm', wasm))) });

/** Which of these texts stand anywhere in the module's memory. */
function left(texts) {
  const bytes = Buffer.from(memory.buffer);
  return texts.filter((text) => bytes.includes(text));
}

function engineFor({ trustList, roots, environment = 'production', request }) {
  return new Engine({ trustList: Uint8Array.from(Buffer.from(trustList, 'hex')), roots, environment, ...(request && { request }) });
}

describe('the module’s memory', async () => {
  const records = [...(await json('verify/accepted.json')), ...(await json('verify/consent.json'))];
  for (const id of ['nik-and-nama', 'every-field', 'consent-all']) {
    test(`R10 holds nothing of a person after ${id} was released and closed`, () => {
      const record = records.find((each) => each.id === id);
      const values = ['3171011708950003', 'BUDI SANTOSO', 'JL. MERDEKA', '1995-08-17', record.presentation.slice(20, 60)];
      const engine = engineFor(record);
      const verdict = engine.verify(record.presentation, record.now, 'given');
      assert.notDeepEqual(left(values), [], 'the sealed values are in the memory that is searched');
      verdict.release(['nik', 'nama']);
      verdict.free();
      assert.deepEqual(left(values), []);
      engine.free();
    });
  }

  test('R10 holds nothing of a person after values were compared and a pseudonym was made', () => {
    const record = records.find((each) => each.id === 'consent-all');
    const values = ['3171011708950003', 'BUDI SANTOSO', 'Budi Santoso', record.presentation.slice(20, 60)];
    const engine = engineFor(record);
    const verdict = engine.verify(record.presentation, record.now, 'given');
    const shared = ['nik', 'nama'];
    const typed = ['3171011708950003', 'Budi Santoso, S.H.'];
    assert.deepEqual(verdict.match(shared, shared, typed), { outcome: 'matched', fields: { nik: true, nama: true } });
    assert.equal(verdict.pseudonym(shared, new Uint8Array(32).fill(0xa5)).outcome, 'pseudonym');
    verdict.free();
    engine.free();
    const key = Buffer.alloc(32, 0xa5);
    assert.deepEqual([...left(values), ...left([key, Buffer.alloc(32, 0xa5 ^ 0x36), Buffer.alloc(32, 0xa5 ^ 0x5c)])], []);
  });

  test('R10 holds nothing of a person after a frame was scanned', async () => {
    const frame = (await json('frames/frames.json')).find((each) => each.id === 'clean');
    const file = await readFile(new URL(frame.file, vectors));
    const engine = engineFor(frame);
    const pixels = file.subarray(-frame.width * frame.height);
    const start = engine.place(frame.width, frame.height, pixels.length);
    new Uint8Array(memory.buffer, start, pixels.length).set(pixels);
    const verdict = engine.look(0, false, frame.now, 'given');
    assert.equal(verdict.outcome().outcome, 'verified');
    verdict.free();
    engine.free();
    assert.deepEqual(left(['3171011708950003', 'BUDI SANTOSO', frame.text.slice(20, 60)]), []);
  });

  for (const closed of ['credential', 'verifier']) {
    test(`R10 holds nothing of a person after a ${closed} was closed`, async () => {
      const values = ['3171011708950003', 'BUDI SANTOSO'];
      const { verifier, mint, now } = await openCase({ createVerifier, openSandbox });
      const { credential } = await verifier.verify(mint().text, { now });
      assert.deepEqual(left(values), values, 'the sealed values are in the memory that is searched');
      ({ credential, verifier })[closed].close();
      assert.deepEqual(left(values), []);
    });
  }
});
