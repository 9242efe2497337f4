// In: redis-server ($REDIS_SERVER or the one of the system). Out: one server, a primary with a replica, or a cluster, in temporary folders.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, ServerProcess } from './server_process.mjs';

const PROGRAM = process.env.REDIS_SERVER ?? 'redis-server';
const CLI = PROGRAM.replace(/redis-server$/, 'redis-cli');
const run = promisify(execFile);

/** Starts a server that saves only when it is told to, with more words of its configuration if wanted. */
export async function openRedis(...more) {
  const [port, folder] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'ikd-redis-'))]);
  /** What redis-cli prints for a command. */
  const command = async (...words) => (await run(CLI, ['-p', String(port), ...words])).stdout.trim();
  const isReady = () => command('PING').then((answer) => answer === 'PONG', () => false);
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no', '--loglevel', 'warning', ...more];
  const server = new ServerProcess({ program: PROGRAM, words, options: { cwd: folder }, isReady });
  await server.start();
  const close = async () => {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return Object.assign(server, { port, folder, command, close });
}

/** Waits until a replica has what its primary has, and has said so: only from then on the primary sends it what is written. */
export async function follows(replica, primary) {
  const inStep = async () => {
    const [own, theirs] = await Promise.all([replica, primary].map((server) => server.command('INFO', 'replication')));
    const said = /state=online,offset=(\d+)/.exec(theirs)?.[1];
    return own.includes('master_link_status:up') && said !== '0' && said === /master_repl_offset:(\d+)/.exec(theirs)?.[1];
  };
  for (let tries = 0; !(await inStep()); tries += 1) {
    if (tries > 100) throw new Error('The replica did not follow.');
    await wait(100);
  }
}

/** A primary and its replica, in step. */
export async function openPair() {
  const primary = await openRedis('--repl-diskless-sync-delay', '0');
  const replica = await openRedis('--repl-diskless-sync-delay', '0', '--replicaof', '127.0.0.1', String(primary.port));
  await follows(replica, primary);
  return { primary, replica, close: () => Promise.all([primary.close(), replica.close()]) };
}

/** A cluster of three primaries. */
export async function openCluster() {
  const words = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--cluster-require-full-coverage', 'no'];
  const nodes = await Promise.all([openRedis(...words), openRedis(...words), openRedis(...words)]);
  const places = nodes.map(({ port }) => `127.0.0.1:${port}`);
  await run(CLI, ['--cluster', 'create', ...places, '--cluster-yes']);
  const states = () => Promise.all(nodes.map((node) => node.command('CLUSTER', 'INFO')));
  for (let tries = 0; !(await states()).every((state) => state.includes('cluster_state:ok')); tries += 1) {
    if (tries > 100) throw new Error('The cluster did not come up.');
    await wait(100);
  }
  return { nodes, ports: nodes.map(({ port }) => port), close: () => Promise.all(nodes.map((node) => node.close())) };
}
