// The bank's backend: `node server.mjs`, PORT (8787), BANK_ORIGIN (the audience; never read from a header), WALLET_URL, RECEIPT_KEY (64 hex
// digits; one for this run where it is absent). The SDK answers the element; this file says what the bank does with a customer.

import { fileURLToPath } from 'node:url';
import { httpServer, serve } from '../http_server.mjs';
import { openParty } from '../party.mjs';
import { siteFiles, walletLink } from '../static_files.mjs';
import { accountRequests } from './request.mjs';

/** `wallet`: where the sandbox's wallet is served. `more`: clock, key and store of party.mjs. */
export async function bankServer({ audience, wallet, ...more }) {
  const party = await openParty({
    audience,
    requests: accountRequests(audience),
    // A bank keeps the released fields and the evidence in its file of the customer here. The page gets what it shows of them.
    accepted: ({ released }) => ({ fields: released }),
    // What a person typed was verified by nobody: the bank's own check of identity comes before the file is opened.
    manual: ({ fields }) => ({ fields }),
    ...more,
  });
  return httpServer({ files: siteFiles(import.meta.url), calls: { '/api/ikd/': party.handler, '/wallet': walletLink(wallet) } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { BANK_ORIGIN = 'https://bank.example', WALLET_URL = 'http://127.0.0.1:8788/', PORT = '8787', RECEIPT_KEY } = process.env;
  const key = RECEIPT_KEY && { key: Buffer.from(RECEIPT_KEY, 'hex') };
  await serve({ bank: [await bankServer({ audience: BANK_ORIGIN, wallet: WALLET_URL, ...key }), PORT] });
}
