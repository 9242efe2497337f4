// In: the device's clocks. Out: numbers. The only file that reads a clock.

/** The device's time in UNIX seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Milliseconds on a clock that never jumps, for durations. */
export function milliseconds(): number {
  return performance.now();
}

/** Resolves after a while. */
export function after(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration));
}
