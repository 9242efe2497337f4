// In: a place. Out: a row: a person's data go through the bank in requests that are accepted, refused and malformed, also while the store is away;
// then everything that was written anywhere is searched for them. What is planted on purpose must be found.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CANARIES, canariesIn, NEEDLES, searchFolder } from './canary.mjs';
import { Crowd } from './crowd.mjs';
import { outcome, withBackends } from './row.mjs';

const run = promisify(execFile);
const [NIK, NAME, ADDRESS] = CANARIES;
const HASH = Buffer.from(NIK).toString('hex').padEnd(64, '0');

/** Requests that no bank should get, each with a person's data somewhere. */
const STRAY = [
  (backend, session) => backend.send('verify', session, { presentation: NAME, nik: NIK, released: { nama: NAME } }),
  (backend, session) => backend.send('verify', session, `{"nik":"${NIK}","nama":"${NAME}"`),
  (backend, session) => backend.send('verify', session, { presentation: `IKD1:${NIK}${ADDRESS}` }, { 'x-request-id': NAME }),
  (backend) => backend.send('challenge', NIK, { request: 'open' }, { 'x-request-id': NIK.replace(/^/, 'NIK ') }),
  (backend) => backend.send('challenge', NAME, { request: NAME, fields: [NIK, ADDRESS] }),
  (backend, session) => backend.send('challenge', session, { request: 'open', fields: [NAME] }),
  (backend, session) => backend.send('seen', session, { hash: HASH }),
  (backend, session) => backend.send('seen', session, { hash: ADDRESS }),
  (backend, session) => backend.send(`verify?nik=${NIK}&nama=${encodeURIComponent(NAME)}`, session, NAME.repeat(2_000)),
  (backend, session) => backend.send(`${NIK}/verify`, session, NIK, { 'content-type': `text/${NIK}`, 'content-encoding': NAME }),
  (backend, session) => backend.send('verify', session, { presentation: NAME.repeat(1_000), [NIK]: NAME }),
];

/** So many requests, a third of them with genuine codes. The store goes away in their midst where it can. */
export function canaryRow(place, { minter, requests = 10_000 }) {
  return withBackends(place, {}, async (backends, folder) => {
    const crowd = new Crowd({ backends, minter, times: 1 });
    // Of four requests one is a challenge, two or one present its code, and one is stray.
    const codes = Math.ceil(requests / (2 + backends.length));
    const counted = { stray: 0 };
    crowd.start(10);
    const [, since] = await Promise.all([strays(backends, requests - codes * (1 + backends.length), counted), amid(crowd, codes, place)]);
    await crowd.stop();
    await changed(crowd, backends);
    await place.writeOut(folder);
    const { bytes, hits } = await search(folder, place);
    await place.plant(`${NAME} ${NIK}`, backends);
    await place.writeOut(folder);
    const planted = (await search(folder, place)).hits.length;
    const row = await outcome(place, 'canaries', crowd, backends, since);
    const faults = [...new Set(hits), planted > hits.length ? null : 'what was planted in the store was not found', row.accepts > 0 ? null : 'nobody was accepted', ...missed()].filter(Boolean);
    return { ...row, requests: row.tries + row.codes + counted.stray, searchedMebibytes: bytes >> 20, hits: hits.length, planted, faults };
  });
}

/** Lets the store go away when half of the codes were shown, and waits for the rest. Resolves to since when it forgot nothing. */
async function amid({ showings }, codes, { goAway, forgets }) {
  while (showings.length < codes / 2) await wait(20);
  await goAway();
  const since = forgets ? performance.now() : 0;
  while (showings.length < codes) await wait(20);
  return since;
}

/** The forms of the words that the search does not see in other bytes. */
export function missed() {
  const noise = Buffer.alloc(1_000, 0xa7);
  const unseen = NEEDLES.filter(({ word, form }) => !canariesIn(Buffer.concat([noise, form, noise])).includes(word));
  return unseen.map(({ form }) => `a form of ${form.length} bytes is not found`);
}

async function strays(backends, most, counted) {
  const work = async (first) => {
    for (let at = first; at < most; at += 10) {
      await STRAY[at % STRAY.length](backends[at % backends.length], `stray-${at}`);
      counted.stray += 1;
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, first) => work(first)));
}

/** Codes that were tampered with, and in sessions of others. */
async function changed({ showings }, [backend]) {
  for (const { session, text } of showings.slice(0, 50)) {
    await backend.send('verify', session, { presentation: `${text.slice(0, -9)}A${text.slice(-8)}` });
    await backend.send('verify', `${session}-other`, { presentation: text });
  }
}

async function search(folder, place) {
  const found = await Promise.all([folder, ...(place.folders ?? [])].map(searchFolder));
  return { bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), hits: found.flatMap(({ hits }) => hits) };
}

const nothing = async () => undefined;

/** What a memory holds is nowhere, so that what its backends wrote is searched, and planted among that. */
export function memoryCanaries(place) {
  const plant = async (words, [backend]) => backend.ask('say', words);
  return { ...place, goAway: nothing, writeOut: nothing, plant };
}

/** A Redis that writes everything down: a snapshot, the log of its commands, and its own log. */
export const REDIS_WRITES = ['--appendonly', 'yes', '--rdbcompression', 'no', '--logfile', 'redis.log', '--loglevel', 'debug'];

export function redisCanaries(place) {
  const { server } = place;
  const goAway = async () => {
    await server.kill();
    await server.start();
  };
  return {
    ...place, goAway, forgets: true, folders: [server.folder],
    writeOut: () => server.command('SAVE'),
    plant: (words) => server.command('SET', 'planted', Buffer.from(words).toString('base64')),
  };
}

/** A PostgreSQL that writes every statement down. */
export async function postgresCanaries(place) {
  const { server } = place;
  const loud = ['logging_collector=on', 'log_min_messages=info', 'log_statement=all'].flatMap((word) => ['-c', word]);
  await server.restart(loud);
  const pool = server.pool();
  const goAway = async () => {
    await server.stop('SIGQUIT');
    await server.start(loud);
  };
  const writeOut = async (folder) => {
    await pool.query('CHECKPOINT');
    const { stdout } = await run('pg_dump', ['-h', '127.0.0.1', '-p', String(server.port), '-U', 'postgres', 'postgres'], { maxBuffer: 1 << 30 });
    await writeFile(join(folder, 'dump.sql'), stdout);
  };
  const plant = (words) => pool.query("INSERT INTO ikd_store VALUES ('planted', $1, now())", [words]);
  return { ...place, goAway, writeOut, plant, folders: [server.folder], close: async () => (await pool.end(), place.close()) };
}
