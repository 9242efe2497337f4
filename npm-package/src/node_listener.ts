// In: a handler of `Request`. Out: a listener of Node's own http server, and of Express. Reads no Host: the address is a made-up one. What
// a caller may send makes no error of this process: an address or a method that is none is 400. Refuses a body that was read before.
import { BODY_WAS_READ, type Handler } from './handler.js';

/** The part of Node's IncomingMessage that is read. */
interface Incoming extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express: the address before a router cut its own part off. */
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** One of TLS has `encrypted`. */
  readonly socket?: object;
  /** Whether somebody took a part of the body. */
  readonly readableDidRead?: boolean;
}

/** The part of Node's ServerResponse that is written. */
interface Outgoing {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: Uint8Array): unknown;
}

/** How a listener works. */
export interface NodeListenerOptions {
  /** Called with what one of the backend's own functions threw, before the answer 500. Express gets it by `next` instead. */
  readonly failed?: (error: unknown) => void;
}

/** A listener of Node's http server. Express calls it with `next`. */
export type NodeListener = (incoming: Incoming, outgoing: Outgoing, next?: (error: unknown) => void) => Promise<void>;

/**
 * Makes a listener for Node's http server, or middleware for Express, which must stand before any parser of bodies.
 *
 * @example
 * createServer(toNodeListener(createHandler(rp, { session }))).listen(8080);
 */
export function toNodeListener(handler: Handler, { failed }: NodeListenerOptions = {}): NodeListener {
  return async (incoming, outgoing, next) => {
    try {
      const request = requestOf(incoming);
      await send(outgoing, request === null ? new Response(null, { status: 400 }) : await handler(request));
    } catch (error) {
      // Nothing waits for this promise: a rejection would end the process.
      if (next !== undefined) return next(error);
      failed?.(error);
      await send(outgoing, new Response(null, { status: 500 }));
    }
  };
}

async function send(outgoing: Outgoing, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  // With its length an answer goes out in one piece, not in chunks. An answer to HEAD says the length of what GET would give.
  outgoing.writeHead(response.status, { 'content-length': String(body.length), ...Object.fromEntries(response.headers) });
  outgoing.end(body);
}

/** The request, or null where it is none: Node's parser lets addresses and methods through that `Request` does not know. */
function requestOf(incoming: Incoming): Request | null {
  if (incoming.readableDidRead === true) throw new TypeError(BODY_WAS_READ);
  const { method = 'GET', headers } = incoming;
  try {
    const scheme = Reflect.get(incoming.socket ?? {}, 'encrypted') === true ? 'https' : 'http';
    const address = new URL(incoming.originalUrl ?? incoming.url ?? '/', `${scheme}://backend.invalid`);
    const init = { method, headers: Object.entries(headers).filter(isPlain).map(([name, value]): [string, string] => [name, String(value)]) };
    if (method === 'GET' || method === 'HEAD') return new Request(address, init);
    return new Request(address, { ...init, body: stream(incoming), duplex: 'half' } as RequestInit);
  } catch {
    return null;
  }
}

/** HTTP/2 hands the parts of the request's line over as headers too. */
function isPlain(entry: [string, unknown]): entry is [string, string | readonly string[]] {
  return entry[1] !== undefined && !entry[0].startsWith(':');
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
