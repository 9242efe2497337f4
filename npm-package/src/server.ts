// In: nothing. Out: the entry `ikd-verify/server` for Node, Bun and Deno: what a relying party's backend runs. The module's bytes are part
// of the script, so that no bundler has to find a file.
import type { Rejected } from './outcome.js';
import type { OpenedReceipt, Place, SignedReceipt } from './receipt.js';
import type { RelyingParty } from './relying_party.js';
import type { RelyingPartyOptions } from './relying_party_options.js';
import { serverEntry } from './server_entry.js';
import { MODULE } from './wasm/ikd_server_embedded.js';

export * from './server_api.js';

const entry = serverEntry(() => new WebAssembly.Module(Uint8Array.from(atob(MODULE), (letter) => letter.charCodeAt(0))));

/**
 * Makes a relying party's backend. Throws where a setting is wrong or the store cannot keep its promise.
 *
 * @example
 * const rp = await createRelyingParty({ audience: 'https://bank.example', trust, requests: { 'open-account': request }, store });
 */
export function createRelyingParty(options: RelyingPartyOptions): Promise<RelyingParty> {
  return entry.createRelyingParty(options);
}

/**
 * Verifies a signed receipt by the relying party's public keys, in hex.
 *
 * @example
 * const opened = verifyReceipt(signed, [receiptKey]);
 * if (opened.outcome === 'receipt') console.log(opened.receipt.id_pdp?.levels);
 */
export function verifyReceipt(signed: Uint8Array, keys: readonly string[]): OpenedReceipt | Rejected {
  return entry.verifyReceipt(signed, keys);
}

/**
 * The page of a signed receipt, to print: HTML without scripts. It takes the photocopy's place in the customer's file.
 *
 * @example
 * const html = receiptPage(signed, [receiptKey], 'id');
 */
export function receiptPage(signed: Uint8Array, keys: readonly string[], language: 'id' | 'en' = 'id'): string | Rejected {
  return entry.receiptPage(signed, keys, language);
}

/**
 * The signed withdrawal of a receipt, at the log's next place: what must stop and be erased by when.
 *
 * @example
 * await log.append((place) => withdrawReceipt(signed, key, place));
 */
export function withdrawReceipt(signed: Uint8Array, key: Uint8Array, place: Place): SignedReceipt | Rejected {
  return entry.withdrawReceipt(signed, key, place);
}
