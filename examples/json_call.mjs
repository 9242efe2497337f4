// In: a `Request` to a route of a relying party's own. Out: its JSON body, or the `Response` that refuses it. Refuses other types than JSON,
// which also keeps other sites' forms out, pages of other sites, and bodies over 4 KiB.

const LIMIT = 4096;

/** `answer`: (body) → value for the browser, or null for "not found". `headers`: of the answer. */
export async function jsonCall(request, answer, headers = {}) {
  const body = await readBody(request);
  if (body === undefined) return Response.json({ error: 'malformed' }, { status: 400 });
  const value = await answer(body);
  const status = value === null ? 404 : 200;
  return Response.json(value ?? { error: 'not_found' }, { status, headers: { 'cache-control': 'no-store', ...headers } });
}

async function readBody(request) {
  const { headers, method } = request;
  const isOurs = ['same-origin', null].includes(headers.get('sec-fetch-site'));
  const isJson = headers.get('content-type') === 'application/json' && Number(headers.get('content-length')) <= LIMIT;
  if (method !== 'POST' || !isOurs || !isJson) return undefined;
  const text = await request.text();
  try {
    const body = text.length <= LIMIT ? JSON.parse(text) : null;
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
