// In: the folder test-vectors. Out: its records.
import { readFile, readdir } from 'node:fs/promises';

const FOLDER = new URL('../../../test-vectors/', import.meta.url);

/** A file of the folder, parsed. */
export async function vectorFile(name) {
  return JSON.parse(await readFile(new URL(name, FOLDER), 'utf8'));
}

/** Every record of verify/*.json. */
export const records = await verifyRecords();

/** Every record of frames/frames.json, with its picture. */
export const frames = await frameRecords();

async function verifyRecords() {
  const names = (await readdir(new URL('verify/', FOLDER))).filter((name) => name.endsWith('.json')).sort();
  return (await Promise.all(names.map((name) => vectorFile(`verify/${name}`)))).flat();
}

async function frameRecords() {
  const list = await vectorFile('frames/frames.json');
  return Promise.all(list.map(async (record) => ({ ...record, picture: await picture(record) })));
}

/** The pixels stand at the end of a PGM file. */
async function picture({ file, width, height }) {
  const bytes = await readFile(new URL(file, FOLDER));
  return { luma: new Uint8Array(bytes.subarray(bytes.length - width * height)), width, height };
}
