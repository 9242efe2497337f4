// In: nothing. Out: the sandbox's own backend on 127.0.0.1, with the tests' modules beside it, and a note of each call.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { sandboxBackend } from '../../dist/sandbox_backend.js';

const HERE = new URL('./', import.meta.url);

/** `options` are those of `sandboxBackend`; `paths` maps a path to a JavaScript text; `delay` holds each API call back. */
export async function openTrySite({ paths = {}, ...options } = {}) {
  const answer = await sandboxBackend({ profile: 'catat-nik-nama', ...options });
  const asked = [];
  const site = { asked, down: false };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    asked.push(`${request.method} ${pathname}`);
    if (site.down) return request.destroy();
    const own = paths[pathname] ?? (pathname.startsWith('/support/') ? await readFile(new URL(pathname.slice(9), HERE)).catch(() => null) : null);
    if (own === null) return answer(request, response);
    const type = pathname.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript';
    return response.writeHead(200, { 'content-type': type }).end(own);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return Object.assign(site, { origin: `http://127.0.0.1:${server.address().port}`, close });
}
