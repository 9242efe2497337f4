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

/** What a promise resolves to, or, where that takes longer than a while, a rejection with what `late` makes. */
export function within<T>(duration: number, promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), duration);
    const settled = <A>(settle: (value: A) => void) => (value: A): void => {
      clearTimeout(timer);
      settle(value);
    };
    promise.then(settled(resolve), settled(reject));
  });
}

/** A signal that comes after a while unless it is called off, which leaves no timer behind. */
export function alarm(duration: number): { readonly signal: AbortSignal; off(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), duration);
  return { signal: controller.signal, off: () => clearTimeout(timer) };
}

/** Calls back after a while. The function that it gives calls this off. */
export function timer(duration: number, work: () => void): () => void {
  const handle = setTimeout(work, duration);
  return () => clearTimeout(handle);
}

/** Calls back again and again. The function that it gives ends this. */
export function every(duration: number, work: () => void): () => void {
  const handle = setInterval(work, duration);
  return () => clearInterval(handle);
}
