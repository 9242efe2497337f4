// The holder's own history: whom what was shown to, when, and by which names. It is the wallet's, in the wallet's own storage, and goes to nobody.
// It holds no value of the person, and no code. What cannot be stored is kept as long as the page lives.

const PLACE = 'ikd-wallet-history';
/** Older ones make room. */
const MOST = 200;

export class History {
  #entries = read();

  /** The newest first. */
  get entries() {
    return this.#entries;
  }

  /** Adds an entry, or replaces the one that `before` was; gives the entry. */
  note(entry, before) {
    this.#keep([entry, ...this.#entries.filter((old) => old !== before)].slice(0, MOST));
    return entry;
  }

  /** Erases an entry; without one, all of them. */
  forget(entry) {
    this.#keep(entry === undefined ? [] : this.#entries.filter((old) => old !== entry));
  }

  #keep(entries) {
    this.#entries = entries;
    try {
      if (entries.length === 0) localStorage.removeItem(PLACE);
      else localStorage.setItem(PLACE, JSON.stringify(entries));
    } catch {
      // A browser that stores nothing: the history ends with the page.
    }
  }
}

function read() {
  try {
    const entries = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** What was stored may be of another version of this page. */
function isEntry(entry) {
  const texts = ['audience', 'purpose', 'document', 'requestHash', 'mode'];
  return typeof entry === 'object' && entry !== null && Number.isFinite(entry.at) && texts.every((name) => typeof entry[name] === 'string') && Array.isArray(entry.fields);
}
