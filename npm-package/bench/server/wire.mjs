// In: the port of a backend, a path and bodies. Out: the answer to each and how long it took, over connections that stay open. It writes and
// reads HTTP/1.1 itself, since a whole client would take more of the machine than the backend. Refuses answers without a length.
import { once } from 'node:events';
import { connect } from 'node:net';
import { microseconds } from './times.mjs';

const CONNECTIONS = 32;

/** Connections to a backend. */
export class Wire {
  #sockets;
  #path;
  #headers;

  static async open(port, path, headers) {
    const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1').setNoDelay());
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return new Wire(sockets, path, headers);
  }

  constructor(sockets, path, headers) {
    [this.#sockets, this.#path, this.#headers] = [sockets, path, headers];
  }

  /** Posts each of these, as many at once as there are connections. Gives the answers in their order, and each one's microseconds. */
  async post(path, calls) {
    const [answers, times, waiting] = [[], [], calls.entries()];
    await Promise.all(this.#sockets.map(async (socket) => {
      for (const [at, { session, body }] of waiting) {
        const start = microseconds();
        answers[at] = await this.#ask(socket, path, session, JSON.stringify(body));
        times.push(microseconds() - start);
      }
    }));
    return { answers, times };
  }

  #ask(socket, path, session, body) {
    const lines = [`POST ${this.#path}${path} HTTP/1.1`, 'host: backend', 'content-type: application/json', `content-length: ${body.length}`, ...this.#headers, `x-session: ${session}`];
    return new Promise((resolve, reject) => {
      let heard = '';
      const listen = (part) => {
        heard += part.toString('latin1');
        const answer = whole(heard);
        if (answer === null) return;
        socket.off('data', listen).off('close', broken);
        resolve(answer);
      };
      const broken = () => reject(new Error(`The backend closed a connection after: ${heard.slice(0, 200)}`));
      socket.on('data', listen).on('close', broken).write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
  }

  close() {
    this.#sockets.forEach((socket) => socket.destroy());
  }
}

/** The body, once it is all there. */
function whole(heard) {
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(heard.slice(0, end))?.[1];
  if (length === undefined) throw new Error('An answer has no length.');
  return heard.length < end + 4 + Number(length) ? null : heard.slice(end + 4);
}
