import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVerifier, fetchStatusList, fetchTrustList } from 'ikd-verify';
import { ORIGIN, openListServer } from '../support/list_server.mjs';
import { records } from '../support/vectors.mjs';

const TYPE = 'application/statuslist+cwt';
const URI = `${ORIGIN}1`;
const bytesOf = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const recordOf = (id) => records.find((record) => record.id === id);
const revoked = bytesOf(recordOf('l01-revoked').statusLists[0]);
const previous = { bytes: revoked, etag: '"1"' };

/** Fetches once from a server that answers like this. */
async function once(t, answer, options = {}, fetchList = fetchStatusList, uri = URI) {
  const server = await openListServer(answer);
  t.after(server.close);
  const result = await fetchList(uri, { allowed: [ORIGIN], fetch: server.fetch, ...options });
  return { result, asked: server.asked };
}

const ok = (body, headers = {}) => (_, response) => response.writeHead(200, { 'content-type': TYPE, ...headers }).end(body);

describe('fetching a signed list', () => {
  test('gives its bytes and the server’s name for them', async (t) => {
    const { result, asked } = await once(t, ok(revoked, { etag: '"1"' }));
    assert.deepEqual(result, { outcome: 'fetched', list: { bytes: revoked, etag: '"1"' } });
    const [{ headers }] = asked;
    assert.equal(headers.accept, TYPE);
    assert.deepEqual([headers.cookie, headers.referer, headers['if-none-match']], [undefined, undefined, undefined]);
  });

  test('asks only for what is newer', async (t) => {
    const answer = (request, response) => response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 500).end();
    const { result } = await once(t, answer, { previous });
    assert.deepEqual(result, { outcome: 'unchanged', list: previous });
  });

  test('what came is judged by the verifier, and the previous list counts while there is none', async (t) => {
    const { now, trustList, roots, presentation, expect } = recordOf('l01-revoked');
    for (const answer of [ok(revoked), (_, response) => response.writeHead(503).end()]) {
      const { result } = await once(t, answer, { previous });
      const verifier = await createVerifier({ trustList: bytesOf(trustList), roots, statusLists: [result.list.bytes] });
      assert.deepEqual(await verifier.verify(presentation, { now }), expect);
    }
  });

  const failures = {
    'T10 L11 a server that is down': [(request) => request.socket.destroy(), 'network'],
    'T10 L08 a redirect': [(_, response) => response.writeHead(302, { location: '/2' }).end(), 'network'],
    'T10 a page of HTML': [(_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'), 'type'],
    'T10 another kind of list': [ok(revoked, { 'content-type': 'application/ikd-trust+cwt' }), 'type'],
    'T10 an error with a list in it': [(_, response) => response.writeHead(500, { 'content-type': TYPE }).end(revoked), 'status'],
    'a 304 that nobody asked for': [(_, response) => response.writeHead(304).end(), 'status'],
    'L07 T09 a list that says it is too large': [ok(Buffer.alloc(264 * 1024 + 1)), 'size'],
    'L07 T09 a list that never ends': [endless, 'size'],
    'L11 a server that is silent': [() => undefined, 'timeout'],
    'L11 a list that stops halfway': [(_, response) => response.writeHead(200, { 'content-type': TYPE }).write('x'), 'timeout'],
  };
  for (const [name, [answer, reason]] of Object.entries(failures)) {
    test(name, async (t) => {
      const { result } = await once(t, answer, { timeoutMilliseconds: 500 });
      assert.deepEqual(result, { outcome: 'unavailable', reason, list: null });
    });
  }

  test('T10 the previous list stays when a redirect comes instead of a trust list', async (t) => {
    const answer = (_, response) => response.writeHead(301, { location: '/2' }).end();
    const { result, asked } = await once(t, answer, { previous }, fetchTrustList);
    assert.deepEqual(result, { outcome: 'unavailable', reason: 'network', list: previous });
    assert.equal(asked.length, 1);
  });

  const elsewhere = [
    'http://lists.example/1', 'http://169.254.169.254/', 'file:///etc/passwd', 'https://lists.example.evil.example/1', 'https://lists.example',
    'https://lists.example/../1', 'https://user@lists.example/1', 'https://lists.example@evil.example/1', '//lists.example/1', 'lists', '',
  ];
  for (const uri of elsewhere) {
    test(`L08 never asks ${uri || 'nothing'}`, async (t) => {
      const { result, asked } = await once(t, ok(revoked), {}, fetchStatusList, uri);
      assert.deepEqual([result.outcome, result.reason, asked.length], ['unavailable', 'address', 0]);
    });
  }

  test('refuses prefixes that would take in more than they say', async () => {
    for (const prefix of ['https://lists.example', 'http://lists.example/', 'https://', '', 'https://a@lists.example/']) {
      await assert.rejects(fetchStatusList(URI, { allowed: [prefix] }), TypeError, prefix);
    }
  });
});

test('what a verifier saw keeps an older list from coming back', async () => {
  const { now, trustList, roots, statusLists, presentation } = recordOf('l01-valid');
  const older = recordOf('l05-fresh').statusLists.map(bytesOf);
  const trust = { trustList: bytesOf(trustList), roots };
  const seen = await (await createVerifier({ ...trust, statusLists: statusLists.map(bytesOf) })).seen({ now });
  assert.deepEqual(seen.seenStatusLists, [{ uri: 'https://status.example/1', issuedAt: now }]);
  assert.equal(seen.seen.seq, 7);
  const kept = JSON.parse(JSON.stringify(seen));
  const { code, detail } = await (await createVerifier({ ...trust, statusLists: older, ...kept })).verify(presentation, { now });
  assert.deepEqual([code, detail], ['status_list_untrusted', { reason: 'rolled_back' }]);
});

test('refuses settings of a wrong kind by a sentence', async () => {
  const { trustList, roots } = recordOf('l01-valid');
  const create = (options) => createVerifier({ trustList: bytesOf(trustList), roots, ...options });
  await assert.rejects(create({ statusPolicy: 'perhaps' }), /^TypeError: statusPolicy .*'require'/);
  await assert.rejects(create({ statusLists: 'abc' }), /^TypeError: statusLists .*array/);
  await assert.rejects(create({ statusLists: ['abc'] }), /^TypeError: statusLists .*Uint8Array/);
});

/** Sends until the other side has enough. */
function endless(_, response) {
  response.writeHead(200, { 'content-type': TYPE });
  const more = () => {
    while (response.writable && response.write(Buffer.alloc(16 * 1024)));
  };
  response.on('drain', more);
  more();
}
