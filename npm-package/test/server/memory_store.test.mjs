import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { MemoryStore } from '../../dist/memory_store.js';
import { StoreError } from '../../dist/store.js';
import { describeStore } from '../support/store_contract.mjs';

describeStore('a store in memory', () => ({ one: new MemoryStore() }));

describe('a store in memory alone', () => {
  test('refuses more keys than it may hold, until some have expired', async () => {
    const store = new MemoryStore({ capacity: 2 });
    await store.add('a', '1', 50);
    await store.put('b', '1', 60_000);
    const full = (error) => error instanceof StoreError && error.reason === 'full' && error.code === 'store_unavailable';
    await assert.rejects(store.add('c', '1', 60_000), full);
    await assert.rejects(store.put('c', '1', 60_000), full);
    await store.put('b', '2', 60_000);
    assert.equal(await store.exchange('b', '3', 60_000), '2');
    await wait(80);
    assert.equal(await store.add('c', '1', 60_000), true);
  });

  test('holds 100 000 keys and no more', async () => {
    const store = new MemoryStore();
    for (let at = 0; at < 100_000; at += 1) await store.add(String(at), '', 60_000);
    await assert.rejects(store.add('one more', '', 60_000), StoreError);
  });

  test('is not for several processes', () => {
    assert.throws(() => new MemoryStore({ replicas: 2 }), /cannot be shared/);
    assert.throws(() => new MemoryStore({ capacity: 0 }), TypeError);
  });
});
