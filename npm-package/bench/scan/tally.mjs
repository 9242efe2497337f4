// One engine's results on one set → counts and times.
import { truth } from './sets.mjs';

const PIXEL_BANDS = [0, 1.5, 2, 2.5, 3, 4, Infinity];
const VERSION_BANDS = [1, 10, 15, 22, 29, 41];

export class Tally {
  #results = [];

  /** `text` is a list where a reader told several codes apart. */
  add(entry, { text, ms, note }) {
    this.#results.push({ entry, text, ms, note, read: truth(entry) === 'code' && [text].flat().includes(entry.text) });
  }

  get seen() {
    return this.#results.length;
  }

  /** Pictures whose text is known. */
  get total() {
    return this.#count(({ entry }) => truth(entry) === 'code');
  }

  get read() {
    return this.#count(({ read }) => read);
  }

  /** Texts that are not those of the manifest, and texts where there is no code. */
  get wrong() {
    return this.#count(({ entry, text, read }) => text !== null && !read && truth(entry) !== 'unknown');
  }

  /** Texts that nobody can judge. */
  get unknown() {
    return this.#count(({ entry, text }) => text !== null && truth(entry) === 'unknown');
  }

  get wrongFiles() {
    return this.#results.filter(({ entry, text, read }) => text !== null && !read && truth(entry) !== 'unknown').map(({ entry }) => entry.file);
  }

  /** Clips of which any frame was read, and all clips. */
  get clips() {
    const read = new Set(this.#results.filter((result) => result.read).map(({ entry }) => entry.seq));
    return { read: read.size, total: new Set(this.#results.map(({ entry }) => entry.seq)).size };
  }

  /** How often an engine said why it gave no text, by what it said. */
  get notes() {
    const notes = {};
    for (const { note } of this.#results) if (note !== undefined) notes[note] = (notes[note] ?? 0) + 1;
    return notes;
  }

  /** The time that this share of the pictures stayed within, in ms. */
  time(share) {
    const times = this.#results.map(({ ms }) => ms).sort((a, b) => a - b);
    return times[Math.min(times.length - 1, Math.floor(times.length * share))];
  }

  get median() {
    return this.time(0.5);
  }

  get p95() {
    return this.time(0.95);
  }

  /** Reads by pixels a module. */
  get byPixels() {
    return this.#bands(PIXEL_BANDS, ({ pxm }) => pxm, (from, to) => (to === Infinity ? `${from}+ px` : `${from}–${to} px`));
  }

  /** Reads by version. */
  get byVersion() {
    return this.#bands(VERSION_BANDS, ({ version }) => version, (from, to) => `V${from}–${to - 1}`);
  }

  #count(wanted) {
    return this.#results.filter(wanted).length;
  }

  #bands(edges, value, name) {
    const band = (from, to) => {
      const inside = this.#results.filter(({ entry }) => value(entry) >= from && value(entry) < to);
      return { name: name(from, to), read: inside.filter(({ read }) => read).length, total: inside.length };
    };
    return edges.slice(1).map((to, i) => band(edges[i], to)).filter(({ total }) => total > 0);
  }
}
