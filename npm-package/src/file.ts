// In: a file's path or `file:` URL. Out: its bytes. Node's way.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Rejected } from './outcome.js';
import { rejected } from './rejection.js';

/** Reads the bytes of a file. */
export async function readBytes(address: URL | string): Promise<Uint8Array<ArrayBuffer> | Rejected> {
  try {
    const path = String(address).startsWith('file:') ? fileURLToPath(address) : address;
    return new Uint8Array(await readFile(path));
  } catch {
    return rejected('wasm_load');
  }
}
