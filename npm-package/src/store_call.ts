// In: a call of a store's server. Out: its answer, or StoreError where it fails or takes too long. It never asks twice.
import { within } from './clock.js';
import { StoreError } from './store.js';

/** How long an operation may take when nothing else is said. */
export const TIMEOUT_MILLISECONDS = 1_000;

/** The answer of a call in its time. What comes later is dropped. */
export async function answerOf<T>(call: () => Promise<T>, milliseconds: number): Promise<T> {
  try {
    return await within(milliseconds, call(), () => new StoreError('timeout'));
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError('failed', word(error));
  }
}

/** The word of an error: its code, or the word in capitals that a Redis error begins with. No more, since the rest may repeat a value. */
function word(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? error.code : null;
  return /^[A-Z][A-Z0-9_]{1,31}$|^[0-9A-Z]{5}$/.test(String(code)) ? String(code) : (/^[A-Z]{2,20}(?= )/.exec(error.message)?.[0] ?? null);
}
