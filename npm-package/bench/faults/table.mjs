// Rows → a table for a terminal, and what is wrong with them.

/** How long a bank may need after a fault has gone. */
const MOST_SECONDS = 2;

const COLUMNS = [
  ['store', 18, ({ store }) => store],
  ['fault', 38, ({ fault }) => fault],
  ['codes', 7, ({ codes }) => codes],
  ['tries', 7, ({ tries }) => tries],
  ['accepts', 8, ({ accepts }) => accepts],
  ['twice', 6, ({ doubles }) => doubles],
  ['no record', 10, ({ unrecorded }) => unrecorded],
  ['at fault', 9, ({ during }) => during ?? '–'],
  ['back after', 11, ({ recovery }) => (recovery === undefined ? '–' : `${recovery.toFixed(2)} s`)],
];
const LEFT = 2;

/** A line for each row, with the refusals by code; then what else there is to say. */
export function table(rows) {
  return [`${line((name) => name)}  refusals`, ...rows.map((row) => `${line((_, value) => value(row))}  ${counts(row.refusals)}`), ...rows.flatMap(more)].join('\n');
}

function line(cell) {
  return COLUMNS.map(([name, width, value], at) => String(cell(name, value))[at < LEFT ? 'padEnd' : 'padStart'](width)).join('');
}

/** What must not be, a sentence each. */
export function faultsOf(row) {
  const { store, fault, accepts, expected, doubles, unrecorded, brokenChains, during, recovery, faults = [] } = row;
  return [
    expected === undefined || accepts === expected ? null : `accepted ${accepts} of ${expected}`,
    doubles === 0 ? null : `${doubles} accepted twice`,
    unrecorded === 0 ? null : `${unrecorded} accepted without a record`,
    brokenChains === 0 ? null : `${brokenChains} logs of receipts are no chain`,
    during ? `${during} accepted while nothing could be` : null,
    recovery === undefined || recovery < MOST_SECONDS ? null : `back only after ${recovery.toFixed(2)} s`,
    ...faults,
  ].filter(Boolean).map((sentence) => `${store}, ${fault}: ${sentence}`);
}

const counts = (words) => Object.entries(words).map(([word, count]) => `${word} ${count}`).join(', ') || '–';

function more(row) {
  const { store, fault, seconds, hostile, grewMebibytes, hits, planted, requests, searchedMebibytes } = row;
  const lines = [];
  if (seconds !== undefined) lines.push(`${store}: ${row.tries} presentations in ${seconds.toFixed(1)} s, ${(row.tries / seconds).toFixed(0)} a second`);
  if (hits !== undefined) lines.push(`${store}, ${fault}: ${hits} hits after ${requests} requests in ${searchedMebibytes} MiB; of what was planted ${planted}`);
  if (hostile !== undefined) lines.push(`${store}, ${fault}: the backend grew by ${grewMebibytes} MiB`, ...Object.entries(hostile).map(([answer, count]) => `  ${answer} ${count}`));
  return lines;
}
