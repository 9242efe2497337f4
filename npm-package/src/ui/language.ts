// In: a table of words, and the host's own over them. Out: sentences in one language.
import type { FieldName } from '../field.js';
import type { Rejected } from '../outcome.js';
import { ID, type WordKey, type Words } from '../words/id.js';

/** A language of the element. */
export type LanguageCode = 'id' | 'en';

/** What fills the holes of a text. */
export type Values = Readonly<Record<string, string | number>>;

/** What a screen says of a QR of some kind. */
export type KindSentence = (kind: unknown, language: LanguageCode) => string;

/** Loads the words of a language up to the end of a session; English comes by a request of its own. */
export async function wordsOf(code: LanguageCode): Promise<Partial<Words>> {
  return code === 'id' ? ID : (await import('../words/en.js')).EN;
}

/** Sentences in one language. `name`: the relying party's, which fills `{name}`. */
export class Language {
  readonly code: LanguageCode;
  readonly #words: Partial<Words>;
  readonly #name: string;
  readonly #kinds: KindSentence | null;

  /** `kinds`: what explains a QR of another kind, once it is loaded. */
  constructor(code: LanguageCode, words: Partial<Words>, name: string, kinds: KindSentence | null = null) {
    this.code = code;
    this.#words = words;
    this.#name = name;
    this.#kinds = kinds;
  }

  say(key: WordKey, values: Values = {}): string {
    const all: Values = { name: this.#name, ...values };
    return (this.#words[key] ?? '').replace(/\{(\w+)\}/g, (hole, name: string) => String(all[name] ?? hole));
  }

  /** The same for a key that is put together; where there is none, what `otherwise` says. */
  find(key: string, otherwise: string): string {
    return key in this.#words ? this.say(key as WordKey) : otherwise;
  }

  field(name: FieldName): string {
    return this.find(`field.${name}`, name);
  }

  /** What a rejection means to the person: by its code, else by its category. */
  sentence({ code, category, detail }: Rejected): string {
    if (code === 'not_an_ikd_qr' && this.#kinds !== null) return sentenced(this.#kinds(detail?.['kind'], this.code));
    return this.find(`code.${code}`, this.say(`category.${category}`));
  }

  /** An ISO 8601 duration of one unit, such as P5Y, in words; any other text as it is. */
  duration(text: string): string {
    const [, count, unit] = /^P(\d+)([YMWD])$/.exec(text) ?? [];
    return count === undefined ? text : this.say(`duration.${unit as 'Y' | 'M' | 'W' | 'D'}`, { count });
  }
}

function sentenced(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
