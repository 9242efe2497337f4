// What the figures were measured on and with.
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { OURS } from './engines.mjs';
import { PACKAGES } from './node_place.mjs';

const PACKAGE = new URL('../../', import.meta.url);

export function machine() {
  const date = new Date().toISOString().slice(0, 10);
  return { date, processor: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`, node: process.version.slice(1) };
}

/** The version of each engine, by its name. */
export async function versions(engines) {
  const installed = engines.filter((engine) => engine.package !== undefined);
  const peers = installed.map(async ({ name, package: folder }) => [name, await version(new URL(`${folder}/`, PACKAGES))]);
  return { ...Object.fromEntries(await Promise.all(peers)), [OURS]: await version(PACKAGE), rqrr: await locked('rqrr') };
}

const version = async (folder) => JSON.parse(await readFile(new URL('package.json', folder), 'utf8')).version;

/** A crate's version in the workspace's lock. */
async function locked(crate) {
  const lock = await readFile(new URL('../Cargo.lock', PACKAGE), 'utf8');
  return new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`).exec(lock)?.[1];
}
