// In: a stream of bytes. Out: its bytes, or null where there are more than allowed, or where they take too long. No byte beyond the limit is
// kept, whatever the other side says of the length.

/** Reads a body of at most so many bytes, until the signal ends it. */
export async function boundedBytes({ body, headers }: Pick<Response, 'body' | 'headers'>, most: number, signal?: AbortSignal): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length')) > most) return null;
  const reader = body?.getReader();
  // A read that waits is answered by the end that this makes.
  signal?.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.length;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(part.value);
  }
  if (signal?.aborted === true) return null;
  const bytes = new Uint8Array(length);
  parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
}
