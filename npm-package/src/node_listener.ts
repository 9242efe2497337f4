// In: a handler of `Request`. Out: a listener of Node's own http server, and of Express. Reads no Host: the address is a made-up one.
import type { Handler } from './handler.js';

/** The part of Node's IncomingMessage that is read. */
interface Incoming extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express: the address before a router cut its own part off. */
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The part of Node's ServerResponse that is written. */
interface Outgoing {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: Uint8Array): unknown;
}

/**
 * Makes a listener for Node's http server, or middleware for Express.
 *
 * @example
 * createServer(toNodeListener(createHandler(rp, { session }))).listen(8080);
 */
export function toNodeListener(handler: Handler): (incoming: Incoming, outgoing: Outgoing) => Promise<void> {
  return async (incoming, outgoing) => {
    const response = await handler(requestOf(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(new Uint8Array(await response.arrayBuffer()));
  };
}

function requestOf(incoming: Incoming): Request {
  const { method = 'GET', headers } = incoming;
  const address = new URL(incoming.originalUrl ?? incoming.url ?? '/', 'http://backend.invalid');
  const all = Object.entries(headers).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined);
  const init = { method, headers: all.map(([name, value]): [string, string] => [name, String(value)]) };
  if (method === 'GET' || method === 'HEAD') return new Request(address, init);
  return new Request(address, { ...init, body: stream(incoming), duplex: 'half' } as RequestInit);
}

function stream(incoming: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
