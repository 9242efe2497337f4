// In: the port of a server. Out: what it answers to what no browser sends: request lines that are none, bodies without end.
import { request } from 'node:http';
import { connect } from 'node:net';

const HEADERS = { 'content-type': 'application/json', cookie: 'ana', host: 'evil.example' };

/** Lines that Node's parser takes, and `URL` or `Request` does not. */
export const HOSTILE = ['GET //', 'POST //', 'POST http://[', 'TRACE /ikd/verify', 'TRACK /ikd/verify', 'POST /%'];

/** The first line of the answer to a request line, and to a part of a body that stays one; empty where there is none. */
export function firstLine(port, line, part = '') {
  const more = part === '' ? '' : 'content-type: application/json\r\ncookie: ana\r\ncontent-length: 100\r\n';
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${line} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${more}\r\n${part}`));
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
      socket.end();
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0]));
    socket.on('error', () => undefined);
  });
}

/** The status of ten megabytes, which are sent as far as they are taken. */
export function flood(origin) {
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'transfer-encoding': 'chunked' };
    const call = request(`${origin}/ikd/verify`, { method: 'POST', headers }, (response) => resolve(response.statusCode));
    call.on('error', reject);
    for (let part = 0; part < 160; part += 1) call.write('x'.repeat(65_536));
    call.end();
  });
}
