// In: microseconds. Out: what a row shows of them.

/** The time that this part of the others does not exceed. */
export function percentile(times, part) {
  return times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(part * times.length))];
}

/** The median, the slowest hundredth and the slowest thousandth. */
export function percentiles(times) {
  return [0.5, 0.99, 0.999].map((part) => percentile(times, part).toFixed(0).padStart(9)).join('');
}

/** Microseconds since some moment. */
export function microseconds() {
  return Number(process.hrtime.bigint()) / 1_000;
}
