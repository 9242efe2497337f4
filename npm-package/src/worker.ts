// In: messages from worker_engine.ts. Out: one reply to each. A same-origin module worker, bundled into one file.
import { Core, misuse, start } from './core.js';
import type { Moment, Origin } from './engine.js';
import type { Call, Reply, Start } from './message.js';
import { PictureReader, type Frame } from './picture.js';

let core: Core | null = null;
let pictures: PictureReader | null = null;

addEventListener('message', ({ data }: MessageEvent<Start | Call>) => {
  answer(data).then(
    (result) => reply({ result }),
    (error: unknown) => {
      const wrong = misuse(error);
      reply(wrong === null ? { trapped: true } : { misuse: wrong.message });
    },
  );
});

function reply(message: Reply): void {
  postMessage(message);
}

async function answer(message: Start | Call): Promise<unknown> {
  if ('module' in message) {
    start(message.module);
    core = new Core(message.config, message.name);
    pictures = new PictureReader(core);
    return core.requestHash;
  }
  if (core === null || pictures === null) throw new TypeError('The worker was not started.');
  if (message.method !== 'look') return (core[message.method] as (...args: readonly unknown[]) => unknown)(...message.args);
  return pictures.look(...(message.args as [Frame, Moment, Origin?]));
}
