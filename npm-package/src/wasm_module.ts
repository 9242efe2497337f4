// In: the bytes of a wasm file and the SHA-256 hashes it may have. Out: the compiled module, or why there is none.
// The hash is checked before the bytes are compiled. The MIME type of the response does not matter.
import { hex } from './hex.js';
import type { Rejected } from './outcome.js';
import { isRejected, rejected } from './rejection.js';

/** Where a wasm file is: an address, or its bytes. */
export type WasmSource = URL | string | BufferSource;

/** Fetches the bytes at an address. */
export type Fetch = (address: URL | string) => Promise<Uint8Array<ArrayBuffer> | Rejected>;

const modules = new Map<string, Promise<WebAssembly.Module | Rejected>>();

/** Loads a module. The same address is fetched and compiled once; a failure is tried again. */
export function loadModule(source: WasmSource, hashes: readonly string[], fetch: Fetch): Promise<WebAssembly.Module | Rejected> {
  if (typeof source !== 'string' && !(source instanceof URL)) return compile(source, hashes);
  const key = `${hashes.join()} ${source}`;
  const known = modules.get(key) ?? fetchAndCompile(source, hashes, fetch);
  modules.set(key, known);
  void known.then((module) => isRejected(module) && modules.delete(key));
  return known;
}

async function fetchAndCompile(address: URL | string, hashes: readonly string[], fetch: Fetch): Promise<WebAssembly.Module | Rejected> {
  const bytes = await fetch(address);
  return isRejected(bytes) ? bytes : compile(bytes, hashes);
}

async function compile(bytes: BufferSource, hashes: readonly string[]): Promise<WebAssembly.Module | Rejected> {
  // Only a secure context has SubtleCrypto.
  if (globalThis.crypto?.subtle === undefined) return rejected('insecure_context');
  if (!isWasm(bytes)) return rejected('wasm_load');
  if (!hashes.includes(hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))) return rejected('wasm_integrity');
  try {
    return await WebAssembly.compile(bytes);
  } catch {
    // The page's policy forbids compiling; it does not forbid validating.
    return WebAssembly.validate(bytes) ? rejected('wasm_blocked', { needs: "script-src 'wasm-unsafe-eval'" }) : rejected('wasm_load');
  }
}

function isWasm(bytes: BufferSource): boolean {
  const [buffer, start] = ArrayBuffer.isView(bytes) ? [bytes.buffer, bytes.byteOffset] : [bytes, 0];
  return bytes.byteLength > 8 && new DataView(buffer, start).getUint32(0) === 0x0061736d;
}
