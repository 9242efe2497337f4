// Samples of a soak → lines for a terminal, and what is wrong with them.

/** What a heap may grow by after a thousand frames: the garbage collector leaves what it likes. */
const HEAP_GROWTH = 1 << 20;
/** The module's memory never shrinks; one bigger code may still make it take a few pages. */
const WASM_GROWTH = 8 << 16;
/** The codes that a scene may give. */
const EXPECTED = ['nothing', 'frame_over_budget', 'several_codes', 'not_an_ikd_qr', 'expired', 'signature_invalid', 'worker_trapped'];

const COLUMNS = [
  ['minute', 8, ({ second, settles }) => `${(second / 60).toFixed(1)}${settles ? '*' : ' '}`],
  ['frames', 8, ({ frames }) => frames],
  ['ms', 7, ({ times }) => rank(times, 0.5)],
  ['p95', 7, ({ times }) => rank(times, 0.95)],
  ['good', 6, ({ shown }) => shown],
  ['read', 6, ({ read }) => read],
  ['missed', 8, ({ missed }) => missed],
  ['wrong', 7, ({ wrong }) => wrong],
  ['hostile', 9, ({ hostile }) => hostile],
  ['workers', 9, ({ workers }) => workers],
  ['back in ms', 12, ({ recoveries }) => recoveries.map((time) => time.toFixed(0)).join() || '–'],
  ['page MB', 9, ({ pageBytes }) => megabytes(pageBytes)],
  ['worker MB', 11, ({ workerBytes }) => megabytes(workerBytes)],
  ['wasm MB', 9, ({ wasmBytes }) => megabytes(wasmBytes)],
];
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
const rank = (times, part) => [...times].sort((a, b) => a - b)[Math.floor(times.length * part)]?.toFixed(1) ?? '–';

/** The names of the columns. */
export function head() {
  return COLUMNS.map(([name, width]) => name.padStart(width)).join('');
}

/** One sample. The star marks the one that was taken at a thousand frames. */
export function line(sample) {
  return COLUMNS.map(([, width, value]) => String(value(sample)).padStart(width)).join('');
}

/** What all the samples saw. */
export function sum(samples) {
  const codes = Object.entries(codesOf(samples)).map(([code, count]) => `${code} ${count}`);
  return `${total(samples, 'frames')} frames, ${total(samples, 'read')} of ${total(samples, 'shown')} good codes read; ${codes.join(', ')}`;
}

/** What must not be, a sentence each. */
export function wrongs(samples) {
  const [codes, last] = [codesOf(samples), samples.at(-1)];
  const traps = codes.worker_trapped ?? 0;
  const unread = total(samples, 'shown') - total(samples, 'read');
  return [
    total(samples, 'missed') > 0 || unread > 1 ? `${unread} good codes were not read` : null,
    total(samples, 'wrong') > 0 ? `${total(samples, 'wrong')} codes were verified that were not to be` : null,
    traps === 1 ? null : `${traps} traps, and one was injected`,
    last.workers === 1 + traps ? null : `${last.workers} workers for ${traps} traps`,
    ...Object.keys(codes).filter((code) => !EXPECTED.includes(code)).map((code) => `${codes[code]} × ${code}`),
    ...EXPECTED.filter((code) => codes[code] === undefined).map((code) => `never ${code}`),
    ...growth(samples),
  ].filter(Boolean);
}

function growth(samples) {
  const settled = samples.findIndex(({ settles }) => settles);
  if (settled < 0) return ['too short for a thousand frames'];
  const grown = [['pageBytes', HEAP_GROWTH], ['workerBytes', HEAP_GROWTH], ['wasmBytes', WASM_GROWTH]].map(([name, most]) => {
    const more = Math.max(...samples.slice(settled).map((sample) => sample[name])) - samples[settled][name];
    return more > most ? `${name} grew by ${megabytes(more)} MB after a thousand frames` : null;
  });
  return grown;
}

function codesOf(samples) {
  const codes = {};
  for (const [code, count] of samples.flatMap((sample) => Object.entries(sample.codes))) codes[code] = (codes[code] ?? 0) + count;
  return codes;
}

function total(samples, name) {
  return samples.reduce((count, sample) => count + sample[name], 0);
}
