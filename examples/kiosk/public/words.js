// A key → a text in the page's language. A missing one is a mistake and says its key.

import { words as en } from './words.en.js';
import { words as id } from './words.id.js';

const TABLES = { id, en };

export function words(language, key, values = {}) {
  const text = TABLES[language][key] ?? `[${key}]`;
  return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
