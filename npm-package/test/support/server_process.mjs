// In: a program that serves a port. Out: it runs on a free port of 127.0.0.1, and can be stopped, paused, killed and started again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const living = new Set();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A port that nobody listens on. Below 50 000, since a node of a Redis Cluster listens on its port + 10 000 as well. */
export async function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer().listen(port, '127.0.0.1');
  const [free] = await Promise.race([once(server, 'listening').then(() => [true]), once(server, 'error').then(() => [false])]);
  if (!free) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

/** A server's process. `isReady` says whether it answers, `children` which processes work for it. */
export class ServerProcess {
  #child = null;
  #start;

  constructor({ program, words, options, isReady, children = () => [] }) {
    this.#start = { program, words, options, isReady };
    this.children = children;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Starts it, with more words if wanted, and waits until it answers. */
  async start(more = []) {
    const { program, words, options, isReady } = this.#start;
    const child = spawn(program, [...words, ...more], { stdio: ['ignore', 'ignore', 'pipe'], ...options });
    let said = '';
    child.stderr.on('data', (part) => (said = (said + part).slice(-2_000)));
    child.on('error', (error) => (said += error.message));
    living.add(child);
    child.on('close', () => living.delete(child));
    this.#child = child;
    for (let tries = 0; !(await isReady()); tries += 1) {
      if (tries > 200 || child.exitCode !== null || child.pid === undefined) throw new Error(`${program} did not start. ${said}`);
      await wait(25);
    }
  }

  /** Ends it by a signal and waits until it is gone. */
  async stop(signal = 'SIGINT') {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Ends it as a crash would. */
  kill() {
    return this.stop('SIGKILL');
  }

  async restart(more = []) {
    await this.stop();
    await this.start(more);
  }

  /** Lets it hang: connections stay open, nothing is answered. */
  pause() {
    for (const pid of [this.pid, ...this.children(this.pid)]) process.kill(pid, 'SIGSTOP');
  }

  resume() {
    for (const pid of [...this.children(this.pid), this.pid]) process.kill(pid, 'SIGCONT');
  }
}
