// In: an address of the page's own origin. Out: the bytes there. The browser's way. Refuses to wait for a side that has fallen silent.
import { timer } from './clock.js';
import type { Rejected } from './outcome.js';
import { rejected } from './rejection.js';

/** Milliseconds without a byte. A download that is slow but goes on is waited for. */
const SILENCE = 20_000;

/** Fetches bytes over the network, without credentials. */
export async function fetchBytes(address: URL | string): Promise<Uint8Array<ArrayBuffer> | Rejected> {
  const silent = new AbortController();
  const listen = (): (() => void) => timer(SILENCE, () => silent.abort());
  let heard = listen();
  const transform = (part: BufferSource, out: TransformStreamDefaultController<BufferSource>): void => {
    heard();
    heard = listen();
    out.enqueue(part);
  };
  try {
    const response = await fetch(address, { credentials: 'same-origin', signal: silent.signal });
    if (!response.ok) return rejected('wasm_load', { status: response.status });
    const body = response.body?.pipeThrough(new TransformStream({ transform }));
    return new Uint8Array(await new Response(body).arrayBuffer());
  } catch {
    return rejected('wasm_load', silent.signal.aborted ? { reason: 'time' } : undefined);
  } finally {
    heard();
  }
}
