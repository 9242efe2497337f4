// In: a store, a folder. Out: a bank's backend that runs, is asked over http, and can be killed and started again.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/support/server_process.mjs';
import { Line } from './line.mjs';
import { Questions } from './questions.mjs';

const BANK = fileURLToPath(new URL('bank.mjs', import.meta.url));
const living = new Set();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A backend of `ikd-verify/server`. */
export class NodeBackend {
  #child = null;
  #settings;
  #folder;
  #name;
  #line;
  #questions = new Questions((question) => this.#child.send(question));

  /** Starts one. Its files begin with its name. */
  static async start({ store, folder, name, handler }) {
    const port = await freePort();
    const [receipts, reports] = ['receipts', 'reports'].map((part) => join(folder, `${name}.${part}`));
    const backend = new NodeBackend({ port, store, receipts, reports, handler }, folder, name);
    await backend.start();
    return backend;
  }

  constructor(settings, folder, name) {
    Object.assign(this, { port: settings.port });
    this.#settings = settings;
    this.#folder = folder;
    this.#name = name;
    this.#line = new Line(settings.port);
  }

  async start() {
    const [out, error] = await Promise.all(['out', 'err'].map((part) => open(join(this.#folder, `${this.#name}.${part}`), 'a')));
    const child = fork(BANK, [JSON.stringify(this.#settings)], { stdio: ['ignore', out.fd, error.fd, 'ipc'] });
    living.add(child);
    child.on('exit', () => living.delete(child));
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`A backend did not start: see ${this.#name}.err.`)));
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
    await Promise.all([out.close(), error.close()]);
    child.on('message', (answer) => this.#questions.answered(answer));
    this.#child = child;
  }

  /** Ends it as a crash would. */
  async kill() {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async close() {
    this.#line.close();
    if (living.has(this.#child)) await this.kill();
  }

  challenge(session) {
    return this.send('challenge', session, { request: 'open' });
  }

  verify(session, presentation) {
    return this.send('verify', session, { presentation });
  }

  send(route, session, body, headers = {}) {
    return this.#line.post(`/ikd/${route}`, { cookie: session, ...headers }, body);
  }

  /** Asks the process itself. */
  ask(question, given) {
    return this.#questions.ask({ question, given });
  }

  /** The signed receipts that it has written, in Base64url. */
  async receipts() {
    return (await readFile(this.#settings.receipts, 'utf8')).split('\n').filter(Boolean);
  }
}
