// In: the packed package beside it. Out: one line of JSON, the ports of a backend: behind node:http, and behind the runtime's own server.
import { createServer } from 'node:http';
import { createHandler, createRelyingParty, MemoryStore, toNodeListener } from 'ikd-verify/server';
import { openSandbox } from 'ikd-verify/sandbox';
import { request } from './case.mjs';

const { nonce: _, expiresAt: __, ...open } = request(0);
const trust = { ...(await openSandbox()).trust(Math.floor(Date.now() / 1000)), environment: 'sandbox' };
const rp = await createRelyingParty({ audience: 'https://bank.example', requests: { open }, trust, store: new MemoryStore() });
const handler = createHandler(rp, { session: ({ headers }) => headers.get('cookie'), bodyMilliseconds: 500, rate: { burst: 1_000 } });

const server = createServer(toNodeListener(handler));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log(JSON.stringify([server.address().port, ...(await own())]));

async function own() {
  const address = { port: 0, hostname: '127.0.0.1' };
  if (globalThis.Bun) return [Bun.serve({ ...address, fetch: handler }).port];
  if (globalThis.Deno) return [Deno.serve({ ...address, onListen: () => undefined }, handler).addr.port];
  return [];
}
