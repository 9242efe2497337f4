// In: a wasm file and pictures. Out: what it sees in each of them, in frames of a camera one after the other. As a worker it posts that.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { LocalEngine } from '../../dist/local_engine.js';

export async function sights({ wasm, settings, now, pictures }) {
  const engine = new LocalEngine(await WebAssembly.compile(await readFile(wasm)), settings);
  const seen = [];
  for (const picture of pictures) {
    const look = await engine.call('look', picture, { now, clock: 'given' });
    seen.push({ outcome: look.seen?.outcome, code: look.seen?.code, sight: look.sight, light: look.light });
  }
  return seen;
}

if (workerData?.sights) parentPort.postMessage(await sights(workerData.sights));
