// A plain HTTP server: files by GET, JSON routes by POST.
// Bodies: JSON objects up to 16 KiB, with the right content type, and no `__proto__` key. Nothing is read from Host or Origin.

import { createServer } from 'node:http';
import { SECURITY_HEADERS } from './headers.mjs';

const BODY_LIMIT = 16 * 1024;

/** A request that is not as the interface wants it: an HTTP status and a stable word, never a verdict about a presentation. */
export class Misuse extends Error {
  constructor(status, error) {
    super(error);
    this.status = status;
    this.error = error;
  }
}

/**
 * `routes`: path → async (body, request) → { status?, headers?, json }. `files`: path → { type, body } or undefined. `calls`: paths that a
 * listener of its own answers.
 */
export function httpServer({ routes, files, calls = { names: [] } }) {
  return createServer((request, response) => {
    if (calls.names.includes(request.url)) return calls.listener(request, response);
    return answer({ routes, files }, request)
      .catch((error) => refusal(error))
      .then(({ status = 200, headers = {}, body }) => {
        response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
}

/** Listens on this machine only, unless HOST says otherwise. Settles with the address. */
export function listen(server, port) {
  const host = process.env.HOST ?? '127.0.0.1';
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(`http://${host}:${server.address().port}`));
  });
}

async function answer({ routes, files }, request) {
  const path = request.url.split(/[?#]/, 1)[0];
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route) {
    if (request.method !== 'POST') throw new Misuse(405, 'method_not_allowed');
    return jsonAnswer(await route(await readBody(request), request));
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Misuse(405, 'method_not_allowed');
  const file = await files(path);
  if (!file) throw new Misuse(404, 'not_found');
  return { headers: { 'content-type': file.type, 'cache-control': 'no-cache' }, body: file.body };
}

function jsonAnswer({ status = 200, headers = {}, json }) {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(json),
  };
}

function refusal(error) {
  if (error instanceof Misuse) {
    const headers = error.status === 413 ? { connection: 'close' } : {};
    return jsonAnswer({ status: error.status, headers, json: { error: error.error } });
  }
  // The class alone is logged: a message could carry what the person sent.
  console.error(`500 ${error?.name ?? 'Error'}`);
  return jsonAnswer({ status: 500, json: { error: 'internal' } });
}

async function readBody(request) {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw new Misuse(415, 'json_only');
  if (Number(request.headers['content-length']) > BODY_LIMIT) throw new Misuse(413, 'body_too_large');
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Misuse(413, 'body_too_large');
    chunks.push(chunk);
  }
  return parseObject(Buffer.concat(chunks).toString('utf8'));
}

function parseObject(text) {
  let body;
  try {
    body = JSON.parse(text, refuseProto);
  } catch {
    throw new Misuse(400, 'body_malformed');
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Misuse(400, 'body_malformed');
  return body;
}

function refuseProto(key, value) {
  if (key === '__proto__') throw new SyntaxError('reserved key');
  return value;
}
