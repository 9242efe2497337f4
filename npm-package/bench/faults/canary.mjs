// In: bytes. Out: which planted words stand in them, in UTF-8, UTF-16, Base64 in its three alignments, and hex.
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The sandbox's person, as far as no accident makes the same letters, and how each presentation begins. */
export const CANARIES = ['3171011708950003', 'BUDI SANTOSO', 'JL. MERDEKA NO. 17', 'IKD1:'];

const PART = 1 << 25;
const LEAST = 8;

/** Every form in which a word may stand. */
export function forms(word) {
  const plain = Buffer.from(word);
  const little = Buffer.from(word, 'utf16le');
  const big = Buffer.from(little).swap16();
  const texts = [plain, little, big].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64(bytes)]);
  // Base64url has two other letters. What is too short stands by accident in what is long enough.
  const urls = texts.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const long = [...texts, ...urls].filter((text) => text.length >= LEAST);
  return [plain, little, big, ...[...new Set(long)].map((text) => Buffer.from(text))];
}

/** The letters that are the same whatever stands around the bytes. */
function base64(bytes) {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replaceAll('=', '');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
}

/** Every word in every form. */
export const NEEDLES = CANARIES.flatMap((word) => forms(word).map((form) => ({ word, form })));
const LONGEST = Math.max(...NEEDLES.map(({ form }) => form.length));

/** The words that stand in these bytes. */
export function canariesIn(bytes) {
  return [...new Set(NEEDLES.filter(({ form }) => bytes.includes(form)).map(({ word }) => word))];
}

/** Where in a folder a word stands: how many bytes were searched, and the files with the word's place in the list. */
export async function searchFolder(folder) {
  const found = { bytes: 0, hits: [] };
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    for await (const part of partsOf(path)) {
      found.bytes += part.length;
      found.hits.push(...canariesIn(part).map((word) => `${name}: canary ${CANARIES.indexOf(word)}`));
    }
  }
  return found;
}

/** Parts that overlap by as much as a word is long. */
async function* partsOf(path) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size; at += PART) {
      const part = Buffer.alloc(Math.min(PART + LONGEST, size - at));
      const { bytesRead } = await file.read(part, 0, part.length, at);
      yield part.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
