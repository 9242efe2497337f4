// In: a client of ioredis. Out: a store as one would write it at first, whose values are bound to no run of the server: one that comes back
// from an older snapshot gives a nonce again. It shows that the faults would find it.
import { StoreError } from '../../dist/server.js';

const doubtful = (call) => call.catch(() => Promise.reject(new StoreError('failed')));

export class NaiveStore {
  #client;

  constructor(client) {
    this.#client = client;
  }

  add = async (key, value, life) => (await doubtful(this.#client.set(key, value, 'PX', life, 'NX'))) === 'OK';
  get = (key) => doubtful(this.#client.get(key));
  put = async (key, value, life) => void (await doubtful(this.#client.set(key, value, 'PX', life)));
  exchange = (key, value, life) => doubtful(this.#client.set(key, value, 'PX', life, 'XX', 'GET'));
  age = async () => 0;
  check = async () => [];
}
