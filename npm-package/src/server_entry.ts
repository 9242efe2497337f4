// In: the compiled module. Out: the functions of `ikd-verify/server`, which start it when they are called first.
import type { Rejected } from './outcome.js';
import { open, page, withdraw, type OpenedReceipt, type Place, type SignedReceipt } from './receipt.js';
import { RelyingParty } from './relying_party.js';
import type { RelyingPartyOptions } from './relying_party_options.js';
import { start } from './rules.js';

/** The functions of the entry over one module. */
export interface ServerEntry {
  createRelyingParty(options: RelyingPartyOptions): Promise<RelyingParty>;
  verifyReceipt(signed: Uint8Array, keys: readonly string[]): OpenedReceipt | Rejected;
  receiptPage(signed: Uint8Array, keys: readonly string[], language?: 'id' | 'en'): string | Rejected;
  withdrawReceipt(signed: Uint8Array, key: Uint8Array, place: Place): SignedReceipt | Rejected;
}

/** Makes the functions. */
export function serverEntry(module: () => WebAssembly.Module): ServerEntry {
  return {
    async createRelyingParty(options) {
      start(module);
      const faults = (await options.store?.check()) ?? [];
      if (faults.length > 0) throw new Error(`The store cannot be used: ${faults.join(' ')}`);
      return new RelyingParty(options);
    },
    verifyReceipt(signed, keys) {
      start(module);
      return open(signed, keys);
    },
    receiptPage(signed, keys, language = 'id') {
      start(module);
      return page(signed, keys, language);
    },
    withdrawReceipt(signed, key, place) {
      start(module);
      return withdraw(signed, key, place);
    },
  };
}
