// Folders of pictures → sets. A set is a folder with manifest.json: a list of {file, text} and more.
//
// text: what the code says, null where there is none, '?' where nobody knows. seq, frame: the picture is a frame of a clip.
// pxm, version: pixels a module and the code's version. crafted: made to be hard on a reader, not to be like a camera's.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What the known sets are, in the order in which they are run; another is called by its folder's name. */
const TITLES = {
  cam480: '480p, 2.2–6 px a module',
  cam720: '720p, 2.2–6 px a module',
  cam1080: '1080p, 2.2–6 px a module',
  low720: '720p, 1.4–2.4 px a module',
  curve720: '720p, bulged paper',
  inv720: '720p, inverted',
  mir720: '720p, mirrored',
  video720: '720p clips, 1.7–3.2 px a module',
  videolow: '720p clips, 1.2–2 px a module',
  none480: '480p, no code',
  none720: '720p, no code',
  none1080: '1080p, no code',
  zxing: 'photographs of zxing',
  'zxing-none': 'photographs of zxing, no code',
  boof: 'photographs of BoofCV',
  'boof-hv720': 'BoofCV, high versions',
  'film-easy': "the project's film, easy",
  'film-desk': "the project's film, at a desk",
  'film-hard': "the project's film, hard",
  frames: "the test vectors' pictures",
};

/** The known sets come in this order, the others after them. */
const ORDER = Object.keys(TITLES);
const rank = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** What is done with a picture's text. */
export const truth = ({ text }) => (text === '?' ? 'unknown' : text === null ? 'none' : 'code');

/** The sets of all sources, `{ folder, origin }` each, or those of the names given. */
export async function findSets(sources, names) {
  const found = [];
  for (const { folder, origin } of sources) found.push(...(await setsOf(folder, origin)));
  const missing = names.filter((name) => !found.some((set) => set.name === name));
  if (missing.length > 0) throw new Error(`There is no such set: ${missing.join(', ')}. There are: ${found.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? found : found.filter(({ name }) => names.includes(name));
}

async function setsOf(folder, origin) {
  const names = (await readdir(folder)).sort().sort((a, b) => rank(a) - rank(b));
  const sets = await Promise.all(names.map((name) => readSet(join(folder, name), name, origin)));
  return sets.filter((set) => set !== undefined);
}

async function readSet(folder, name, origin) {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const entries = JSON.parse(text);
  return { name, origin, photographs: origin.includes('photograph'), kind: kind(entries), title: TITLES[name] ?? name, entries: entries.map((entry) => ({ ...entry, path: join(folder, entry.file) })) };
}

function kind(entries) {
  if (entries.some(({ seq }) => seq !== undefined)) return 'clips';
  return entries.every((entry) => truth(entry) === 'none') ? 'empty' : 'stills';
}
