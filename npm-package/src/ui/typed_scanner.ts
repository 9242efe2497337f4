// In: the keys of a page. Out: the text that a hand scanner has typed. Such scanners are keyboards: fast, and with Enter at the end.
// Takes only what begins as an IKD-QR 1 code; every other key goes where it would.
import { milliseconds } from '../clock.js';

const START = 'IKD1:';
/** Nobody types two keys so fast, in milliseconds. */
const PACE = 60;
/** A QR code holds no more (version 40-L, alphanumeric). */
const LONGEST = 4296;

/** Listens until the function that it gives is called. */
export function onTyped(typed: (text: string) => void): () => void {
  let [text, last] = ['', 0];
  const key = (event: KeyboardEvent): void => {
    const now = milliseconds();
    if (now - last > PACE) text = '';
    last = now;
    if (event.key === 'Enter' && text.startsWith(START)) {
      event.preventDefault();
      typed(text);
      text = '';
    } else if (event.key.length === 1 && text.length < LONGEST) {
      text += event.key;
    }
  };
  document.addEventListener('keydown', key);
  return () => document.removeEventListener('keydown', key);
}
