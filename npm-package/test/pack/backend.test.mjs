// The packed package's server entry: the README's samples as they are printed, its types, its bundles, and that no page loads it.
import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { LINES, startFirstTry, Visitor } from '../support/first_try.mjs';
import { openPacked, ROOT, run } from '../support/packed.mjs';

/** What a bank has of its own. */
const BANK = `
import { openSandbox } from 'ikd-verify/sandbox';
import { MemoryStore } from 'ikd-verify/server';
import { FIELDS, request } from './case.mjs';

const now = () => Math.floor(Date.now() / 1000);
const { nonce: _, expiresAt: __, ...template } = request(0);
const sandbox = await openSandbox();
export const trust = { ...sandbox.trust(now()), environment: 'sandbox' };
export const store = new MemoryStore();
export const openAccount = template;
export const sessionOf = ({ headers }) => headers.get('cookie');
export const saved = [];
export const saveCustomer = async (session, released) => void saved.push([session, released.nama]);
export const mint = (text) => sandbox.mint(text, FIELDS, now()).text;
`;
const BANK_TYPES = `
import type { Fields, RequestTemplate, Store, Trust } from 'ikd-verify/server';
export declare const openAccount: RequestTemplate;
export declare const store: Store;
export declare const trust: Trust;
export declare const sessionOf: (request: Request) => string | null;
export declare const saveCustomer: (session: string, released: Fields) => Promise<void>;
`;
const VERDICT = `
import { createRelyingParty } from 'ikd-verify/server';
import { mint, openAccount, store, trust } from './bank.js';

const rp = await createRelyingParty({ audience: 'https://bank.example', trust, requests: { open: openAccount }, store });
const { text } = await rp.challenge('ana', 'open');
const { outcome, released } = await rp.verify('ana', mint(text));
console.log(outcome, released.nama);
`;

const samples = await readSamples();
let packed;
before(async () => {
  packed = await openPacked(['support/case.mjs']);
  for (const name of ['hono', 'express', '@types']) await symlink(join(ROOT, 'node_modules', name), join(packed.folder, 'node_modules', name));
  const scripts = samples.map(([name, code]) => [name.replace(/\.ts$/, '.js'), code]);
  await write(packed.folder, [...scripts, ['bank.js', BANK], ['verdict.js', VERDICT]]);
});
after(() => packed.close());
const load = (name) => import(pathToFileURL(join(packed.folder, name)));

describe('the README\'s backend, as it is printed', () => {
  const sample = (name, serve) =>
    test(`works in ${name}`, async () => {
      const { saved, mint } = await load('bank.js');
      const call = await serve();
      const post = async (path, body) => (await call(`/ikd/${path}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) })).json();
      const HEADERS = { 'content-type': 'application/json', cookie: name };
      const presentation = mint((await post('challenge', { request: 'open-account' })).text);
      assert.equal((await post('seen', { hash: '0'.repeat(63) })).code, 'evidence_malformed');
      assert.equal((await post('verify', { presentation })).outcome, 'verified');
      assert.equal((await post('verify', { presentation })).code, 'replayed');
      assert.deepEqual(saved.filter(([session]) => session === name), [[name, 'BUDI SANTOSO']]);
    });

  sample('node:http', async () => {
    process.env.PORT = '0';
    return to((await load('node.js')).server);
  });
  sample('Hono', async () => {
    const { app } = await load('hono.js');
    return (path, init) => app.request(path, init);
  });
  sample('Express', async () => to((await load('express.js')).app.listen(0, '127.0.0.1')));
  sample('Next', async () => {
    const { POST } = await load('app/ikd/[route]/route.js');
    return (path, init) => POST(new Request(`https://bank.example${path}`, init), { params: Promise.resolve({}) });
  });
});

describe('a first try', () => {
  test('is three lines of a server', async () => {
    await write(packed.folder, [['index.html', '<!doctype html><title>mine</title>']]);
    const { origin, stop } = await startFirstTry(packed.folder);
    after(stop);
    assert.equal(LINES.trim().split('\n').length, 3);
    const { answer } = await new Visitor(origin).present();
    assert.deepEqual([answer.outcome, answer.source, answer.levels.environment], ['verified', 'ikd', 'sandbox']);
    assert.equal((await fetch(`${origin}/ikd-verify/wasm/ikd_verify_bg.wasm`)).headers.get('content-type'), 'application/wasm');
    assert.equal((await fetch(`${origin}/ikd-verify/../package.json`)).status, 404);
  });
});

describe('the types', () => {
  const scripts = [...samples, ['first_try.ts', LINES]];
  for (const [module, moduleResolution] of [['node16', 'node16'], ['esnext', 'bundler']]) {
    test(`accept the samples by ${moduleResolution}`, async () => {
      const folder = join(packed.folder, moduleResolution);
      const strict = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2022', 'dom'] };
      const compilerOptions = { ...strict, types: ['node'], module, moduleResolution };
      const project = JSON.stringify({ compilerOptions, files: scripts.map(([name]) => name) });
      await write(folder, [...scripts, ['bank.d.ts', BANK_TYPES], ['package.json', '{"type":"module"}'], ['tsconfig.json', project]]);
      assert.equal(await output('node', [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]), '');
    });
  }

  test('come with every name of the READMEs', async () => {
    const script = "console.log(Object.keys(await import('ikd-verify/server')).join())";
    const { stdout } = await run('node', ['--input-type=module', '--eval', script], { cwd: packed.folder });
    const names = stdout.trim().split(',');
    const stores = ['MemoryStore', 'PostgresStore', 'RedisStore'];
    for (const name of [...stores, 'ChainedLog', 'cookieSessions', 'createHandler', 'createRelyingParty', 'receiptPage', 'toNodeListener', 'verifyReceipt', 'withdrawReceipt']) {
      assert.ok(names.includes(name), name);
    }
  });

  test('are found, and the exports are what publint and Are The Types Wrong ask', async () => {
    const bin = (name) => join(ROOT, 'node_modules/.bin', name);
    assert.match(await output(bin('publint'), [packed.tarball, '--strict']), /All good!/);
    // It fails where there is a problem.
    await run(bin('attw'), [packed.tarball, '--profile', 'esm-only', '--format', 'json']);
  });
});

describe('a bundle', () => {
  const printed = (file) => run('node', [file], { cwd: packed.folder }).then(({ stdout }) => stdout);
  const options = () => ({ absWorkingDir: packed.folder, bundle: true, format: 'esm', logLevel: 'error' });
  /** Everything of an entry, in memory. */
  const bundled = (name) =>
    esbuild({ ...options(), stdin: { contents: `export * from '${name}'`, resolveDir: packed.folder }, minify: true, write: false, metafile: true });

  test('by esbuild runs without the package', async () => {
    await esbuild({ ...options(), entryPoints: ['verdict.js'], platform: 'node', outfile: 'alone/esbuild.mjs', external: ['./bank.js'] });
    assert.equal(await inPlace('alone/esbuild.mjs'), 'verified BUDI SANTOSO\n');
  });

  test('by Vite for a server runs without the package', async () => {
    const ssr = { ssr: 'verdict.js', outDir: 'vite', rollupOptions: { external: [/bank\.js$/] } };
    await vite({ root: packed.folder, configFile: false, logLevel: 'warn', build: ssr, ssr: { noExternal: true } });
    assert.equal(await inPlace('vite/verdict.js'), 'verified BUDI SANTOSO\n');
  });

  /** The bank's own module stays outside: the sandbox in it reads a file. */
  async function inPlace(file) {
    const code = await readFile(join(packed.folder, file), 'utf8');
    assert.ok(!/from ?["']ikd-verify/.test(code));
    await writeFile(join(packed.folder, 'alone.mjs'), code.replaceAll(/["'][./]*bank\.js["']/g, '"./bank.js"'));
    return printed('alone.mjs');
  }

  test('of the entry alone imports nothing of any runtime', async () => {
    const { metafile } = await bundled('ikd-verify/server');
    assert.deepEqual(Object.values(metafile.inputs).flatMap(({ imports }) => imports).filter(({ external }) => external), []);
    assert.deepEqual(Object.keys(metafile.inputs).filter((path) => /sandbox|wallet|lint/.test(path)), []);
  });

  test('of a page holds nothing of the server', async () => {
    const { metafile, outputFiles: [script] } = await bundled('ikd-verify');
    const inputs = Object.keys(metafile.inputs);
    assert.deepEqual(inputs.filter((path) => /server|relying_party|handler|store|receipt|rules|sandbox|cookie_sessions/.test(path)), []);
    assert.ok(inputs.some((path) => path.endsWith('worker_engine.js')) && script.contents.length < 60_000, String(script.contents.length));
  });
});

/** A caller of a server that listens until the tests end. */
async function to(server) {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (path, init) => fetch(`http://127.0.0.1:${server.address().port}${path}`, init);
}

async function write(folder, files) {
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

function output(program, args) {
  return run(program, args).then(({ stdout }) => stdout, ({ stdout, stderr }) => stdout + stderr);
}

/** The blocks of the README whose first line names their file. */
async function readSamples() {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n\/\/ ([^\s,]+)[^\n]*\n(.*?)^```$/gms)].map(([, name, code]) => [name, code]);
}
