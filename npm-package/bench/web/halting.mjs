// Halts a process and all its children for all but one part in so many of each period, until its parent says so or is gone.
import { readdirSync, readFileSync } from 'node:fs';

const [root, factor] = process.argv.slice(2).map(Number);
const PERIOD = 24;
let pids = [root];

/** The processes below the first, anew now and then. */
function family() {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  pids = [...parents.keys()].filter(isBelow);
}

function signal(name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  }
}

const wait = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
let running = true;
const end = () => {
  running = false;
};
process.on('message', end);
process.on('disconnect', end);

family();
const renewed = setInterval(family, 500);
(function halt() {
  signal('SIGSTOP');
  wait(PERIOD * (1 - 1 / factor));
  signal('SIGCONT');
  if (running) return void setTimeout(halt, PERIOD / factor);
  clearInterval(renewed);
  process.disconnect?.();
})();
