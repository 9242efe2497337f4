import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { createVerifier, WASM_SHA256 } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';

const file = new URL('../../dist/wasm/ikd_verify_bg.wasm', import.meta.url);
const bytes = await readFile(file);
const now = Math.floor(Date.now() / 1000);
const trust = (await openSandbox()).trust(now);

async function codeWith(wasm) {
  const verifier = await createVerifier({ ...trust, environment: 'sandbox', wasm });
  const { code } = await verifier.verify('https://example.org', { now });
  return code;
}

describe('the wasm file', () => {
  test('has the exported hash', () => {
    assert.equal(createHash('sha256').update(bytes).digest('hex'), WASM_SHA256);
  });

  test('loads from a path, a URL and bytes', async () => {
    const sources = [file, file.href, file.pathname, bytes, Uint8Array.from(bytes).buffer];
    const codes = await Promise.all(sources.map(codeWith));
    assert.deepEqual(new Set(codes), new Set(['not_an_ikd_qr']));
  });

  test('is refused when one byte is changed', async () => {
    const changed = Uint8Array.from(bytes);
    changed[changed.length - 1] ^= 1;
    assert.equal(await codeWith(changed), 'wasm_integrity');
  });

  test('is refused when it is missing, cut or something else', async () => {
    assert.equal(await codeWith(new URL('missing.wasm', file)), 'wasm_load');
    assert.equal(await codeWith(new TextEncoder().encode('<!doctype html>')), 'wasm_load');
    assert.equal(await codeWith(new Uint8Array()), 'wasm_load');
    assert.equal(await codeWith(bytes.subarray(0, -1)), 'wasm_integrity');
  });

  test('is another file than the sandbox’s', async () => {
    assert.equal(await codeWith(new URL('ikd_sandbox_bg.wasm', file)), 'wasm_integrity');
  });
});
