// Tallies → text for a terminal.
import { OURS, RIVAL } from './engines.mjs';

const millis = (ms) => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0));

/** One set at one place. */
export function setText(place, set, tallies) {
  const lines = [`\n${set.name}, ${set.entries.length} pictures (${set.origin}), ${place}`, HEAD];
  for (const [name, tally] of Object.entries(tallies)) lines.push(row(name, tally, set.kind));
  lines.push(...ratios(tallies, set.kind), ...bands(tallies), ...wrongFiles(tallies));
  return lines.join('\n');
}

const columns = (name, read, clips, median, p95, wrong, rest) =>
  `  ${name.padEnd(12)} ${read.padStart(9)} ${clips.padStart(7)} ${median.padStart(8)} ${p95.padStart(8)} ${wrong.padStart(6)}  ${rest}`.trimEnd();

const HEAD = columns('', 'read', 'clips', 'median', 'p95 ms', 'wrong', '');

function row(name, tally, kind) {
  if (tally.seen === 0) return columns(name, 'not run', '', '', '', '', '');
  const read = kind === 'empty' ? '–' : `${tally.read}/${tally.total}`;
  const clips = kind === 'clips' ? `${tally.clips.read}/${tally.clips.total}` : '';
  const said = Object.entries(tally.notes).map(([note, count]) => `${note} ${count}`);
  if (tally.unknown > 0) said.push(`unknown ${tally.unknown}`);
  return columns(name, read, clips, millis(tally.median), millis(tally.p95), String(tally.wrong), said.join(', '));
}

function ratios({ [OURS]: own, [RIVAL]: rival }, kind) {
  if (own === undefined || rival === undefined) return [];
  const ratio = (a, b) => (b > 0 ? (a / b).toFixed(2) : '–');
  const read = kind === 'empty' ? '' : ratio(own.read, rival.read);
  return [columns('ours/zxing', read, '', ratio(own.median, rival.median), ratio(own.p95, rival.p95), '', '')];
}

function bands({ [OURS]: own, [RIVAL]: rival }) {
  const line = (words, part) => {
    const inside = own[part].map((band, i) => `${band.name} ${band.read}${rival ? `|${rival[part][i].read}` : ''}/${band.total}`);
    return inside.length > 1 ? [`  ${words}: ${inside.join('   ')}`] : [];
  };
  const whose = rival ? ' (ours|zxing/all)' : '';
  return own === undefined ? [] : [...line(`by px a module${whose}`, 'byPixels'), ...line(`by version${whose}`, 'byVersion')];
}

function wrongFiles(tallies) {
  const wrong = Object.entries(tallies).filter(([, tally]) => tally.wrong > 0);
  return wrong.map(([name, { wrongFiles: files }]) => `  wrong by ${name}: ${files.slice(0, 12).join(' ')}${files.length > 12 ? ' …' : ''}`);
}

/** The engines with their options and sizes. */
export function enginesText({ engines, versions, sizes }) {
  const kilo = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  const line = ({ name, options }) => {
    const size = sizes[name] ? `${kilo(sizes[name].raw)} raw, ${kilo(sizes[name].brotli)} brotli` : '';
    return `  ${`${name} ${versions[name] ?? ''}`.padEnd(20)} ${size.padEnd(30)} ${options}`.trimEnd();
  };
  return ['\nengines', ...engines.map(line)].join('\n');
}
