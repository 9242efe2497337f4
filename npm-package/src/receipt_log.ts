// In: receipts, one after the other. Out: a log in which each names the one before it. Refuses to go on after a write that failed.
import { base64 } from './bytes.js';
import { firstPlace, type Place, type SignedReceipt } from './receipt.js';

/** Where signed receipts go. An acceptance that is not written is none. */
export interface ReceiptLog {
  /** Makes a receipt at the log's next place, writes it, and resolves to it once it is written. One after the other. */
  append(make: (place: Place) => SignedReceipt | null): Promise<SignedReceipt | null>;
}

/**
 * A log that hands each signed receipt to a function: a file, a table, a queue. Give it the place behind the last receipt that was
 * written (`verifyReceipt(last, keys).next`), so that the chain goes on.
 *
 * @example
 * const log = new ChainedLog({ place, write: (receipt) => appendFile('receipts.jsonl', receiptLine(receipt)) });
 */
export class ChainedLog implements ReceiptLog {
  readonly #write: (receipt: SignedReceipt) => unknown;
  /** Drawn with the first receipt: workerd draws nothing while a module is loaded. */
  #place: Place | null;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ write = () => undefined, place = null }: { readonly write?: (receipt: SignedReceipt) => unknown; readonly place?: Place | null } = {}) {
    this.#write = write;
    this.#place = place;
  }

  append(make: (place: Place) => SignedReceipt | null): Promise<SignedReceipt | null> {
    const next = this.#last.then(() => this.#step(make));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #step(make: (place: Place) => SignedReceipt | null): Promise<SignedReceipt | null> {
    this.#place ??= firstPlace();
    const made = make(this.#place);
    if (made === null) return null;
    await this.#write(made);
    this.#place = made.next;
    return made;
  }
}

/**
 * A receipt's line in a log as `ikd receipts` and `ikd serve` read it: Base64 and a line feed.
 *
 * @example
 * await appendFile('receipts.jsonl', receiptLine(receipt));
 */
export function receiptLine({ signed }: Pick<SignedReceipt, 'signed'>): string {
  return `${base64(signed)}\n`;
}
