// The page's language: Indonesian unless the address says ?lang=en. One table a language; a missing text is a mistake and says its key.

export class Language {
  #tables;
  #code;

  /** `tables`: { id: {…}, en: {…} }, key → text. `{name}` inside a text is replaced. */
  constructor(tables) {
    this.#tables = tables;
    const wanted = new URLSearchParams(location.search).get('lang');
    this.use(Object.hasOwn(tables, wanted) ? wanted : 'id');
  }

  get code() {
    return this.#code;
  }

  get other() {
    return this.#code === 'id' ? 'en' : 'id';
  }

  use(code) {
    this.#code = code;
    document.documentElement.lang = code;
    const address = new URL(location.href);
    address.searchParams.set('lang', code);
    history.replaceState(null, '', address);
  }

  has(key) {
    return Object.hasOwn(this.#tables[this.#code], key);
  }

  say(key, values = {}) {
    const text = this.has(key) ? this.#tables[this.#code][key] : `[${key}]`;
    return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
  }

  /** The sentence for a code, else the one for its category. */
  sentence({ code, category }) {
    return this.say(this.has(`code.${code}`) ? `code.${code}` : `category.${category ?? 'environment'}`);
  }
}
