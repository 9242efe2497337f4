// In: how to load the module, where the worker stands, a configuration. Out: an engine in a worker, one call in flight.
// A call that stays silent for a second, a lost worker or a trap ends the worker; a new one is started, at most three times a minute.
// A worker that never came, as when the page is offline, is no end of one: each call tries again.
import { after, milliseconds } from './clock.js';
import type { Calls, Engine, EngineConfig, Method } from './engine.js';
import type { Call, Reply, Start } from './message.js';
import type { Rejected } from './outcome.js';
import type { Frame } from './picture.js';
import { isRejected, rejected } from './rejection.js';
import { spawn } from './spawn.js';
import type { StartedWorker } from './started_worker.js';

/** The watchdog counts short ticks, so that a page that is itself busy does not take its worker for dead. */
const TICK = 250;
const CALL_TICKS = 4;
/** A file's picture gets every pass, and may have many times the pixels of a frame. */
const FILE_TICKS = 40;
/** The first message waits for worker.js to come over the network. */
const START_TICKS = 120;
const RESTARTS_A_MINUTE = 3;
/** A page that asks faster than it is answered is told so before its memory is full. */
const MOST_WAITING = 100;

/** What an engine in a worker is made from. */
export interface WorkerOrigin {
  readonly load: () => Promise<WebAssembly.Module | Rejected>;
  readonly url: URL | string;
  readonly config: EngineConfig;
  /** A worker that has loaded its script already, for the first start. */
  readonly started?: StartedWorker | null;
}

type Silence = { readonly silent: true };

/** An engine in a same-origin module worker. */
export class WorkerEngine implements Engine<Frame> {
  requestHash: string | null = null;
  readonly #origin: WorkerOrigin;
  #worker: Worker | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #ended: number[] = [];
  #generation = 0;
  #closed = false;

  constructor(origin: WorkerOrigin) {
    this.#origin = origin;
  }

  /** Starts the worker. A failure is kept for the first call, which tries again. */
  async open(): Promise<void> {
    await this.#inTurn(() => this.#living());
  }

  async call<M extends Method>(method: M, ...args: Parameters<Calls<Frame>[M]>): Promise<ReturnType<Calls[M]> | Rejected> {
    return this.#inTurn(async () => {
      const worker = await this.#living();
      if (isRejected(worker)) return worker;
      const transfer = method === 'look' ? [args[0] as Frame] : [];
      const ticks = args[2] === 'file' ? FILE_TICKS : CALL_TICKS;
      const reply = await exchange(worker, { method, args } satisfies Call, transfer, ticks);
      return this.#read(reply, method === 'look' ? 'frame_over_budget' : 'worker_lost') as ReturnType<Calls[M]> | Rejected;
    });
  }

  close(): void {
    this.#closed = true;
    // Whoever still waits for an answer hears that there will be none.
    this.#worker?.dispatchEvent(new Event('error'));
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST_WAITING) throw new TypeError(`${MOST_WAITING} calls wait for this verifier already: await them.`);
    this.#waiting += 1;
    const mine = this.#turn.then(() => {
      if (this.#closed) throw new TypeError('The verifier is closed.');
      return work();
    });
    this.#turn = mine.catch(() => undefined).then(() => (this.#waiting -= 1));
    return mine;
  }

  async #living(): Promise<Worker | Rejected> {
    if (this.#worker !== null) return this.#worker;
    this.#ended = this.#ended.filter((end) => milliseconds() - end < 60_000);
    if (this.#ended.length >= RESTARTS_A_MINUTE) return rejected('worker_lost', { restarts: RESTARTS_A_MINUTE });
    const module = await this.#origin.load();
    if (isRejected(module)) return module;
    try {
      this.#worker = this.#origin.started?.take() ?? spawn(this.#origin.url);
    } catch {
      return rejected('worker_lost', { needs: "worker-src 'self'" });
    }
    this.#generation += 1;
    const first: Start = { module, config: this.#origin.config, name: String(this.#generation) };
    const reply = await exchange(this.#worker, first, [], START_TICKS);
    if ('silent' in reply) return this.#drop('worker_lost');
    const hash = this.#read(reply, 'worker_lost');
    if (isRejected(hash)) return hash;
    this.requestHash = hash as string | null;
    return this.#worker ?? rejected('worker_lost');
  }

  #read(reply: Reply | Silence, silence: 'worker_lost' | 'frame_over_budget'): unknown {
    if ('result' in reply) return reply.result;
    if ('misuse' in reply) throw new TypeError(reply.misuse);
    this.#ended.push(milliseconds());
    return this.#drop('trapped' in reply ? 'worker_trapped' : silence);
  }

  #drop(why: 'worker_lost' | 'worker_trapped' | 'frame_over_budget'): Rejected {
    this.#worker?.terminate();
    this.#worker = null;
    return rejected(why);
  }
}

/** Sends one message and waits for its reply, the worker's end, or too many ticks. */
async function exchange(worker: Worker, message: Start | Call, transfer: Transferable[], ticks: number): Promise<Reply | Silence> {
  let waiting = true;
  const reply = new Promise<Reply | Silence>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => resolve(data);
    worker.onerror = worker.onmessageerror = () => resolve({ silent: true });
    worker.postMessage(message, transfer);
  });
  const silence = (async (): Promise<Silence> => {
    for (let tick = 0; tick < ticks && waiting; tick += 1) await after(TICK);
    return { silent: true };
  })();
  try {
    return await Promise.race([reply, silence]);
  } finally {
    waiting = false;
  }
}
