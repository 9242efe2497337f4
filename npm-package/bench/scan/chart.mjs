// A course's results → an SVG: for each set the share that each engine read, and its median time.
import { OURS, RIVAL } from './engines.mjs';

const LANE = 5;
const TOP = 74;
const LABEL = 214;
const PANEL = 300;
const GAP = 40;
const WIDTH = LABEL + 2 * PANEL + GAP + 24;
const TICKS = { read: [0, 25, 50, 75, 100], ms: [0.3, 1, 3, 10, 30, 100, 300, 1000] };
const [FASTEST, SLOWEST] = [0.3, 1000];
const COLOURS = ['#1f6feb', '#d4640a', '#8250df', '#1a7f5a', '#a8324a', '#7a6a00', '#0e7c86', '#6e7781'];

/** `results`: `{ set, tallies }` for each set. */
export function chart({ place, results }) {
  const names = Object.keys(results[0].tallies);
  const lane = names.length * LANE + 8;
  const height = TOP + results.length * lane + 34;
  const body = [legend(names), ...axes(height), ...results.map((result, i) => row(result, names, TOP + i * lane, lane))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">QR readers side by side, in ${escape(place)}</title>`,
    `<desc id="desc">${escape(summary(results))}</desc>`,
    STYLE,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="8"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

// It brings its own ground, so that it can be read on a light and on a dark page.
const STYLE = `<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.ground { fill: #ffffff }
.rule { stroke: #d0d7de; stroke-width: 1 }
.faint { fill: #59636e; font-size: 11px }
.strong { font-weight: 600 }
</style>`;

const xOf = {
  read: (percent) => LABEL + (PANEL * percent) / 100,
  ms: (ms) => LABEL + PANEL + GAP + (PANEL * Math.log(Math.min(SLOWEST, Math.max(FASTEST, ms)) / FASTEST)) / Math.log(SLOWEST / FASTEST),
};

function legend(names) {
  const step = (WIDTH - 40) / names.length;
  const entry = (name, i) => `${mark(name, names, 20 + i * step, 20)}<text class="${name === OURS ? 'strong' : ''}" x="${30 + i * step}" y="24">${escape(name)}</text>`;
  return names.map(entry).join('\n');
}

function axes(height) {
  const heading = (x, words) => `<text class="strong" x="${x}" y="48">${words}</text>`;
  const tick = (x, words) => `<line class="rule" x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${height - 28}"/><text class="faint" x="${x}" y="${height - 12}" text-anchor="middle">${words}</text>`;
  return [
    heading(xOf.read(0), 'codes read, %'),
    heading(xOf.ms(FASTEST), 'median time of a picture, ms'),
    ...TICKS.read.map((percent) => tick(xOf.read(percent).toFixed(1), percent)),
    ...TICKS.ms.map((ms) => tick(xOf.ms(ms).toFixed(1), ms)),
  ];
}

function row({ set, tallies }, names, y, lane) {
  const middle = y + lane / 2;
  const parts = [`<line class="rule" x1="16" y1="${y + lane - 2}" x2="${WIDTH - 16}" y2="${y + lane - 2}"/>`];
  parts.push(`<text x="16" y="${middle - 2}">${escape(set.name)}</text><text class="faint" x="16" y="${middle + 12}">${escape(set.title)}</text>`);
  // Ours last, so that nothing covers it.
  for (const name of [...names].reverse()) parts.push(...marks(name, names, set, tallies[name], y + 3 + names.indexOf(name) * LANE));
  return parts.join('\n');
}

function marks(name, names, set, tally, y) {
  if (tally.seen === 0) return [];
  const time = mark(name, names, xOf.ms(tally.median), y, `${name}: ${tally.median.toFixed(1)} ms`);
  if (tally.total === 0) return [time];
  return [mark(name, names, xOf.read((100 * tally.read) / tally.total), y, `${name}: ${tally.read} of ${tally.total}`), time];
}

/** Ours is a large disc, the rival a diamond, the others small discs; each has a colour. */
function mark(name, names, x, y, words) {
  const colour = COLOURS[names.indexOf(name) % COLOURS.length];
  const title = words === undefined ? '' : `<title>${escape(words)}</title>`;
  const at = `${x.toFixed(1)} ${y.toFixed(1)}`;
  if (name === RIVAL) return `<path fill="${colour}" transform="translate(${at})" d="M0-6 6 0 0 6-6 0Z">${title}</path>`;
  return `<circle fill="${colour}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${name === OURS ? 6 : 3.5}">${title}</circle>`;
}

function summary(results) {
  const side = (tally) => (tally === undefined || tally.seen === 0 ? 'not run' : `${tally.total > 0 ? `${tally.read} of ${tally.total}, ` : ''}${tally.median.toFixed(1)} ms`);
  const line = ({ set, tallies }) => `${set.name}: ${OURS} ${side(tallies[OURS])}; ${RIVAL} ${side(tallies[RIVAL])}.`;
  return results.map(line).join(' ');
}

const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
