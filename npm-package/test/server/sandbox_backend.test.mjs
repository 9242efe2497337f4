// The quick start's three lines as a process, over HTTP: the whole path, the files, what is refused; and what the options change.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lintRequest, readyProfiles } from '../../dist/lint_node.js';
import { sandboxBackend } from '../../dist/sandbox_backend.js';
import { template } from '../support/bank.mjs';
import { startFirstTry, Visitor } from '../support/first_try.mjs';
import { run } from '../support/packed.mjs';
import { firstLine } from '../support/wire.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = '<!doctype html><title>mine</title>';

describe('the three lines', () => {
  let folder, origin, port, stop;
  before(async () => {
    // Inside the package, so that its own name is found.
    folder = await mkdtemp(join(ROOT, 'test/first-try-'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'secret.js'), 'secret');
    ({ origin, port, stop } = await startFirstTry(folder));
  });
  after(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });

  test('verify a code of the test wallet, once, with a receipt', async () => {
    const visitor = new Visitor(origin);
    const { seen, presentation, answer } = await visitor.present();
    assert.equal(seen.outcome, 'seen');
    const { outcome, source, levels, receipt } = answer;
    assert.deepEqual([outcome, source, levels.environment, levels.status, levels.nonce], ['verified', 'ikd', 'sandbox', 'valid', 'matched']);
    assert.equal(receipt.receipt.pii_processing.language, 'id');
    assert.ok(Buffer.from(receipt.signed, 'base64').length > 100);
    assert.ok(!JSON.stringify(answer).includes('BUDI'));
    assert.equal((await visitor.post('verify', { presentation })).code, 'replayed');
    assert.equal((await new Visitor(origin).post('verify', { presentation })).code, 'session_missing');
  });

  test('ask for NIK and name in the page\'s language, in a session of a cookie', async () => {
    const visitor = new Visitor(origin);
    const { response, asked } = await visitor.request('?lang=en');
    assert.match(response.headers.get('set-cookie'), /^ikd-session=[\w.-]+; HttpOnly; SameSite=Strict; Path=\/$/);
    assert.deepEqual([asked.name, asked.language, asked.request.fields.map(({ name }) => name)], ['catat-nik-nama-en', 'en', ['nik', 'nama']]);
    assert.equal(asked.trust.environment, 'sandbox');
    const again = await visitor.request('?name=catat-nik-nama&lang=id');
    assert.deepEqual([again.asked.name, again.response.headers.get('set-cookie')], ['catat-nik-nama-id', null]);
  });

  test('serve the page as it is now, and the package\'s files with their types', async () => {
    const got = async (path) => {
      const response = await fetch(origin + path);
      return [response.status, response.headers.get('content-type'), Buffer.from(await response.arrayBuffer())];
    };
    assert.deepEqual(await got('/'), [200, 'text/html; charset=utf-8', Buffer.from(PAGE)]);
    await writeFile(join(folder, 'index.html'), `${PAGE}again`);
    assert.equal(String((await got('/'))[2]), `${PAGE}again`);
    const types = { 'index.js': 'text/javascript; charset=utf-8', 'worker.js': 'text/javascript; charset=utf-8', 'wasm/ikd_verify_bg.wasm': 'application/wasm' };
    for (const [file, type] of Object.entries(types)) assert.deepEqual(await got(`/ikd-verify/${file}?v=1`), [200, type, await readFile(join(ROOT, 'dist', file))], file);
    assert.equal((await got('/favicon.ico'))[0], 204);
  });

  test('set the strictest headers on each answer', async () => {
    for (const path of ['/', '/ikd-verify/index.js', '/api/ikd/request', '/nothing']) {
      const { headers } = await fetch(origin + path);
      const policy = headers.get('content-security-policy').split('; ');
      for (const rule of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"]) {
        assert.ok(policy.includes(rule), `${path}: ${rule}`);
      }
      assert.deepEqual([headers.get('x-content-type-options'), headers.get('access-control-allow-origin')], ['nosniff', null], path);
    }
  });

  test('give no other file of the disk', async () => {
    const paths = ['/secret.js', '/index.html', '/package.json', '/ikd-verify', '/ikd-verify/', '/ikd-verify/wasm/', '/ikd-verify/LICENSE', '/ikd-verify/index.d.ts',
      '/ikd-verify/../package.json', '/ikd-verify/%2e%2e/package.json', '/ikd-verify/..%2fbundle.js', '/ikd-verify/wasm/../../size.js', '/ikd-verify/..\\size.js',
      '/ikd-verify//etc/passwd', '/ikd-verify/.hidden.js', '/ikd-verify/index.js%00', '/ikd-verify/%', '/IKD-VERIFY/index.js', '//etc/passwd', '/api', '/api/ikd', '/api/ikd/',
      '/api/ikd/manual', `/ikd-verify/../test/${folder.split('/').pop()}/secret.js`];
    for (const path of paths) assert.match(await firstLine(port, `GET ${path}`), /^HTTP\/1.1 404/, path);
    assert.match(await firstLine(port, 'GET //'), /^HTTP\/1.1 400/);
    assert.match(await firstLine(port, 'GET /ikd-verify/index.js'), /^HTTP\/1.1 200/);
  });

  test('take no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await fetch(origin, { method });
      assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD'], method);
    }
    for (const path of ['/', '/ikd-verify/index.js', '/api/ikd/request']) {
      const [full, head] = [await fetch(origin + path), await fetch(origin + path, { method: 'HEAD' })];
      assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, full.headers.get('content-length'), ''], path);
    }
  });
});

describe('what may be chosen', () => {
  /** A backend in this process. */
  async function open(options) {
    const server = createServer(await sandboxBackend(options));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${server.address().port}`;
  }

  test('each ready profile, whose requests are clean in both languages', async () => {
    for (const { name: profile } of await readyProfiles()) {
      const visitor = new Visitor(await open({ profile, audience: 'https://shop.example' }));
      for (const language of ['id', 'en']) {
        const { asked } = await visitor.request(`?lang=${language}`);
        assert.deepEqual([asked.name, asked.request.relyingParty.id], [`${profile}-${language}`, 'https://shop.example']);
        assert.deepEqual(await lintRequest(asked.request, { profile }), [], `${profile} ${language}`);
      }
      assert.equal((await visitor.present()).answer.outcome, 'verified', profile);
    }
  });

  test('requests and functions of one\'s own', async () => {
    const [saved, typed] = [[], []];
    const accepted = ({ released }) => void saved.push(released.nama);
    const manual = ({ fields }) => ({ count: typed.push(fields.nama) });
    const visitor = new Visitor(await open({ audience: 'https://bank.example', requests: { open: template() }, accepted, manual }));
    assert.equal((await visitor.present()).answer.outcome, 'verified');
    assert.deepEqual(saved, ['BUDI SANTOSO']);
    const answer = await visitor.post('manual', { request: 'open', fields: { nama: 'Siti' } });
    assert.deepEqual([answer, typed], [{ outcome: 'manual', source: 'manual', data: { count: 1 } }, ['Siti']]);
  });

  test('a page of one\'s own or the one that comes along', async () => {
    const page = await (await fetch(await open())).text();
    for (const part of ['<script type="module" src="/ikd-verify/element.js">', '<ikd-verify request="/api/ikd/request" lang="id">']) assert.ok(page.includes(part), part);
    await assert.rejects(sandboxBackend({ page: 'nowhere.html' }), { code: 'ENOENT' });
  });

  test('who is told of one\'s own mistakes', async () => {
    const mistakes = [];
    const accepted = () => {
      throw new Error('mine');
    };
    const visitor = new Visitor(await open({ accepted, failed: ({ message }) => mistakes.push(message) }));
    await assert.rejects(visitor.present());
    assert.deepEqual(mistakes, ['mine']);
    await assert.rejects(sandboxBackend({ profile: 'other' }), /no ready profile/);
  });

  test('the lists are made anew before they are stale', async (context) => {
    context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const visitor = new Visitor(await open());
    const list = async () => (await visitor.request()).asked.trust.statusLists[0];
    const first = await list();
    context.mock.timers.setTime(Date.now() + 1_799_000);
    assert.equal(await list(), first);
    context.mock.timers.setTime(Date.now() + 3_600_000);
    assert.notEqual(await list(), first);
    assert.equal((await visitor.present()).answer.levels.status, 'valid');
  });

  test('no production', async () => {
    const script = "(await import('ikd-verify/sandbox-backend')).sandboxBackend()";
    const env = { ...process.env, NODE_ENV: 'production' };
    await assert.rejects(run(process.execPath, ['--input-type=module', '--eval', `await ${script}`], { cwd: ROOT, env }), /not for production/);
  });
});
