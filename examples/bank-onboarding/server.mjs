// The bank's backend: `node server.mjs`, PORT (8787), BANK_ORIGIN (the audience; never read from a header), WALLET_URL.
// Routes: session → challenge → seen → verify, and foreign for a scan that answers another request. Everything else is a file.

import { fileURLToPath } from 'node:url';
import { PACKAGE_FOLDER, PAGE_FOLDER, staticFiles } from '../static_files.mjs';
import { Misuse, httpServer, listen } from '../http_server.mjs';
import { LANGUAGES } from './request.mjs';
import { Nonces } from './nonces.mjs';
import { RelyingParty } from './relying_party.mjs';
import { SandboxTrust } from './trust.mjs';
import { Sessions } from './session.mjs';

/** `audience`: this bank's https origin. `clock`: () → UNIX seconds. `wallet`: where the sandbox wallet is served. */
export function bankServer({ audience, clock = systemClock, wallet, nonces = new Nonces() }) {
  const sessions = new Sessions();
  const bank = new RelyingParty({ audience, trust: new SandboxTrust(), nonces, clock });
  const caller = (request) => sessions.find(request.headers.cookie);
  const routes = {
    '/api/session': async ({ language }, request) => {
      if (!LANGUAGES.includes(language)) throw new Misuse(400, 'language_unknown');
      const known = sessions.find(request.headers.cookie);
      const session = known ? { id: known } : sessions.begin();
      const answer = await bank.begin(session.id, language);
      const headers = session.cookie ? { 'set-cookie': session.cookie } : {};
      return verdict({ ...answer, wallet }, headers);
    },
    '/api/challenge': async ({ fields }, request) => verdict(await bank.challenge(caller(request), names(fields))),
    '/api/seen': async ({ hash }, request) => verdict(bank.seen(caller(request), text(hash, /^[0-9a-f]{64}$/))),
    '/api/foreign': async ({ hash }, request) => verdict(bank.foreign(caller(request), text(hash, /^[0-9a-f]{64}$/))),
    '/api/verify': async ({ presentation }, request) => verdict(await bank.verify(caller(request), text(presentation, /^/))),
  };
  const files = staticFiles({ '/ikd-verify/': PACKAGE_FOLDER, '/page/': PAGE_FOLDER, '/': PUBLIC });
  return httpServer({ routes, files });
}

const PUBLIC = fileURLToPath(new URL('./public', import.meta.url));
const systemClock = () => Math.floor(Date.now() / 1000);

function verdict(json, headers = {}) {
  return { status: json.code === 'store_unavailable' ? 503 : 200, headers, json };
}

function names(value) {
  const good = Array.isArray(value) && value.length <= 32 && value.every((name) => typeof name === 'string');
  if (!good) throw new Misuse(400, 'fields_malformed');
  return value;
}

function text(value, shape) {
  if (typeof value !== 'string' || !shape.test(value)) throw new Misuse(400, 'body_malformed');
  return value;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { BANK_ORIGIN = 'https://bank.example', WALLET_URL = 'http://127.0.0.1:8788/', PORT = '8787' } = process.env;
  listen(bankServer({ audience: BANK_ORIGIN, wallet: WALLET_URL }), Number(PORT)).then(
    (address) => console.log(`bank ${address}`),
    (error) => {
      console.error(`The bank cannot listen on port ${PORT}: ${error.code}.`);
      process.exitCode = 1;
    },
  );
}
