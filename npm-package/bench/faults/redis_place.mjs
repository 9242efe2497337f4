// In: which client. Out: a Redis that can be at fault in every way it knows, with the store that a backend opens on it.
import { setTimeout as wait } from 'node:timers/promises';
import { ioredis } from '../../test/support/redis_clients.mjs';
import { openPair, openRedis } from '../../test/support/redis_server.mjs';
import { Wire } from './wire.mjs';

/** One server. */
export async function openRedisPlace(kind, more = []) {
  const server = await openRedis(...more);
  const reader = await ioredis(server.port);
  return {
    name: `Redis, ${kind}`,
    store: { kind, port: server.port },
    processes: 2,
    server,
    kept: (keys) => reader.client.mget(keys),
    faults: faultsOf(server),
    close: () => (reader.end(), server.close()),
  };
}

/** A primary with a replica that takes its place. One address leads to either, as with a managed Redis. */
export async function openFailoverPlace(kind) {
  const { primary, replica, close } = await openPair();
  const wire = await Wire.to(primary.port);
  const reader = await ioredis(replica.port);
  const failOver = async () => {
    await primary.kill();
    await wait(300);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    wire.turn(replica.port);
  };
  return {
    name: `Redis, ${kind}`,
    store: { kind, port: wire.port },
    processes: 2,
    kept: (keys) => reader.client.mget(keys),
    faults: { 'failover to a replica': { forgets: true, begin: () => undefined, end: failOver } },
    close: () => (reader.end(), wire.close(), close()),
  };
}

function faultsOf(server) {
  const command = (...words) => server.command(...words);
  return {
    'killed, back from an older snapshot': {
      forgets: true,
      // In the snapshot these are open, and they are taken before the server dies.
      begin: async (_, crowd) => {
        const open = await Promise.all(Array.from({ length: 5 }, () => crowd.begin()));
        await command('SAVE');
        await Promise.all(open.map((showing) => crowd.present(showing)));
        await server.kill();
      },
      milliseconds: 700,
      end: () => server.start(),
    },
    'stopped and continued': { silent: true, begin: () => server.pause(), milliseconds: 5_000, end: () => server.resume() },
    'CLIENT PAUSE': { silent: true, begin: () => command('CLIENT', 'PAUSE', '2000'), milliseconds: 1_800, end: () => wait(200) },
    'out of memory': {
      silent: true,
      begin: () => command('CONFIG', 'SET', 'maxmemory', '1'),
      milliseconds: 1_000,
      end: () => command('CONFIG', 'SET', 'maxmemory', '0'),
    },
    'restarted cleanly': {
      forgets: true,
      begin: async () => {
        // The server goes away while it answers.
        await command('SHUTDOWN', 'SAVE').catch(() => undefined);
        await server.stop('SIGKILL');
      },
      milliseconds: 300,
      end: () => server.start(),
    },
    'connections cut': { begin: () => cuts(() => command('CLIENT', 'KILL', 'TYPE', 'normal')), end: () => undefined },
  };
}

/** Cuts twenty times in a second. */
export async function cuts(cut) {
  for (let times = 0; times < 20; times += 1) {
    await cut();
    await wait(50);
  }
}
