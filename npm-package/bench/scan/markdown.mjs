// The whole result → the generated section of the README.
import { OURS } from './engines.mjs';

const kilo = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const millis = (ms) => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

export function markdown(result, chart) {
  const parts = [
    `![How many codes each reader reads, and how long it takes](${chart})`,
    preface(result),
    ...result.courses.flatMap((course, i) => (i === 0 ? [readTable(course), timeTable(course)] : [timeTable(course), differences(result.courses[0], course)])),
    engineTable(result),
  ];
  return `${parts.join('\n\n')}\n`;
}

function preface({ machine, courses, sets }) {
  const places = courses.map(({ place }) => place).join(' and ');
  const count = (origin) => sets.filter((set) => set.origin === origin).reduce((sum, { entries }) => sum + entries.length, 0);
  const origins = [...new Set(sets.map(({ origin }) => origin))].map((origin) => `${count(origin)} ${origin}`).join(', ');
  return [
    `Measured on ${machine.date} on ${machine.processor}, in ${places}. Pictures: ${origins}.`,
    'All readers get the same pixels, picture by picture; reading the file is not timed, turning colour into grey is.',
    'A read is the exact text. Synthetic frames are computed, not filmed: they compare readers and promise nothing about a real camera.',
  ].join('\n');
}

function readTable({ place, results }) {
  const withCodes = results.filter(({ set }) => set.kind !== 'empty');
  if (withCodes.length === 0) return wrongTexts(results);
  const reads = table(`read, in ${place}`, withCodes, (tally) => String(tally.read), (set, tally) => tally.total);
  return `${reads}\n\n${clips(results)}${wrongTexts(results)}`;
}

const timeTable = ({ place, results }) =>
  table(`median / p95 ms, in ${place}`, results, (tally) => `${millis(tally.median)} / ${millis(tally.p95)}`, ({ entries }) => entries.length);

function table(title, results, cell, total) {
  const names = Object.keys(results[0]?.tallies ?? {});
  const head = [title, 'of', ...names.map(bold)];
  const rows = results.map(({ set, tallies }) => [set.title, total(set, tallies[OURS]), ...names.map((name) => (tallies[name].seen ? cell(tallies[name]) : '–'))]);
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

/** A clip is read when any of its frames is. */
function clips(results) {
  const films = results.filter(({ set }) => set.kind === 'clips');
  const side = (name, { clips: { read, total } }) => `${name} ${read} of ${total}`;
  const line = ({ set, tallies }) => `${set.title}: ${Object.entries(tallies).map(([name, tally]) => side(name, tally)).join(', ')}`;
  return films.length > 0 ? `Clips of which any frame was read: ${films.map(line).join('; ')}.\n` : '';
}

/** Over all sets, also those without a code. */
function wrongTexts(results) {
  const names = Object.keys(results[0].tallies);
  const wrong = names.map((name) => `${name} ${results.reduce((sum, { tallies }) => sum + tallies[name].wrong, 0)}`);
  return `Texts that are not exactly the picture's, over all sets: ${wrong.join(', ')}.`;
}

/** What another place read more or fewer codes of. */
function differences(first, second) {
  const found = [];
  for (const [i, { set, tallies }] of second.results.entries()) {
    for (const [name, { read }] of Object.entries(tallies)) {
      const before = first.results[i].tallies[name]?.read;
      if (read !== before) found.push(`${name} ${read} instead of ${before} (${set.title})`);
    }
  }
  const all = `In ${second.place} every reader read as many codes of each set as in ${first.place}`;
  return found.length === 0 ? `${all}.` : `${all}, but for: ${found.join(', ')}.`;
}

function engineTable({ engines, versions, sizes }) {
  const rows = engines.map(({ name, options }) => [name, versions[name] ?? '', options, ...size(sizes[name])]);
  return [['reader', 'version', 'options', 'raw', 'Brotli'], Array(5).fill('---'), ...rows].map(line).join('\n');
}

const size = (bytes) => (bytes ? [kilo(bytes.raw), kilo(bytes.brotli)] : ['–', '–']);
const bold = (name) => (name === OURS ? `**${name}**` : name);
const line = (cells) => `| ${cells.join(' | ')} |`;
