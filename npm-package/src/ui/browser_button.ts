// In: what to do once the camera is allowed. Out: the browser's own button for that (`<usermedia>`), or null where it has none.
// Such a button also mends a refusal of before. Its stream is stopped: the session opens the best lens itself.
import { node } from './node.js';

interface UserMediaElement extends HTMLElement {
  readonly stream: MediaStream | null;
  setConstraints(constraints: { readonly video: MediaTrackConstraintSet }): void;
}

/** The browser's button. Where the browser refuses it after all, it goes away: the page's own button stands beside it. */
export function browserButton(allowed: () => void): HTMLElement | null {
  if (!('HTMLUserMediaElement' in globalThis)) return null;
  const made = node('usermedia', { part: 'browser-button' }) as UserMediaElement;
  made.setConstraints({ video: { facingMode: 'environment' } });
  made.addEventListener('stream', () => {
    for (const track of made.stream?.getTracks() ?? []) track.stop();
    allowed();
  });
  made.addEventListener('error', () => made.remove());
  return made;
}
