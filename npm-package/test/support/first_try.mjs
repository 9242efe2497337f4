// In: a folder from which `ikd-verify` is found. Out: the quick start's three lines, running there as a process of their own, and a person with
// a browser and the test wallet, who talks to them over HTTP alone.
import { strict as assert } from 'node:assert';
import { createVerifier } from '../../dist/node.js';
import { openSandbox } from '../../dist/sandbox_node.js';
import { freePort, ServerProcess } from './server_process.mjs';

/** As a user writes them, but for the port. */
export const LINES = `
import { createServer } from 'node:http';
import { sandboxBackend } from 'ikd-verify/sandbox-backend';
createServer(await sandboxBackend({ page: 'index.html' })).listen(Number(process.env.PORT), '127.0.0.1');
`;
const bytes = (base64) => new Uint8Array(Buffer.from(base64, 'base64'));
const now = () => Math.floor(Date.now() / 1000);

/** Starts the lines in a folder that holds an index.html. */
export async function startFirstTry(folder, env = {}) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const options = { cwd: folder, env: { ...process.env, ...env, PORT: String(port) } };
  const isReady = () => fetch(origin).then(() => true, () => false);
  const server = new ServerProcess({ program: process.execPath, words: ['--input-type=module', '--eval', LINES], options, isReady });
  await server.start();
  return { origin, port, stop: () => server.stop() };
}

/** One browser's session: its cookie, and calls that carry it. */
export class Visitor {
  #cookie = '';

  constructor(origin) {
    this.api = `${origin}/api/ikd`;
  }

  async request(query = '?lang=id') {
    const response = await fetch(`${this.api}/request${query}`, { headers: { cookie: this.#cookie } });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    return { response, asked: await response.json() };
  }

  async post(route, body) {
    const headers = { 'content-type': 'application/json', cookie: this.#cookie };
    const response = await fetch(`${this.api}/${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  }

  /** From the request to the answer of `verify`, as the page does it. The wallet shows an SD-CWT, which has a status. */
  async present() {
    const { asked: { name, trust } } = await this.request();
    const { request, requestHash, text } = await this.post('challenge', { request: name });
    const lists = { trustList: bytes(trust.trustList), statusLists: trust.statusLists.map(bytes) };
    const verifier = await createVerifier({ ...trust, ...lists, request });
    assert.equal(verifier.requestHash, requestHash);
    const presentation = (await openSandbox()).show(text, request.fields.map((field) => field.name), now()).text;
    const { credential } = await verifier.verify(presentation, { now: now() });
    const seen = await this.post('seen', { hash: credential.presentationHash });
    verifier.close();
    return { seen, presentation, answer: await this.post('verify', { presentation, requestHash }) };
  }
}
