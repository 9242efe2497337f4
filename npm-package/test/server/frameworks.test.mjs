// Frameworks around the handler, at what their samples warn of: a body that was read before is an error that says so, and nothing hangs.
import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { after, describe, test } from 'node:test';
import express from 'express';
import { Hono } from 'hono';
import { createHandler, toNodeListener } from '../../dist/server.js';
import { openBank } from '../support/bank.mjs';

const HEADERS = { 'content-type': 'application/json', cookie: 'ana' };
const session = ({ headers }) => headers.get('cookie');
const call = (body) => ({ method: 'POST', headers: HEADERS, body: JSON.stringify(body), signal: AbortSignal.timeout(5_000) });

async function openHandler(options = {}) {
  const bank = await openBank();
  return { ...bank, handler: createHandler(bank.rp, { session, ...options }) };
}

/** Keeps what Express would have written of an error. */
function keeping(errors) {
  return (error, _request, response, _next) => {
    errors.push(error);
    response.status(500).end();
  };
}

describe('Express', () => {
  test('with a parser of bodies before the handler is 500 at once, and says why', async () => {
    const [errors, { handler }] = [[], await openHandler()];
    const origin = await listen(express().use(express.json()).use('/ikd', toNodeListener(handler)).use(keeping(errors)));
    const response = await fetch(`${origin}/ikd/challenge`, call({ request: 'open' }));
    assert.equal(response.status, 500);
    assert.deepEqual([errors.length, errors[0].name], [1, 'TypeError']);
    assert.match(errors[0].message, /read before/);
  });

  test('with the parser after the handler, on a route or a router of its own', async () => {
    const { handler, mint } = await openHandler();
    const router = express.Router().post('/:route', toNodeListener(handler));
    const origin = await listen(express().use('/deep/ikd', router).use(express.json()).post('/echo', ({ body }, response) => response.json(body)));
    const post = async (path, body) => (await fetch(`${origin}/${path}`, call(body))).json();
    const { text } = await post('deep/ikd/challenge', { request: 'open' });
    assert.equal((await post('deep/ikd/verify', { presentation: mint(text) })).outcome, 'verified');
    assert.deepEqual(await post('echo', { a: 1 }), { a: 1 });
  });

  test('gets what the bank\'s own function throws, and lives on', async () => {
    const errors = [];
    const { handler, mint } = await openHandler({ accepted: () => Promise.reject(new Error('database')) });
    const origin = await listen(express().use('/ikd', toNodeListener(handler)).use(keeping(errors)));
    const { text } = await (await fetch(`${origin}/ikd/challenge`, call({ request: 'open' }))).json();
    const presentation = mint(text);
    assert.equal((await fetch(`${origin}/ikd/verify`, call({ presentation }))).status, 500);
    assert.equal((await (await fetch(`${origin}/ikd/verify`, call({ presentation }))).json()).code, 'replayed');
    assert.deepEqual(errors.map(({ message }) => message), ['database']);
  });

  test('lives on after a caller that leaves in the middle of a body', async () => {
    const { handler } = await openHandler();
    const origin = await listen(express().use('/ikd', toNodeListener(handler)));
    for (let at = 0; at < 5; at += 1) await leave(`${origin}/ikd/verify`);
    assert.equal((await fetch(`${origin}/ikd/challenge`, call({ request: 'open' }))).status, 200);
  });
});

describe('Hono', () => {
  test('with a body that was read before is an error, and says why', async () => {
    const [errors, { handler }] = [[], await openHandler()];
    const app = new Hono().post('/ikd/:route', async ({ req }) => (await req.json(), handler(req.raw)));
    app.onError((error, context) => (errors.push(error), context.body(null, 500)));
    assert.equal((await app.request('/ikd/challenge', call({ request: 'open' }))).status, 500);
    assert.match(errors[0].message, /read before/);
  });
});

/** Sends half a body and goes. */
function leave(url) {
  return new Promise((resolve) => {
    const sent = httpRequest(url, { method: 'POST', headers: { ...HEADERS, 'content-length': '1000' } });
    sent.on('error', resolve);
    sent.write('{"presentation":"', () => setTimeout(() => sent.destroy(new Error('gone')), 20));
  });
}

async function listen(app) {
  const server = createServer(app);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
