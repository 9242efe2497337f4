// In: a program that serves a port. Out: it runs on a free port of 127.0.0.1, and can be stopped, paused, killed and started again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const living = new Set();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A node of a Redis Cluster listens on its port and on this many further up as well. */
const BUS = 10_000;

/**
 * A port that nobody has, nor the one of its bus. Both lie under 32 768: from there on the system gives ports to outgoing connections,
 * and would give one away between this look and the server's start.
 */
export async function freePort() {
  const port = 12_000 + Math.floor(Math.random() * BUS);
  const free = (await isFree(port)) && (await isFree(port + BUS));
  return free ? port : freePort();
}

async function isFree(port) {
  const server = createServer().listen(port, '127.0.0.1');
  const listening = await Promise.race([once(server, 'listening').then(() => true), once(server, 'error').then(() => false)]);
  if (!listening) return false;
  server.close();
  await once(server, 'close');
  return true;
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
    const child = spawn(program, [...words, ...more], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (part) => (said = (said + part).slice(-2_000)));
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
