// In: a place with its store, a fault. Out: a row of the table: backends are started, customers go on, the fault comes and goes, and what they were
// told is compared with what was kept.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KEY, openBank } from '../../test/support/bank.mjs';
import { NodeBackend } from './backend.mjs';
import { Crowd } from './crowd.mjs';
import { compare } from './records.mjs';

const GIVEN_UP = 10_000;
/** Two hundred customers of two busy cores are answered late, and a store that is late is none. */
const UNHURRIED = { timeoutMilliseconds: 10_000 };
/** Of what was shown before, so much is presented again after a fault. */
const AGAIN = 2_000;

/** The public key of every backend's receipts. */
const receiptKeys = [(await openBank()).rp.receiptKey];

/** Backends of one bank over one store, in a folder for their files, until `work` ends; the place's own where they run already. */
export async function withBackends(place, options, work) {
  if (place.running) return work(...place.running);
  const folder = await mkdtemp(join(tmpdir(), 'ikd-faults-'));
  const start = place.start ?? NodeBackend.start;
  const { store } = place;
  const names = Array.from({ length: place.processes }, (_, at) => `backend-${at}`);
  const backends = await Promise.all(names.map((name) => start({ ...options, store, folder, name })));
  try {
    return await work(backends, folder);
  } finally {
    await Promise.all(backends.map((backend) => backend.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** No fault: so many codes by so many customers. Every one is accepted, and none twice. */
export function calmRow(place, { minter, customers = 200, codes = 10_000, ...options }) {
  return withBackends({ ...place, store: { ...place.store, ...UNHURRIED } }, options, async (backends) => {
    const crowd = new Crowd({ backends, minter, times: Math.ceil(3 / backends.length) });
    const from = performance.now();
    crowd.start(customers, codes);
    await crowd.done();
    const seconds = (performance.now() - from) / 1_000;
    return { ...(await outcome(place, 'none', crowd, backends)), seconds, expected: codes };
  });
}

/** A fault amid the work, and everything presented again after it. */
export function faultRow(place, name, fault, { minter, customers = 10, calm = 1_000, ...options }) {
  return withBackends(place, options, async (backends) => {
    const crowd = new Crowd({ backends, minter });
    crowd.start(customers);
    await wait(calm);
    await fault.begin(backends, crowd);
    const began = performance.now();
    await wait(fault.milliseconds ?? 0);
    const ended = performance.now();
    await fault.end(backends);
    const since = fault.forgets ? performance.now() : 0;
    const recovery = await recovered(crowd, backends);
    await wait(calm / 2);
    await crowd.stop();
    await crowd.presentAgain(AGAIN);
    const during = fault.silent ? inside(crowd.showings, began, ended) : null;
    return { ...(await outcome(place, name, crowd, backends, since)), recovery, during };
  });
}

/** What the row says: what customers were told beside what was kept. */
export async function outcome(place, fault, crowd, backends, since = 0) {
  const logs = await Promise.all(backends.map((backend) => backend.receipts()));
  const kept = (keys) => place.kept(keys, backends);
  const records = await compare({ showings: crowd.showings, logs, keys: receiptKeys, kept, since });
  const { verified: _, ...refusals } = crowd.codes;
  return { store: place.name, fault, codes: crowd.showings.length, tries: crowd.tries, ...records, refusals };
}

/** How many seconds pass until every backend takes a customer from the challenge to the acceptance. */
export async function recovered(crowd, backends) {
  const from = performance.now();
  const one = async (backend) => {
    while (!(await crowd.show([backend], 1))) {
      if (performance.now() - from > GIVEN_UP) return;
      await wait(20);
    }
  };
  await Promise.all(backends.map(one));
  return (performance.now() - from) / 1_000;
}

/** What was accepted while nothing could be. */
function inside(showings, from, to) {
  return showings.flatMap(({ accepts }) => accepts).filter(({ began, ended }) => began > from && ended < to).length;
}
