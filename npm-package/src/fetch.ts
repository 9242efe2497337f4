// In: an address of the page's own origin. Out: the bytes there. The browser's way.
import type { Rejected } from './outcome.js';
import { rejected } from './rejection.js';

/** Fetches bytes over the network, without credentials. */
export async function fetchBytes(address: URL | string): Promise<Uint8Array<ArrayBuffer> | Rejected> {
  try {
    const response = await fetch(address, { credentials: 'same-origin' });
    if (!response.ok) return rejected('wasm_load', { status: response.status });
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return rejected('wasm_load');
  }
}
