// A browser without a page, for the backend's tests: keeps its cookie, posts JSON, and lets the sandbox's wallet answer.

import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { listen } from '../http_server.mjs';
import { bankServer } from '../bank-onboarding/server.mjs';

export const REQUIRED = ['nik', 'nama', 'tempat_lahir', 'tanggal_lahir', 'jenis_kelamin', 'kewarganegaraan', 'alamat', 'wilayah'];

const systemClock = () => Math.floor(Date.now() / 1000);

/** Runs `work` against a bank on a free port. */
export async function withBank(work, options = {}) {
  const server = await bankServer({ audience: 'https://bank.example', wallet: 'http://localhost:8788/', ...options });
  const address = await listen(server, 0);
  try {
    await work((settings) => new Client(address, { clock: options.clock ?? systemClock, ...settings }), address);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export class Client {
  cookie;
  session;
  #address;
  #headers;
  #clock;

  constructor(address, { headers = {}, clock = systemClock } = {}) {
    this.#address = address;
    this.#headers = headers;
    this.#clock = clock;
  }

  async send(path, body, headers = {}) {
    const response = await fetch(this.#address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }), ...this.#headers, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    this.cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? this.cookie;
    return { status: response.status, headers: response.headers, json: await response.json() };
  }

  async post(path, body) {
    return (await this.send(path, body)).json;
  }

  /** What the page asks first; it begins the session. */
  async begin(language = 'id') {
    const headers = { ...(this.cookie && { cookie: this.cookie }), ...this.#headers };
    const response = await fetch(`${this.#address}/api/ikd/request?lang=${language}`, { headers });
    this.cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? this.cookie;
    this.session = await response.json();
    return { headers: response.headers, ...this.session };
  }

  /** A request and its challenge. */
  async ask(chosen = []) {
    await this.begin();
    return this.post('/api/ikd/challenge', { request: this.session.name, fields: [...REQUIRED, ...chosen] });
  }

  /** The challenge as the page draws it: the modules of its QR. */
  async symbol(chosen = []) {
    const { request } = await this.ask(chosen);
    const { trustList, statusLists: _, ...trust } = this.session.trust;
    const verifier = await createVerifier({ ...trust, trustList: bytes(trustList), request });
    const symbol = await verifier.challenge([...REQUIRED, ...chosen]);
    verifier.close();
    return symbol;
  }

  /** What the wallet answers, and the hash that the page would post when it scans that answer. */
  async answer({ text }, { fields = REQUIRED, now = this.#clock(), fault = 'none', mode = 'minted' } = {}) {
    const sandbox = await openSandbox();
    const made = mode === 'sd' ? sandbox.show(text, fields, now, { fault }) : sandbox.mint(text, fields, now, fault);
    return { presentation: made.text, hash: await this.hash(made.text, now) };
  }

  async hash(presentation, now) {
    const { trustList, statusLists, ...trust } = this.session.trust;
    const verifier = await createVerifier({ ...trust, trustList: bytes(trustList), statusLists: statusLists.map(bytes) });
    const outcome = await verifier.verify(presentation, { now });
    verifier.close();
    return outcome.credential?.presentationHash;
  }

  /** The whole way of an honest customer up to the scan. */
  async scanned(chosen = [], fields = [...REQUIRED, ...chosen]) {
    const { presentation, hash } = await this.answer(await this.ask(chosen), { fields });
    const seen = await this.post('/api/ikd/seen', { hash });
    return { presentation, hash, seen };
  }
}

function bytes(base64) {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
