// In: what a list server answers. Out: the server on 127.0.0.1, and a `fetch` that goes there for https://lists.example/.
import { createServer } from 'node:http';

export const ORIGIN = 'https://lists.example/';

/** Opens a server; `answer` takes a request and a response of Node's. */
export async function openListServer(answer) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const local = `http://127.0.0.1:${server.address().port}/`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, close, fetch: (address, init) => fetch(address.replace(ORIGIN, local), init) };
}
