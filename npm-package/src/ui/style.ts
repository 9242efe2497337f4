// In: nothing. Out: the element's style sheet, made by script, so that a strict policy needs no exception.
// Every colour, radius and font is a custom property that the host can set on the element; every block has a `part`.
import { CSS } from './style_text.js';

let shared: CSSStyleSheet | null = null;

/** The sheet that all elements of this page share. */
export function sheet(): CSSStyleSheet {
  shared ??= sheetIn(globalThis as unknown as Window & typeof globalThis);
  return shared;
}

/** The same for another window. */
export function sheetIn(view: Window & typeof globalThis): CSSStyleSheet {
  const made = new view.CSSStyleSheet();
  made.replaceSync(CSS);
  return made;
}
