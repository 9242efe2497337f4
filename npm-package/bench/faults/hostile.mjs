// In: the port of a backend. Out: what a hostile client does to it, each by a name, resolving to the words of what it was answered. None of them
// may hold up a customer.
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const MIB = 1 << 20;
const PATIENCE = 12_000;
const JSON_TYPE = { 'content-type': 'application/json', cookie: 'eve' };

/** Sends what `write` writes; the code of the answer, its status, or that none came. */
function send(port, headers, write, { method = 'POST', path = '/ikd/verify' } = {}) {
  return new Promise((resolve) => {
    const call = request({ port, host: '127.0.0.1', method, path, headers: { ...JSON_TYPE, ...headers }, agent: false });
    const over = (word) => (clearTimeout(timer), call.destroy(), resolve(word));
    const timer = setTimeout(() => over('no_answer'), PATIENCE);
    call.on('response', async (response) => over(await word(response).catch(() => `status_${response.statusCode}`)));
    call.on('error', () => over('cut'));
    Promise.resolve(write(call)).then(() => call.end(), () => undefined);
  });
}

async function word(response) {
  const parts = [];
  for await (const part of response) parts.push(part);
  const { code, outcome, detail } = JSON.parse(Buffer.concat(parts).toString());
  return detail?.reason ? `${code}.${detail.reason}` : (code ?? outcome);
}

/** Writes one part after the other until nobody takes them. */
async function parts(call, part, most, pause) {
  for (let at = 0; at < most && !call.destroyed; at += 1) {
    if (!call.write(part)) await Promise.race([new Promise((resolve) => call.once('drain', resolve)), wait(1_000)]);
    if (pause > 0) await wait(pause);
  }
}

const BOMB = gzipSync(Buffer.alloc(100 * MIB));
const text = (body) => (call) => call.write(body);
const nested = (depth) => `{"presentation":${'['.repeat(depth)}${']'.repeat(depth)}}`;

/** The hostile clients. */
export const HOSTILE = {
  'ten mebibytes': (port) => send(port, { 'content-length': 10 * MIB }, (call) => parts(call, Buffer.alloc(65_536, 120), 160, 0)),
  'ten mebibytes in chunks': (port) => send(port, {}, (call) => parts(call, Buffer.alloc(65_536, 120), 160, 0)),
  'a gzip bomb': (port) => send(port, { 'content-encoding': 'gzip' }, (call) => parts(call, BOMB, 1, 0)),
  'endless chunks': (port) => send(port, {}, (call) => parts(call, 'x'.repeat(1_000), Infinity, 1)),
  'a slow body': (port) => send(port, { 'content-length': 1_000 }, (call) => parts(call, '{', 1_000, 500)),
  'a slow head': (port) => slowHead(port),
  'deep nesting': (port) => send(port, {}, text(nested(8_000))),
  'deep nesting of objects': (port) => send(port, {}, text('{"a":'.repeat(3_000))),
  'a polluted prototype': (port) => send(port, {}, text('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"presentation":"x"}')),
  'a member twice': (port) => send(port, {}, text('{"presentation":"x","presentation":"y"}')),
  'a number beyond all': (port) => send(port, {}, text('{"presentation":1e999}')),
  'bytes that are no text': (port) => send(port, {}, text(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a]))),
  'another type': (port) => send(port, { 'content-type': 'text/plain' }, text('{}')),
  'another method': (port) => send(port, {}, () => undefined, { method: 'GET' }),
  'a verdict for a presentation': (port) => send(port, {}, text('{"outcome":"verified","released":{"nik":"1"}}')),
};

/** Another Host, Origin and their like, on a request that begins: what the request says of the audience. */
export function spoofed(port) {
  const evil = 'evil.example';
  const headers = { host: evil, origin: `https://${evil}`, referer: `https://${evil}/`, forwarded: `host=${evil};proto=http` };
  const forwarded = Object.fromEntries(['host', 'for', 'proto', 'server', 'prefix'].map((name) => [`x-forwarded-${name}`, evil]));
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/ikd/challenge', headers: { ...JSON_TYPE, ...headers, ...forwarded }, agent: false });
    call.on('response', async (response) => {
      let said = '';
      for await (const part of response) said += part;
      resolve({ audience: JSON.parse(said).request?.relyingParty.id, echoed: `${said}${JSON.stringify(response.headers)}`.includes(evil) });
    });
    call.on('error', reject);
    call.end('{"request":"open"}');
  });
}

/** A head that comes letter by letter. Node gives it a minute; here it only holds its connection. */
async function slowHead(port) {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write('POST /ikd/verify HTTP/1.1\r\n');
  for (let at = 0; at < 20 && !socket.destroyed; at += 1) {
    socket.write('x-a: b\r\n');
    await wait(200);
  }
  socket.destroy();
  return 'held';
}
