// In: a place. Out: a row: hostile clients come in crowds while customers go on, who notice nothing; and what the hostile were answered.
import { setTimeout as wait } from 'node:timers/promises';
import { BANK } from '../../test/support/bank.mjs';
import { Crowd } from './crowd.mjs';
import { HOSTILE, spoofed } from './hostile.mjs';
import { outcome, recovered, withBackends } from './row.mjs';

const EACH = 20;
/** Bytes that a backend may grow by under all of them. */
const MOST_GROWTH = 150 << 20;

/** Twenty of each hostile client at once, and codes meanwhile by twenty customers. */
export function hostileRow(place, { minter, codes = 500, each = EACH }) {
  const handler = { bodyMilliseconds: 2_000, rate: { burst: 100_000 } };
  return withBackends(place, { handler }, async (backends) => {
    const [{ port }] = backends;
    const crowd = new Crowd({ backends, minter });
    const growth = await Growth.of(backends[0]);
    crowd.start(20, codes);
    const answers = hosts(port, each);
    const { audience, echoed } = await spoofed(port);
    await crowd.done();
    const told = await answers;
    const recovery = await recovered(crowd, backends);
    const faults = [
      audience === BANK && !echoed ? null : 'a header changed the audience',
      (await backends[0].ask('polluted')) ? 'a prototype was changed' : null,
      growth.end() < MOST_GROWTH ? null : `the backend grew by ${growth.most >> 20} MiB`,
      Object.keys(told).some((answer) => / verified$| challenge$/.test(answer)) ? 'a hostile body was taken' : null,
    ].filter(Boolean);
    return { ...(await outcome(place, 'hostile bodies', crowd, backends)), expected: codes + 1, recovery, hostile: told, grewMebibytes: growth.most >> 20, faults };
  });
}

async function hosts(port, each) {
  const told = {};
  const calls = Object.entries(HOSTILE).flatMap(([name, call]) => Array.from({ length: each }, async () => {
    const answer = `${name}: ${await call(port)}`;
    told[answer] = (told[answer] ?? 0) + 1;
  }));
  await Promise.all(calls);
  return told;
}

/** How much larger a backend became. */
class Growth {
  most = 0;
  #ended = false;

  static async of(backend) {
    const growth = new Growth();
    void growth.#watch(backend, await backend.ask('memory'));
    return growth;
  }

  end() {
    this.#ended = true;
    return this.most;
  }

  async #watch(backend, first) {
    while (!this.#ended) {
      this.most = Math.max(this.most, (await backend.ask('memory')) - first);
      await wait(50);
    }
  }
}
