// In: the folder test-vectors. Out: its records.
import { readFile, readdir } from 'node:fs/promises';

const FOLDER = new URL('../../../test-vectors/', import.meta.url);

/** A file of the folder, parsed. */
export async function vectorFile(name) {
  return JSON.parse(await readFile(new URL(name, FOLDER), 'utf8'));
}

/** Every record of verify/*.json. */
export async function records() {
  const names = (await readdir(new URL('verify/', FOLDER))).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(names.map((name) => vectorFile(`verify/${name}`)));
  return files.flatMap((file) => file.records ?? file.vectors ?? file);
}
