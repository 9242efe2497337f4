// In: a store whose server is at fault. Out: whether each operation refuses as it should, and when the store works again.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../dist/store.js';
import { freshKey } from './store_contract.mjs';

const LIFE = 60_000;

/** Every operation, each with what it would need to succeed. */
export const OPERATIONS = {
  add: (store, key) => store.add(key, 'value', LIFE),
  get: (store, key) => store.get(key),
  put: (store, key) => store.put(key, 'value', LIFE),
  exchange: (store, key) => store.exchange(key, 'value', LIFE),
  age: (store, key) => store.age(key),
};

/** Fails unless each of these operations rejects, with what is expected of the error. */
export async function refuses(store, names, expected) {
  for (const name of names) {
    const key = freshKey();
    await assert.rejects(OPERATIONS[name](store, key), (error) => {
      assert.ok(error instanceof StoreError, `${name}: ${error.stack}`);
      assert.ok(!`${error.message}${JSON.stringify(error)}`.includes(key), 'an error carries no key');
      const { reason, word } = error;
      assert.deepEqual({ reason, word }, { reason, word, ...expected }, name);
      return true;
    });
  }
}

/** Tries until the client has found its server again. */
export async function back(store) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await store.get('back').then(() => true, () => false)) return;
    await wait(25);
  }
  throw new Error('The client did not come back.');
}
