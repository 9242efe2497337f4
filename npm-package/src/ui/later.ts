// What the element loads while the person reads: the last screen with its receipt, and the words for that end and for the bad ones.
import { ID_LATER, type LaterKey } from '../words/id_later.js';
import type { LanguageCode } from './language.js';

export { kindSentence } from '../kind.js';
export { doneView } from './result_view.js';

/** The words of the last screen, of what the engine and the backend refuse, and of the fields of other documents than a KTP. */
export async function laterWordsOf(code: LanguageCode): Promise<Readonly<Record<LaterKey, string>>> {
  return code === 'id' ? ID_LATER : (await import('../words/en_later.js')).EN_LATER;
}
