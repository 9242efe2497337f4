// In: a path, a body. Out: the answer as JSON over a connection that is kept; a code of our own where none comes in its time.
import { Agent, request } from 'node:http';

const PATIENCE = 60_000;

/** Connections to one backend. */
export class Line {
  #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  #port;

  constructor(port) {
    this.#port = port;
  }

  /** Posts JSON, or a text as it is. */
  post(path, headers, body) {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return new Promise((resolve) => {
      const options = { port: this.#port, host: '127.0.0.1', path, method: 'POST', agent: this.#agent, timeout: PATIENCE };
      const call = request({ ...options, headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers } });
      const none = () => resolve({ code: 'no_answer' });
      call.on('response', (response) => said(response).then(resolve, none));
      call.on('timeout', () => call.destroy());
      call.on('error', none);
      call.end(bytes);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

async function said(response) {
  const parts = [];
  for await (const part of response) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return text === '' ? { code: `status_${response.statusCode}` } : JSON.parse(text);
}
