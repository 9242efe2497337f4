// In: what the paths of a site answer. Out: a server on 127.0.0.1 that serves them and the package, and notes what was asked.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { Readable } from 'node:stream';

const FOLDERS = { '/ikd-verify/': new URL('../../dist/', import.meta.url), '/support/': new URL('./', import.meta.url) };
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const EMPTY_PAGE = { type: 'text/html; charset=utf-8', body: '<!doctype html><title>test</title><link rel="icon" href="data:,">' };

/**
 * Opens a site. `paths` maps a path to its answer `{ body, type?, status?, cut? }` or to a function of that answer; `headers` go with
 * every answer; `folders` maps a path's start to a folder's URL. An answer that is cut ends in the middle of its body. A body may be an
 * async iterable of its parts.
 */
export async function openSite({ paths = {}, headers = {}, folders = FOLDERS } = {}) {
  const asked = [];
  const server = createServer(async ({ url }, response) => {
    const path = new URL(url, 'http://site').pathname;
    asked.push(path);
    const { status = 200, type = TYPES[extname(path)] ?? 'application/octet-stream', body, cut = false } = await answer(paths, folders, path);
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers, ...(cut && { 'content-length': body.length }) });
    if (cut) response.write(body.subarray(0, body.length / 2), () => response.destroy());
    else if (body?.[Symbol.asyncIterator]) Readable.from(body).on('error', () => response.destroy()).pipe(response);
    else response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, asked, close: () => server.close() };
}

async function answer(paths, folders, path) {
  const given = paths[path];
  if (given !== undefined) return typeof given === 'function' ? given() : given;
  const start = Object.keys(folders).find((folder) => path.startsWith(folder));
  if (start === undefined) return path === '/' ? EMPTY_PAGE : { status: 404, type: TYPES['.html'], body: 'There is no such page.' };
  const name = path.slice(start.length) || 'index.html';
  const missing = { status: 404, type: TYPES['.html'], body: 'There is no such file.' };
  return readFile(new URL(name, folders[start])).then((body) => ({ body, type: TYPES[extname(name)] }), () => missing);
}
