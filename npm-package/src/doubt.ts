// In: a store or a log of whoever wrote it. Out: the same, of which every failure is a `StoreError`: a doubt, and never an accept.
import { Trapped } from './rules.js';
import { StoreError, type Store } from './store.js';

/** Whatever a store or a log throws is a doubt. */
export async function doubtful<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StoreError || error instanceof Trapped ? error : new StoreError('failed');
  }
}

/** A store of which every failure is a doubt, whoever wrote it. */
export function trusting(store: Store): Store {
  return {
    add: (...entry) => doubtful(store.add(...entry)),
    get: (key) => doubtful(store.get(key)),
    put: (...entry) => doubtful(store.put(...entry)),
    exchange: (...entry) => doubtful(store.exchange(...entry)),
    age: (key) => doubtful(store.age(key)),
    check: () => doubtful(store.check()),
  };
}
