// In: the program ikd, a store, a folder. Out: `ikd serve` as a bank's backend that runs and is asked over http, with its token.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSandbox } from '../../dist/sandbox_node.js';
import { BANK, KEY, template } from '../../test/support/bank.mjs';
import { freePort, ServerProcess } from '../../test/support/server_process.mjs';
import { base64url } from './base64url.mjs';
import { Line } from './line.mjs';

const TOKEN = 'a-token-of-thirty-two-characters';

export class IkdBackend {
  #line;
  #headers = { authorization: `Bearer ${TOKEN}` };
  #receipts;

  /** Starts one of the program's. */
  static from(program) {
    return async ({ store, folder, name }) => {
      const port = await freePort();
      const config = await write({ port, store, folder, name });
      const env = { IKD_API_TOKEN: TOKEN, IKD_RECEIPT_KEY: Buffer.from(KEY).toString('hex'), IKD_REDIS_URL: `redis://127.0.0.1:${store.port}/` };
      const isReady = () => fetch(`http://127.0.0.1:${port}/healthz`).then(({ ok }) => ok, () => false);
      const server = new ServerProcess({ program, words: ['serve', '--config', config], options: { env }, isReady });
      await server.start();
      return new IkdBackend(server, port, join(folder, `${name}.receipts`));
    };
  }

  constructor(server, port, receipts) {
    Object.assign(this, { server, port });
    this.#receipts = receipts;
    this.#line = new Line(port);
  }

  challenge(session) {
    return this.#line.post('/v1/challenge', this.#headers, { session, request: 'open' });
  }

  verify(session, presentation) {
    return this.#line.post('/v1/verify', this.#headers, { session, presentation });
  }

  /** The signed receipts that it has written, in Base64url. */
  async receipts() {
    return (await readFile(this.#receipts, 'utf8')).split('\n').filter(Boolean).map(base64url);
  }

  async close() {
    this.#line.close();
    await this.server.kill();
  }
}

/** The files of its configuration. */
async function write({ port, store, folder, name }) {
  const { trustList, roots, statusLists } = (await openSandbox()).trust(Math.floor(Date.now() / 1000));
  const place = (part) => join(folder, `${name}.${part}`);
  const lists = statusLists.map((_, at) => place(`status-${at}.cbor`));
  await Promise.all([
    writeFile(place('trust.cbor'), trustList),
    ...lists.map((path, at) => writeFile(path, statusLists[at])),
    writeFile(place('open.json'), JSON.stringify(template())),
    writeFile(place('toml'), toml({ port, store, lists, roots, place })),
  ]);
  return place('toml');
}

function toml({ port, store, lists, roots, place }) {
  const text = JSON.stringify;
  return [
    `audience = ${text(BANK)}`, 'environment = "sandbox"', `listen = "127.0.0.1:${port}"`, 'processes = 2',
    '[trust]', `list = ${text(place('trust.cbor'))}`, `roots = ${text(roots)}`,
    '[status]', `lists = ${text(lists)}`,
    '[requests]', `open = ${text(place('open.json'))}`,
    '[store]', 'kind = "redis"', 'url_env = "IKD_REDIS_URL"', `timeout_ms = ${store.timeoutMilliseconds ?? 1_000}`,
    '[receipts]', `log = ${text(place('receipts'))}`, 'key_env = "IKD_RECEIPT_KEY"',
    // Each code has a session of its own.
    '[limits]', 'sessions = 1000000', 'request_ms = 60000',
  ].join('\n');
}
