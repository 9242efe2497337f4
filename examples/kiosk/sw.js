// Keeps the kiosk's files, so that it works without a server. Above stand their names and version, in KEPT.
// The pinned lists are asked for anew while there is a network; every other file comes from here alone.

const NAME = `kiosk-${KEPT.version}`;
const LISTS = '/pinned.json';

self.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(NAME)).addAll(KEPT.files.map((path) => new Request(path, { cache: 'reload' })));
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(forget().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  event.respondWith(pathname === LISTS ? newest(event.request) : kept(event.request));
});

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

async function newest(request) {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(LISTS, answer.clone());
    return answer;
  } catch {
    return (await cache.match(LISTS)) ?? Response.error();
  }
}
