// In: PostgreSQL's programs ($POSTGRES_BIN or Debian's newest). Out: a server in a temporary folder, run by the user postgres where we are root.
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort, ServerProcess } from './server_process.mjs';

const run = promisify(execFile);

function folderOfPrograms() {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  const versions = readdirSync('/usr/lib/postgresql').sort((one, other) => Number(other) - Number(one));
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}

/** PostgreSQL refuses to run as root. */
function user() {
  if (process.getuid() !== 0) return {};
  const number = (letter) => Number(execFileSync('id', [letter, 'postgres'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

/** The processes that a server has made. Each is in a session of its own, so that no group holds them. */
function children(pid) {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).split('\n').filter(Boolean).map(Number);
}

/** Starts a server. `pool` makes a pool of connections; its errors in idle connections are of no matter here. */
export async function openPostgres() {
  const [port, folder] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'ikd-postgres-'))]);
  const options = { cwd: folder, ...user() };
  if (options.uid !== undefined) await chown(folder, options.uid, options.gid);
  const programs = folderOfPrograms();
  const data = join(folder, 'data');
  await run(join(programs, 'initdb'), ['-D', data, '--no-sync', '-A', 'trust', '-U', 'postgres', '--no-locale', '-E', 'UTF8'], options);
  const place = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' };
  const pool = (more) => new pg.Pool({ ...place, ...more }).on('error', () => undefined);
  const isReady = () => answers(place);
  const words = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'log_min_messages=fatal'];
  const server = new ServerProcess({ program: join(programs, 'postgres'), words, options, isReady, children });
  await server.start();
  const close = async () => {
    await server.stop('SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  };
  return Object.assign(server, { port, folder, pool, close });
}

async function answers(place) {
  const client = new pg.Client(place);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
