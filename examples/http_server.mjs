// In: files, and what answers below which path. Out: a plain HTTP server, each answer with the strict headers. Reads nothing from Host or
// Origin. Logs of a failure its class alone: a message could carry what a person sent.

import { createServer } from 'node:http';
import { toNodeListener } from 'ikd-verify/server';
import { SECURITY_HEADERS } from './headers.mjs';

/** `calls`: start of a path → (Request) → Response. `files`: path → { type, body } or undefined. */
export function httpServer({ files, calls = {} }) {
  const answer = async (request) => {
    const { pathname } = new URL(request.url);
    const [, call] = Object.entries(calls).find(([start]) => pathname.startsWith(start)) ?? [];
    const response = await (call ? call(request) : file(files, request.method, pathname));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
    return response;
  };
  return createServer(toNodeListener(answer, { failed: (error) => console.error(`500 ${error?.name ?? 'Error'}`) }));
}

/** Listens on this machine only, unless HOST says otherwise. Settles with the address. */
export function listen(server, port) {
  const host = process.env.HOST ?? '127.0.0.1';
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(`http://${host}:${server.address().port}`));
  });
}

/** Starts what a command serves, and says where: `servers` is name → [server, port]. */
export async function serve(servers) {
  for (const [name, [server, port]] of Object.entries(servers)) {
    try {
      console.log(`${name} ${await listen(server, Number(port))}`);
    } catch (error) {
      console.error(`${name} cannot listen on port ${port}: ${error.code ?? error.message}.`);
      process.exitCode = 1;
    }
  }
}

async function file(files, method, path) {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const found = await files(path);
  if (!found) return new Response(null, { status: 404 });
  const headers = { 'content-type': found.type, 'cache-control': 'no-cache', 'content-length': String(found.body.length) };
  return new Response(method === 'HEAD' ? null : found.body, { headers });
}
