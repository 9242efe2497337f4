// Sessions of signed cookies, alone and under a handler: who has one, who begins one, and whose cookie is none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cookieSessions, createHandler, toNodeListener } from '../../dist/server.js';
import { openBank } from '../support/bank.mjs';

const key = new Uint8Array(32).fill(5);
const BANK = 'https://bank.example/ikd';
const from = (cookie, { url = `${BANK}/request`, ...headers } = {}) => new Request(url, { headers: { ...(cookie && { cookie }), ...headers } });
const pair = (cookie) => cookie.split(';')[0];

describe('a session of a cookie', () => {
  test('is found again by its cookie, in each process that has the key', async () => {
    const { session, cookie } = await cookieSessions({ key }).begin(from());
    assert.match(cookie, /^__Host-ikd-session=[\w-]{22}\.[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/);
    for (const cookies of [pair(cookie), `a=b; ${pair(cookie)} ;c=d`]) assert.equal(await cookieSessions({ key }).find(from(cookies)), session);
    assert.equal(await cookieSessions().find(from(pair(cookie))), null);
  });

  test('is another each time', async () => {
    const sessions = cookieSessions();
    const begun = await Promise.all(Array.from({ length: 100 }, () => sessions.begin(from())));
    assert.equal(new Set(begun.map(({ session }) => session)).size, 100);
    for (const { session, cookie } of begun) assert.equal(await sessions.find(from(pair(cookie))), session);
  });

  test('is none where the cookie is not one that was made here', async () => {
    const sessions = cookieSessions({ key });
    const { cookie } = await sessions.begin(from());
    const [name, value] = pair(cookie).split('=');
    const [id, mac] = value.split('.');
    const turned = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    const foreign = await cookieSessions({ key: new Uint8Array(32) }).begin(from());
    const wrong = ['', id, `${id}.`, `.${mac}`, `${id}.${mac}x`, `${id}.${mac} x`, ...[0, 10, 20].map((at) => `${turned(id, at)}.${mac}`),
      ...[0, 20, 41].map((at) => `${id}.${turned(mac, at)}`), pair(foreign.cookie).split('=')[1]];
    for (const value of wrong) assert.equal(await sessions.find(from(`${name}=${value}`)), null, value);
    // A host beside this one can set a cookie for both, but none with the prefix.
    for (const other of ['ikd-session', '__host-ikd-session', 'x__Host-ikd-session']) assert.equal(await sessions.find(from(`${other}=${value}`)), null, other);
  });

  test('works by http where that is wanted, and loses nothing by https', async () => {
    const sessions = cookieSessions({ key, secure: 'https' });
    const url = 'http://127.0.0.1:8787/ikd/request';
    const { session, cookie } = await sessions.begin(from('', { url }));
    assert.match(cookie, /^ikd-session=[^;]+; HttpOnly; SameSite=Strict; Path=\/$/);
    assert.equal(await sessions.find(from(pair(cookie), { url })), session);
    assert.equal(await sessions.find(from(pair(cookie))), null);
    assert.match((await sessions.begin(from())).cookie, /^__Host-.*; Secure$/);
  });

  test('does not begin for a page of another site', async () => {
    const begun = (site) => cookieSessions().begin(from('', { 'sec-fetch-site': site }));
    for (const site of ['cross-site', 'same-site']) assert.equal(await begun(site), null);
    for (const site of ['same-origin', 'none']) assert.notEqual(await begun(site), null);
  });

  test('wants a long key', () => {
    assert.throws(() => cookieSessions({ key: new Uint8Array(31) }), /32 bytes/);
  });
});

describe('under a handler', () => {
  const openHandler = async (options = {}) => {
    const { rp, ...bank } = await openBank();
    const handler = createHandler(rp, { session: cookieSessions({ key }), ...options });
    const post = (path, body, cookie = '') =>
      handler(new Request(`${BANK}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) }));
    return { ...bank, handler, post };
  };

  test('only GET request begins one, and only where there is none', async () => {
    const { handler, post, mint } = await openHandler();
    for (const path of ['challenge', 'seen', 'verify']) {
      const refused = await post(path, {});
      assert.deepEqual([refused.status, refused.headers.get('set-cookie')], [401, null], path);
    }
    const cookie = pair((await handler(from())).headers.get('set-cookie'));
    assert.equal((await handler(from(cookie))).headers.get('set-cookie'), null);
    const { text } = await (await post('challenge', { request: 'open' }, cookie)).json();
    const presentation = mint(text);
    const other = pair((await handler(from())).headers.get('set-cookie'));
    assert.equal((await (await post('verify', { presentation }, other)).json()).code, 'nonce_unknown');
    assert.equal((await (await post('verify', { presentation }, cookie)).json()).outcome, 'verified');
  });

  test('a crowd that begins sessions and never comes again takes nobody\'s place', async () => {
    const { handler } = await openHandler({ rate: { burst: 1, perMinute: 1 } });
    for (let at = 0; at < 50; at += 1) assert.equal((await handler(from())).status, 200);
    const cookie = pair((await handler(from())).headers.get('set-cookie'));
    assert.deepEqual([(await handler(from(cookie))).status, (await handler(from(cookie))).status], [200, 429]);
  });

  test('behind a server of Node\'s, what comes by TLS gets the cookie of https', async () => {
    const { handler } = await openHandler({ session: cookieSessions({ secure: 'https' }) });
    const cookie = (socket) =>
      new Promise((resolve) => {
        const outgoing = { writeHead: (_, headers) => resolve(headers['set-cookie']), end: () => undefined };
        void toNodeListener(handler)({ method: 'GET', url: '/ikd/request', headers: {}, socket }, outgoing);
      });
    assert.match(await cookie({ encrypted: true }), /^__Host-/);
    for (const socket of [{}, { encrypted: false }, undefined]) assert.match(await cookie(socket), /^ikd-session=/);
  });

  test('a page of another site is told that it has no session', async () => {
    const { handler } = await openHandler();
    const refused = await handler(from('', { 'sec-fetch-site': 'cross-site' }));
    assert.deepEqual([refused.status, refused.headers.get('set-cookie')], [401, null]);
  });
});
