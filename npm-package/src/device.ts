// In: the device that the page runs on. Out: its cameras, permissions, wake lock and vibration. The only file that touches the navigator.
// Never asks for a permission but by opening a camera.

const IN_APP = /\bFB(?:AN|AV|_IAB)\b|Instagram|\bLine\/|MicroMessenger|TikTok|; wv\)/;

/** What the person has said about the camera, where the browser tells. */
export type PermissionAnswer = 'granted' | 'denied' | 'prompt' | 'unknown';

/** Whether the page's address may use a camera at all. */
export function isSecure(): boolean {
  return globalThis.isSecureContext !== false;
}

/** Whether the browser can give a page a camera. */
export function hasCameras(): boolean {
  return globalThis.navigator?.mediaDevices !== undefined;
}

/** Opens one camera. Rejects as the browser does. */
export function openVideo(video: MediaTrackConstraints): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video });
}

/** Every camera that the browser tells of. They have names only while the page may use one. */
export async function videoInputs(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(({ kind }) => kind === 'videoinput');
}

/** Tells when a camera comes or goes, until the answer is called. */
export function onDevicesChange(listener: () => void): () => void {
  const devices = globalThis.navigator?.mediaDevices;
  devices?.addEventListener('devicechange', listener);
  return () => devices?.removeEventListener('devicechange', listener);
}

/** What the person has said about the camera, without asking. */
export async function permissionState(): Promise<PermissionAnswer> {
  // Older Firefox knows no such permission and throws.
  const status = await navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => undefined);
  return status?.state ?? 'unknown';
}

/** Whether the page's own policy, or that of the frame around it, forbids the camera. */
export function isBlockedByPolicy(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature('camera') === false;
}

/** Whether the page is shown inside another app, whose browser often has no camera. */
export function isInApp(): boolean {
  return IN_APP.test(globalThis.navigator?.userAgent ?? '');
}

/** Keeps the screen on until the answer is called. A browser takes the lock away when the page is hidden: then it is asked for again. */
export async function keepAwake(): Promise<() => void> {
  const locks = new Set<WakeLockSentinel>();
  let over = false;
  const release = (): void => {
    for (const lock of locks) void lock.release();
    locks.clear();
  };
  const hold = async (): Promise<void> => {
    if (document.visibilityState === 'hidden') return;
    // A battery that is low refuses it, and nothing is lost.
    const lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (lock) locks.add(lock);
    if (over) release();
  };
  document.addEventListener('visibilitychange', hold);
  await hold();
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', hold);
    release();
  };
}

/** Vibrates, where the device can: milliseconds on, off, on. */
export function vibrate(pattern: readonly number[]): void {
  globalThis.navigator?.vibrate?.([...pattern]);
}

/** Copies a text, where the browser lets a page do so after a press. */
export async function copyText(text: string): Promise<'copied' | 'refused'> {
  return globalThis.navigator.clipboard?.writeText(text).then(() => 'copied' as const, () => 'refused' as const) ?? 'refused';
}
