// The bank's backend: `node server.mjs`, PORT (8787), BANK_ORIGIN (the audience; never read from a header), WALLET_URL, RECEIPT_KEY (64 hex
// digits; one for this run where it is absent). The SDK answers challenge, seen, foreign and verify; this file adds the session, what the
// bank does with an accepted customer, and the files.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createHandler, createRelyingParty, receiptPage, toNodeListener } from 'ikd-verify/server';
import { PACKAGE_FOLDER, PAGE_FOLDER, staticFiles } from '../static_files.mjs';
import { Misuse, httpServer, listen } from '../http_server.mjs';
import { LANGUAGES, accountRequests, requestName } from './request.mjs';
import { SandboxTrust } from './trust.mjs';
import { Sessions } from './session.mjs';

/** `audience`: this bank's https origin. `clock`: () → UNIX seconds. `wallet`: where the sandbox wallet is served. */
export async function bankServer({ audience, clock = systemClock, wallet, key = randomBytes(32), store }) {
  const [sessions, trust, requests] = [new Sessions(), new SandboxTrust(), accountRequests(audience)];
  const receipts = { key: new Uint8Array(key) };
  const settings = { audience, requests, clock, receipts, ...(store && { store }) };
  const rp = await createRelyingParty({ ...settings, trust: await trust.at(clock()) });
  const routes = {
    '/api/session': async ({ language }, request) => {
      if (!LANGUAGES.includes(language)) throw new Misuse(400, 'language_unknown');
      const session = sessions.find(request.headers.cookie) ? undefined : sessions.begin();
      rp.renew(await trust.at(clock()));
      const name = requestName(language);
      const json = { name, request: requests[name], trust: asJson(await trust.at(clock())), wallet };
      return { json, headers: session ? { 'set-cookie': session.cookie } : {} };
    },
  };
  const printed = ({ receipt, signed }) => receiptPage(signed, [rp.receiptKey], receipt.pii_processing.language);
  const handler = createHandler(rp, {
    session: ({ headers }) => sessions.find(headers.get('cookie') ?? '') ?? null,
    // A bank keeps the released fields and the evidence here, in its own file of the customer. The page gets what it shows of them.
    accepted: ({ released, receipt }) => ({ fields: released, page: printed(receipt) }),
  });
  const files = staticFiles({ '/ikd-verify/': PACKAGE_FOLDER, '/page/': PAGE_FOLDER, '/': PUBLIC });
  return httpServer({ routes, files, calls: { names: CALLS, listener: toNodeListener(handler) } });
}

const CALLS = ['/api/challenge', '/api/seen', '/api/foreign', '/api/verify'];
const PUBLIC = fileURLToPath(new URL('./public', import.meta.url));
const systemClock = () => Math.floor(Date.now() / 1000);

function asJson({ trustList, statusLists, ...trust }) {
  const hex = (bytes) => Buffer.from(bytes).toString('hex');
  return { ...trust, trustList: hex(trustList), statusLists: statusLists.map(hex) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { BANK_ORIGIN = 'https://bank.example', WALLET_URL = 'http://127.0.0.1:8788/', PORT = '8787', RECEIPT_KEY } = process.env;
  const key = RECEIPT_KEY && { key: Buffer.from(RECEIPT_KEY, 'hex') };
  bankServer({ audience: BANK_ORIGIN, wallet: WALLET_URL, ...key }).then((server) => listen(server, Number(PORT))).then(
    (address) => console.log(`bank ${address}`),
    (error) => {
      console.error(`The bank cannot start on port ${PORT}: ${error.code ?? error.message}.`);
      process.exitCode = 1;
    },
  );
}
