// In: what a backend is made of. Out: it runs in a process of its own; where it listens, what a caller has to show, and its end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AUDIENCE, NAME, TEMPLATE, trust } from './bank.mjs';

const TOKEN = 'a-token-of-thirty-two-characters';

/** The npm package's handler behind Node's own server. */
export class NodeBackend {
  #child;
  #settings;

  constructor(store, settings) {
    this.name = `Node, ${store}`;
    this.#settings = settings;
  }

  async start() {
    const program = fileURLToPath(new URL('node_backend.mjs', import.meta.url));
    this.#child = spawn(process.execPath, [program, JSON.stringify(this.#settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await said(this.#child, this.#child.stdout, () => true);
    return { port: Number(line), pid: this.#child.pid, path: '', headers: [] };
  }

  stop() {
    return end(this.#child);
  }
}

/** `ikd serve`. */
export class IkdBackend {
  #child;
  #folder;
  #settings;

  constructor(store, settings) {
    this.name = `ikd serve, ${store}`;
    this.#settings = settings;
  }

  async start() {
    const { program, redis } = this.#settings;
    this.#folder = await mkdtemp(join(tmpdir(), 'ikd-bench-'));
    await this.#write();
    const env = { ...process.env, IKD_API_TOKEN: TOKEN, IKD_RECEIPT_KEY: '07'.repeat(32), ...(redis && { IKD_REDIS_URL: redis }) };
    this.#child = spawn(program, ['serve', '--config', join(this.#folder, 'rp.toml')], { env, stdio: ['ignore', 'inherit', 'pipe'] });
    const line = await said(this.#child, this.#child.stderr, (line) => line.includes('"started"'));
    return { port: Number(JSON.parse(line).listen[0].split(':').at(-1)), pid: this.#child.pid, path: '/v1', headers: [`authorization: Bearer ${TOKEN}`] };
  }

  async #write() {
    const { redis, receipts = false } = this.#settings;
    const { trustList, roots, statusLists } = await trust();
    const lines = [
      ...[`audience = "${AUDIENCE}"`, 'environment = "sandbox"', 'listen = "127.0.0.1:0"'],
      ...['[trust]', 'list = "trust.cbor"', `roots = ${JSON.stringify(roots)}`, '[status]', 'lists = ["status.cbor"]'],
      ...['[requests]', `${NAME} = "request.json"`, '[limits]', 'calls_per_minute = 60000', 'request_ms = 20000'],
      ...['[store]', ...(redis === undefined ? ['kind = "memory"'] : ['kind = "redis"', 'url_env = "IKD_REDIS_URL"', 'timeout_ms = 10000'])],
      ...(receipts ? ['[receipts]', 'log = "receipts.jsonl"', 'key_env = "IKD_RECEIPT_KEY"'] : []),
    ];
    const files = { 'rp.toml': lines.join('\n'), 'request.json': JSON.stringify(TEMPLATE), 'trust.cbor': trustList, 'status.cbor': statusLists[0] };
    await Promise.all(Object.entries(files).map(([name, bytes]) => writeFile(join(this.#folder, name), bytes)));
  }

  async stop() {
    await end(this.#child);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The first such line. The others are read too, or the process would wait for its reader. */
function said(child, stream, isIt) {
  return new Promise((resolve, reject) => {
    createInterface({ input: stream }).on('line', (line) => isIt(line) && resolve(line));
    child.on('exit', () => reject(new Error('A backend did not start.')));
  });
}

async function end(child) {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
