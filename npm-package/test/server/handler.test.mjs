// The routes of a relying party as `Request` → `Response`, and behind real http servers: attack rows E01, E05, E08 to E10, and hostile bodies.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createVerifier } from '../../dist/node.js';
import { createHandler, toNodeListener } from '../../dist/server.js';
import { openBank, template } from '../support/bank.mjs';
import { FIELDS } from '../support/case.mjs';
import { firstLine, flood, HOSTILE } from '../support/wire.mjs';

const session = (request) => request.headers.get('cookie');
const post = (path, body, headers = {}) =>
  new Request(`https://bank.example/ikd/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'ana', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

async function openHandler(options = {}) {
  const bank = await openBank();
  const handler = createHandler(bank.rp, { session, ...options });
  const call = async (path, body, headers) => {
    const response = await handler(post(path, body, headers));
    return { status: response.status, headers: response.headers, json: await response.json().catch(() => null) };
  };
  const shown = async () => {
    const { json } = await call('challenge', { request: 'open' });
    return { challenge: json, text: bank.mint(json.text) };
  };
  return { ...bank, handler, call, shown };
}

describe('a handler', () => {
  test('challenges, sees and verifies; the values go to the bank alone', async () => {
    const given = [];
    const accepted = async ({ released }, session) => {
      given.push([session, released.nik]);
      return { customer: 7 };
    };
    const { call, shown, clock } = await openHandler({ accepted });
    const { challenge, text } = await shown();
    assert.deepEqual(Object.keys(challenge).sort(), ['expiresAt', 'outcome', 'request', 'requestHash', 'text']);
    assert.equal((await call('seen', { hash: '0'.repeat(64) })).json.at, clock.now);
    assert.equal((await call('verify', { presentation: text })).json.code, 'evidence_mismatch');
    const again = await shown();
    const { status, json, headers } = await call('verify', { presentation: again.text, requestHash: again.challenge.requestHash });
    assert.deepEqual([status, json.outcome, json.source, json.data], [200, 'verified', 'ikd', { customer: 7 }]);
    assert.deepEqual(given, [['ana', '3171011708950003']]);
    assert.ok(!JSON.stringify(json).includes('BUDI') && !JSON.stringify(json).includes('3171011708950003'));
    assert.ok(json.receipt.signed.length > 100 && !('evidence' in json));
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  test('E01, E02, E08: what a browser says beside the presentation is not read', async () => {
    const { call, shown } = await openHandler();
    const { text } = await shown();
    const lies = { outcome: 'verified', released: { nik: '1' }, now: 0, build: 'another', sdk: '0.0.1', levels: {} };
    assert.equal((await call('verify', lies)).json.code, 'evidence_malformed');
    assert.equal((await call('verify', { ...lies, presentation: text })).json.outcome, 'verified');
  });

  test('E09: bodies that are no evidence', async () => {
    const { call } = await openHandler();
    const deep = `{"presentation":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    const bodies = ['', 'null', '[]', '{', '{"presentation":1}', '{"presentation":null}', '{"presentation":["a"]}', '["a"]', '{"presentation":"a","requestHash":null}', deep,
      '{"presentation":"a","presentation":"b"}', '{"presentation":"a"} x', '\u{feff}{"presentation":"a"}', '{"presentation":1e999}',
      new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])];
    for (const body of bodies) {
      const { status, json } = await call('verify', body);
      assert.deepEqual([status, json.code, json.detail.reason], [400, 'evidence_malformed', 'json'], String(body).slice(0, 40));
    }
    const polluted = await call('verify', '{"__proto__":{"presentation":"x"},"constructor":{"prototype":{"polluted":1}}}');
    assert.equal(polluted.json.code, 'evidence_malformed');
    assert.equal({}.polluted, undefined);
    assert.equal((await call('verify', '{"__proto__":{"a":1},"presentation":"x"}')).json.code, 'nonce_unknown');
  });

  test('E05, E09: too large, folded, of another type, by another method', async () => {
    const { call, handler } = await openHandler();
    const refusal = async (body, headers) => {
      const { status, json } = await call('verify', body, headers);
      return [status, json.code, json.detail.reason];
    };
    assert.deepEqual(await refusal(`{"presentation":"${'x'.repeat(10 << 20)}"}`), [413, 'evidence_malformed', 'size']);
    assert.deepEqual(await refusal(gzipSync('{"presentation":"x"}'), { 'content-encoding': 'gzip' }), [400, 'evidence_malformed', 'encoding']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx']) {
      assert.deepEqual(await refusal('{}', { 'content-type': type }), [400, 'evidence_malformed', 'type']);
    }
    const got = await handler(new Request('https://bank.example/ikd/verify'));
    assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST']);
    assert.equal((await handler(post('elsewhere', {}))).status, 404);
    assert.equal((await handler(post('verify/../../x', {}))).status, 404);
  });

  test('E05: a body that never ends', async () => {
    const { handler } = await openHandler({ bodyMilliseconds: 50 });
    // The timer holds the process until the handler gives the body up.
    const waiting = setInterval(() => undefined, 1_000);
    const endless = new ReadableStream({ pull: () => new Promise(() => undefined), cancel: () => clearInterval(waiting) });
    const init = { method: 'POST', headers: { 'content-type': 'application/json', cookie: 'ana' }, body: endless, duplex: 'half' };
    assert.equal((await handler(new Request('https://bank.example/verify', init))).status, 408);
  });

  test('E10: Host, Origin and their like change nothing, and no page of another origin may read the answer', async () => {
    const { call, shown } = await openHandler();
    const { challenge, text } = await shown();
    const spoofed = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    const { json, headers } = await call('challenge', { request: 'open' }, spoofed);
    assert.equal(json.request.relyingParty.id, challenge.request.relyingParty.id);
    assert.ok([...headers.keys()].every((name) => !name.startsWith('access-control-')));
    assert.equal((await call('verify', { presentation: text }, spoofed)).json.code, 'nonce_mismatch');
  });

  test('a caller without a session is 401, one that calls too often 429', async () => {
    const { call } = await openHandler({ rate: { burst: 3, perMinute: 1 } });
    assert.deepEqual([(await call('challenge', { request: 'open' }, { cookie: '' })).status], [401]);
    const statuses = [];
    for (let at = 0; at < 5; at += 1) statuses.push((await call('challenge', { request: 'open' })).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    assert.equal((await call('challenge', { request: 'open' }, { cookie: 'eve' })).status, 200);
  });

  test('a store that is down is 503 with a time to try again', async () => {
    const bank = await openBank({ store: { check: async () => [], get: () => Promise.reject(new Error('down')) } });
    const response = await createHandler(bank.rp, { session })(post('seen', { hash: '0'.repeat(64) }));
    assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '1']);
    assert.equal((await response.json()).code, 'store_unavailable');
  });

  test('reports each call without a value, a session or a token', async () => {
    const reports = [];
    const { call, shown } = await openHandler({ report: (report) => reports.push(report) });
    const { text } = await shown();
    const { headers } = await call('verify', { presentation: text }, { 'x-request-id': 'request-7' });
    await call('verify', { presentation: text }, { 'x-request-id': 'BUDI SANTOSO' });
    assert.equal(headers.get('x-request-id'), 'request-7');
    assert.deepEqual(reports.map(({ route, result }) => [route, result]), [['challenge', 'challenge'], ['verify', 'verified'], ['verify', 'replayed']]);
    assert.deepEqual([reports[1].id, reports[2].id.length], ['request-7', 36]);
    const log = JSON.stringify(reports);
    for (const word of ['ana', 'BUDI', text]) assert.ok(!log.includes(word));
  });
});

describe('GET request', () => {
  const get = (query = '', init = {}) => new Request(`https://bank.example/ikd/request${query}`, { headers: { cookie: 'ana' }, ...init });
  const requests = { open: template(), 'check-id': template(), 'check-en': { ...template(), purpose: 'Open an account', language: 'en' } };
  const openRequests = async (options = {}) => {
    const { handler, ...bank } = await openHandler(options);
    return { ...bank, handler, asked: async (query) => (await handler(get(query))).json() };
  };

  test('gives the request and whom to trust, and nothing else of the backend', async () => {
    const bank = await openBank({ trust: { minSeq: 1, statusPolicy: 'require', secret: 'vault' } });
    const response = await createHandler(bank.rp, { session })(get('?name=open&lang=id'));
    const { trust, ...asked } = await response.json();
    assert.deepEqual(asked, { outcome: 'request', name: 'open', language: 'id', request: template() });
    const { trustList, statusLists, roots } = bank.trust;
    const lists = { trustList: Buffer.from(trustList).toString('base64'), statusLists: statusLists.map((list) => Buffer.from(list).toString('base64')) };
    assert.deepEqual(trust, { ...lists, roots, environment: 'sandbox', minSeq: 1, statusPolicy: 'require' });
    assert.deepEqual([response.status, response.headers.get('cache-control'), response.headers.get('set-cookie')], [200, 'no-store', null]);
  });

  test('is enough for a page: its verifier takes the code, and the backend too', async () => {
    const { call, asked, sandbox, clock } = await openRequests();
    const { name, trust } = await asked('?name=open');
    const { request, text } = (await call('challenge', { request: name })).json;
    const bytes = (base64) => new Uint8Array(Buffer.from(base64, 'base64'));
    const lists = { trustList: bytes(trust.trustList), statusLists: trust.statusLists.map(bytes) };
    const verifier = await createVerifier({ ...trust, ...lists, request });
    const code = sandbox.show(text, FIELDS, clock.now).text;
    const seen = await verifier.verify(code, { now: clock.now });
    assert.equal(seen.levels.status, 'valid');
    assert.equal((await call('seen', { hash: seen.credential.presentationHash })).json.outcome, 'seen');
    assert.equal((await call('verify', { presentation: code })).json.outcome, 'verified');
    verifier.close();
  });

  test('goes on with newer lists', async () => {
    const { rp, trust, clock, sandbox, asked } = await openRequests();
    const before = (await asked('')).trust.statusLists[0];
    rp.renew({ ...trust, ...sandbox.trust(clock.now + 60) });
    const [list] = (await asked('')).trust.statusLists;
    assert.notEqual(list, before);
    assert.equal(list, Buffer.from(sandbox.trust(clock.now + 60).statusLists[0]).toString('base64'));
  });

  test('takes the request of the page\'s language', async () => {
    const bank = await openBank({ requests });
    const handler = createHandler(bank.rp, { session });
    const name = async (query) => {
      const json = await (await handler(get(query))).json();
      return json.name ?? json.code;
    };
    const cases = { '?name=check&lang=en': 'check-en', '?name=check&lang=EN-gb': 'check-en', '?name=check&lang=jv': 'check-id', '?name=check': 'check-id',
      '?name=check-en&lang=id': 'check-en', '?name=open&lang=en': 'open', '?lang=en': 'check-en', '?lang=id': 'open', '': 'open',
      '?name=%6Fpen': 'open', '?name=other': 'request_malformed', '?name=': 'request_malformed', '?name=__proto__': 'request_malformed' };
    for (const [query, expected] of Object.entries(cases)) assert.equal(await name(query), expected, query);
  });

  test('knows HEAD, no other method, and who has no session', async () => {
    const { handler } = await openRequests();
    const [full, head] = [await handler(get()), await handler(get('', { method: 'HEAD' }))];
    const length = String((await full.arrayBuffer()).byteLength);
    assert.deepEqual([head.status, await head.text(), head.headers.get('content-length')], [200, '', length]);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const other = await handler(get('', { method }));
      assert.deepEqual([other.status, other.headers.get('allow')], [405, 'GET, HEAD'], method);
    }
    assert.equal((await handler(get('', { headers: {} }))).status, 401);
  });

  test('is reported and counted', async () => {
    const reports = [];
    const { asked } = await openRequests({ rate: { burst: 1, perMinute: 1 }, report: ({ route, result }) => reports.push([route, result]) });
    await asked('');
    assert.equal((await asked('')).code, 'rate_limited');
    assert.deepEqual(reports, [['request', 'request'], ['request', 'rate_limited']]);
  });
});

describe('what a person types', () => {
  const fields = { nik: '3171011708950003', nama: 'Budi Santoso' };
  const openManual = async () => {
    const given = [];
    const manual = async (typed, session) => {
      given.push([typed, session]);
      return { customer: 8 };
    };
    return { given, ...(await openHandler({ manual })) };
  };

  test('goes to the bank alone, and is never called verified', async () => {
    const { call, given } = await openManual();
    const { status, json } = await call('manual', { request: 'open', fields, outcome: 'verified', source: 'ikd' });
    assert.deepEqual([status, json], [200, { outcome: 'manual', source: 'manual', data: { customer: 8 } }]);
    assert.deepEqual(given, [[{ outcome: 'manual', source: 'manual', request: 'open', fields }, 'ana']]);
  });

  test('is refused where it was not asked for, or is not of the shape', async () => {
    const { call, given } = await openManual();
    const code = async (body) => {
      const { status, json } = await call('manual', body);
      return [status, json.code];
    };
    assert.deepEqual(await code({ request: 'open', fields: { ...fields, agama: 'x' } }), [200, 'field_not_requested']);
    assert.deepEqual(await code('{"request":"open","fields":{"__proto__":"x"}}'), [200, 'field_not_requested']);
    assert.deepEqual(await code({ request: 'other', fields }), [200, 'request_malformed']);
    const bodies = [{ request: 'open' }, { request: 'open', fields: ['nik'] }, { request: 'open', fields: { nik: 1 } }, { request: 'open', fields: { nik: null } },
      { request: 'open', fields: { nama: 'x'.repeat(513) } }, { fields }, '{"request":"open","fields":{"nik":"1","nik":"2"}}', '{"request":"open","fields":{},"fields":{}}'];
    for (const body of bodies) assert.deepEqual(await code(body), [400, 'evidence_malformed'], JSON.stringify(body).slice(0, 60));
    assert.deepEqual(given, []);
    assert.equal((await code({ request: 'open', fields: { nama: '\u{1f642}'.repeat(512) } }))[1], undefined);
  });

  test('has no address where the bank has no way of its own, and needs a session', async () => {
    const { call } = await openHandler();
    assert.equal((await call('manual', { request: 'open', fields })).status, 404);
    const { call: typing } = await openManual();
    assert.equal((await typing('manual', { request: 'open', fields }, { cookie: '' })).status, 401);
  });
});

describe('behind Node\'s own http server', () => {
  test('the three routes work, and a body of ten megabytes ends early', async () => {
    const { handler, mint } = await openHandler();
    const server = createServer(toNodeListener(handler));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    const call = async (path, body) => {
      const headers = { 'content-type': 'application/json', cookie: 'ana' };
      const response = await fetch(`${origin}/ikd/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return response.json();
    };
    const { text } = await call('challenge', { request: 'open' });
    assert.equal((await call('verify', { presentation: mint(text) })).outcome, 'verified');
    assert.equal(await flood(origin), 413);
    server.closeAllConnections();
    server.close();
  });

  test('E09: no request line ends the process', async () => {
    const { handler } = await openHandler();
    const port = await listen(toNodeListener(handler));
    for (const line of HOSTILE) assert.match(await firstLine(port, line), /^HTTP\/1.1 4/, line);
    assert.match(await firstLine(port, 'GET /ikd/verify'), / 405 /);
  });

  test('what the bank\'s own function throws is 500, and is told to the bank alone', async () => {
    const failures = [];
    const throwing = () => {
      throw new Error('BUDI SANTOSO');
    };
    const { handler } = await openHandler({ session: throwing });
    const port = await listen(toNodeListener(handler, { failed: ({ message }) => failures.push(message) }));
    const response = await fetch(`http://127.0.0.1:${port}/ikd/challenge`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    assert.deepEqual([response.status, await response.text(), failures], [500, '', ['BUDI SANTOSO']]);
  });
});

describe('a body that was read before', () => {
  test('is an error of the backend, and is not waited for', async () => {
    const { handler } = await openHandler();
    const read = post('challenge', { request: 'open' });
    await read.json();
    const locked = post('challenge', { request: 'open' });
    locked.body.getReader();
    for (const request of [read, locked]) await assert.rejects(handler(request), { name: 'TypeError', message: /read before/ });
  });
});

/** Listens until the tests end. */
async function listen(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return server.address().port;
}
