// The shop's backend: `node server.mjs`, PORT (8789), SHOP_ORIGIN (the audience), WALLET_URL, PSEUDONYM_KEY (64 hex digits; one for this run
// where it is absent: then nobody is known again after a restart). It keeps no NIK and no code: a customer is a keyed pseudonym.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pseudonym } from 'ikd-verify';
import { httpServer, serve } from '../http_server.mjs';
import { openParty } from '../party.mjs';
import { siteFiles, walletLink } from '../static_files.mjs';
import { Orders } from './orders.mjs';
import { shopRequests } from './requests.mjs';

/** `pseudonymKey`: 32 bytes that never leave this backend. `more`: clock, key and store of party.mjs. */
export async function shopServer({ audience, wallet, pseudonymKey = randomBytes(32), ...more }) {
  const orders = new Orders();
  const customerOf = (evidence) =>
    party.reopen(evidence, async (credential) => {
      const made = await pseudonym(credential, new Uint8Array(pseudonymKey), { shared: evidence.fields });
      return made.outcome === 'pseudonym' ? made.pseudonym : null;
    });
  const party = await openParty({
    audience,
    requests: await shopRequests(audience),
    accepted: async ({ released, evidence }, session) => {
      if ('usia_18' in released) return orders.age(session, released.usia_18);
      const address = [...Object.values(released.alamat), ...Object.values(released.wilayah)].join(', ');
      return orders.place(session, { name: released.nama, address }, 'nik' in released ? await customerOf(evidence) : null);
    },
    manual: ({ fields: { nama = '', alamat = '', wilayah = '' } }, session) => orders.place(session, { name: nama, address: `${alamat}, ${wilayah}` }, null),
    ...more,
  });
  return httpServer({ files: siteFiles(import.meta.url), calls: { '/api/ikd/': party.handler, '/wallet': walletLink(wallet) } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { SHOP_ORIGIN = 'https://shop.example', WALLET_URL = 'http://127.0.0.1:8788/', PORT = '8789', PSEUDONYM_KEY } = process.env;
  const key = PSEUDONYM_KEY && { pseudonymKey: Buffer.from(PSEUDONYM_KEY, 'hex') };
  await serve({ shop: [await shopServer({ audience: SHOP_ORIGIN, wallet: WALLET_URL, ...key }), PORT] });
}
