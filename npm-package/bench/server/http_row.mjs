// In: a backend that can be started. Out: a row of its requests a second and the percentiles of `verify`, and its process's memory. Each
// round asks for all challenges, mints, and then has all codes verified, so that minting is not measured.
import { readFileSync } from 'node:fs';
import { NAME } from './bank.mjs';
import { percentile, percentiles } from './times.mjs';
import { Wire } from './wire.mjs';

/** Of a round. A store in memory holds four rounds and one that warms up. */
const CODES = 900;

export async function httpRow({ backend, minter, rounds }) {
  const { port, pid, path, headers } = await backend.start();
  const wire = await Wire.open(port, path, headers);
  try {
    const [challenges, verifies, times, memory] = [[], [], [], []];
    for (let number = 0; number <= rounds; number += 1) {
      const round = await oneRound(wire, minter);
      memory.push(resident(pid, 'VmRSS'));
      if (number === 0) continue;
      challenges.push(round.challenge);
      verifies.push(round.verify);
      times.push(...round.times);
    }
    const second = (all) => percentile(all, 0.5).toFixed(0).padStart(8);
    const kept = [memory[0], memory[Math.floor(memory.length / 2)], memory.at(-1)].join(' ');
    console.log(`${backend.name.padEnd(54)} ${second(challenges)} ${second(verifies)} ${percentiles(times)}   ${kept}, ${resident(pid, 'VmHWM')}`);
  } finally {
    wire.close();
    await backend.stop();
  }
}

async function oneRound(wire, minter) {
  const sessions = Array.from({ length: CODES }, (_, at) => `session-${at}`);
  const ask = sessions.map((session) => ({ session, body: { session, request: NAME } }));
  const [begun, challenge] = await rate(() => wire.post('/challenge', ask));
  const codes = await minter.mint('M', begun.answers.map((answer) => JSON.parse(answer).text));
  const show = sessions.map((session, at) => ({ session, body: { session, presentation: codes[at].text } }));
  const [{ answers, times }, verify] = await rate(() => wire.post('/verify', show));
  const refused = answers.find((answer) => JSON.parse(answer).outcome !== 'verified');
  if (refused !== undefined) throw new Error(`A code was refused: ${refused}`);
  return { challenge, verify, times };
}

/** What the work gives, and how many calls a second that were. */
async function rate(work) {
  const start = performance.now();
  const done = await work();
  return [done, (CODES * 1_000) / (performance.now() - start)];
}

/** KiB. */
function resident(pid, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
