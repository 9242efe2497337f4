// The README's generated section: what stands between its two marks is replaced.
import { readFile, writeFile } from 'node:fs/promises';

const START = '<!-- scan figures: generated -->\n';
const END = '<!-- scan figures: end -->';

export async function writeSection(file, section) {
  const text = await readFile(file, 'utf8');
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error('The README has no place for the figures of the scanner.');
  await writeFile(file, text.slice(0, start + START.length) + section + text.slice(end));
}
