// In: what a crowd was told, and what the store and the logs of receipts hold. Out: how many acceptances came twice, and how many have no
// record. An acceptance whose answer was lost counts too: its receipt tells.
import { createHash } from 'node:crypto';
import { verifyReceipt } from '../../dist/server.js';
import { BANK } from '../../test/support/bank.mjs';

const AT_ONCE = 500;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The key under which the state of a nonce stands. */
export const nonceKey = (nonce) => `ikd:${sha256(BANK).slice(0, 16)}:n:${nonce}`;

/** Counts. `kept` reads the store; what was accepted before `since` stood in a memory that is gone. */
export async function compare({ showings, logs, keys, kept, since = 0 }) {
  const accepted = showings.flatMap(({ session, nonce, accepts }) => accepts.map((accept) => ({ session, nonce, ...accept })));
  const written = new Set(logs.flat());
  const remembered = accepted.filter(({ began }) => began > since);
  const withoutReceipt = accepted.filter(({ signed }) => !written.has(signed)).length;
  return {
    accepts: accepted.length,
    doubles: Math.max(accepted.length - showings.filter(({ accepts }) => accepts.length > 0).length, again(written, keys)),
    tombstones: remembered.length,
    unrecorded: withoutReceipt + (await withoutTombstone(remembered, kept)),
    brokenChains: logs.filter((log) => !isChain(log, keys)).length,
  };
}

/** How many receipts are of a request that another receipt is of. */
function again(written, keys) {
  const requests = [...written].map((signed) => opened(signed, keys).receipt?.id_pdp?.request_hash);
  return requests.length - new Set(requests).size;
}

/** Whether each receipt names the one before it. A process that began anew began a chain. */
function isChain(log, keys) {
  let next = null;
  for (const { outcome, link, next: after } of log.map((signed) => opened(signed, keys))) {
    if (outcome !== 'receipt' || (link.number > 0 && (link.log !== next?.log || link.previous !== next.previous))) return false;
    next = after;
  }
  return true;
}

const opened = (signed, keys) => verifyReceipt(new Uint8Array(Buffer.from(signed, 'base64url')), keys);

async function withoutTombstone(accepted, kept) {
  let missing = 0;
  for (let at = 0; at < accepted.length; at += AT_ONCE) {
    const part = accepted.slice(at, at + AT_ONCE);
    const stood = await kept(part.map(({ nonce }) => nonceKey(nonce)));
    missing += part.filter(({ session }, index) => !stood[index]?.endsWith(`taken ${sha256(session)}`)).length;
  }
  return missing;
}
