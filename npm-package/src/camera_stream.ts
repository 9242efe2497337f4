// In: which camera is wanted. Out: its stream, at the best size that it gives, or why there is none.
// A camera that opens after the caller has given up is stopped at once.
import { after } from './clock.js';
import { hasCameras, isBlockedByPolicy, isInApp, isSecure, openVideo } from './device.js';
import type { Rejected } from './outcome.js';
import { rejected } from './rejection.js';

/** A dense code needs the first; a camera that is weak or half in use may give a later one. */
const SIZES: readonly MediaTrackConstraints[] = [
  { width: { ideal: 1920 }, height: { ideal: 1080 } },
  { width: { ideal: 1280 }, height: { ideal: 720 } },
  { width: { ideal: 640 }, height: { ideal: 480 } },
  {},
];

/** The camera that was just stopped, here or in another tab, is free after a while. */
const RELEASE = 300;

/** Why no camera can be asked for at all; null where one can. */
export function reasonAgainst(): Rejected | null {
  if (!isSecure()) return rejected('insecure_context');
  if (hasCameras()) return null;
  return rejected(isInApp() ? 'in_app_browser' : 'camera_missing');
}

/** Opens a camera. Rejects with the browser's error, or with the signal's reason. */
export async function openStream(which: MediaTrackConstraints, signal?: AbortSignal): Promise<MediaStream> {
  signal?.throwIfAborted();
  let patience = 1;
  for (let step = 0; ; ) {
    try {
      return await unlessAborted(openVideo({ ...which, ...SIZES[step] }), signal);
    } catch (error) {
      signal?.throwIfAborted();
      const busy = nameOf(error) === 'NotReadableError';
      if (busy && patience > 0) {
        patience -= 1;
        await after(RELEASE);
        signal?.throwIfAborted();
        continue;
      }
      step += 1;
      if (step === SIZES.length || !(busy || isOverconstrained(error))) throw error;
    }
  }
}

/** Ends a stream: the camera's light goes out. */
export function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What a browser's error means for the person. */
export function refusalOf(error: unknown): Rejected {
  const name = nameOf(error);
  if (name === 'NotAllowedError' || name === 'SecurityError') return denial(error);
  return rejected(name === 'NotReadableError' || name === 'AbortError' ? 'camera_in_use' : 'camera_missing');
}

function denial(error: unknown): Rejected {
  if (isBlockedByPolicy()) return rejected('camera_blocked_by_policy');
  if (isInApp()) return rejected('in_app_browser');
  const reason = reasonIn(String((error as DOMException).message));
  return rejected('camera_denied', reason && { reason });
}

/** Only Chromium tells who refused: each of them has another way out. */
function reasonIn(message: string): 'dismissed' | 'system' | 'denied' | undefined {
  if (/dismissed/i.test(message)) return 'dismissed';
  if (/by system/i.test(message)) return 'system';
  return /^permission denied$/i.test(message) ? 'denied' : undefined;
}

/** A camera that is gone cannot be had at another size. */
function isOverconstrained(error: unknown): boolean {
  return nameOf(error) === 'OverconstrainedError' && (error as { constraint?: string }).constraint !== 'deviceId';
}

function nameOf(error: unknown): string {
  return String((error as { name?: unknown } | null)?.name);
}

function unlessAborted(opening: Promise<MediaStream>, signal: AbortSignal | undefined): Promise<MediaStream> {
  if (signal === undefined) return opening;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(signal.reason);
      opening.then(stop, () => undefined);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const settled = (): void => signal.removeEventListener('abort', giveUp);
    opening.then(resolve, reject).then(settled);
  });
}
