// In: an engine, a frame of test-vectors/frames. Out: what the engine sees in it. Runs in Node and in a page alike.

/** Runs one frame; the result is to be deep-equal to its `expect`. */
export async function runFrame(engine, frame, { now }) {
  const { seen } = await engine.call('look', frame, { now, clock: 'given' });
  if (seen?.outcome !== 'judged') return seen;
  const { fields } = await engine.call('release', seen.handle, seen.verified.offered);
  return { ...seen.verified, released: fields };
}

/** The settings of a frame's engine. */
export function settings({ trustList, roots }) {
  return { trustList: Uint8Array.from(trustList.match(/../g), (pair) => parseInt(pair, 16)), roots };
}
