// In: the keys of a page. Out: the text that a hand scanner has typed. Such scanners are keyboards: fast, and with Enter at the end.
// Takes only what begins as an IKD-QR 1 code; every other key goes where it would. A space within a code presses no button.
const START = 'IKD1:';
/** A scanner's keys follow each other faster, in milliseconds, also over a slow radio; what stood longer was typed by a person. */
const PACE = 250;
/** Once a code has begun it is one: a device that stops for breath goes on. */
const BREATH = 1000;
/** A QR code holds no more (version 40-L, alphanumeric). */
const LONGEST = 4296;

/** Listens until the function that it gives is called. */
export function onTyped(typed: (text: string) => void): () => void {
  let [text, last] = ['', 0];
  const key = (event: KeyboardEvent): void => {
    // When the key was pressed, not when a busy page hears of it.
    if (event.timeStamp - last > (text.startsWith(START) ? BREATH : PACE)) text = '';
    last = event.timeStamp;
    if (text.startsWith(START) && !isField(event)) event.preventDefault();
    if (event.key === 'Enter' && text.startsWith(START)) {
      typed(text);
      text = '';
    } else if (event.key.length === 1 && text.length < LONGEST) {
      text += event.key;
    }
  };
  // Some browsers press a button when the space bar comes up, whatever became of its going down.
  const released = (event: KeyboardEvent): void => {
    if (event.key === ' ' && text.startsWith(START) && !isField(event)) event.preventDefault();
  };
  document.addEventListener('keydown', key);
  document.addEventListener('keyup', released);
  return () => {
    document.removeEventListener('keydown', key);
    document.removeEventListener('keyup', released);
  };
}

/** Where a person types, keys go. */
function isField(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio');
}
