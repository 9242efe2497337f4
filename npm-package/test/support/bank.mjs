// In: the package's server entry. Out: a relying party over the sandbox's trust, with a clock that the test sets, and codes for it.
import { createRelyingParty, ChainedLog } from '../../dist/server.js';
import { openSandbox } from '../../dist/sandbox_node.js';
import { FIELDS, request } from './case.mjs';

export const BANK = 'https://bank.example';
export const KEY = new Uint8Array(32).fill(7);

/** A request's template, as a bank configures it. */
export function template() {
  const { nonce: _, expiresAt: __, ...template } = request(0);
  return template;
}

/** A bank. `written` holds the receipts that its log wrote. */
export async function openBank(options = {}) {
  const clock = { now: Math.floor(Date.now() / 1000) };
  const sandbox = await openSandbox();
  const trust = { ...sandbox.trust(clock.now), environment: 'sandbox', ...options.trust };
  const written = [];
  const log = new ChainedLog({ write: (receipt) => written.push(receipt) });
  const receipts = { key: KEY, log };
  const requests = { open: template() };
  const rp = await createRelyingParty({ audience: BANK, requests, receipts, clock: () => clock.now, ...options, trust });
  const mint = (text, { fault = 'none', fields = FIELDS, now = clock.now } = {}) => sandbox.mint(text, fields, now, fault).text;
  const shown = async (session, choice) => {
    const challenge = await rp.challenge(session, 'open', choice);
    return { challenge, text: mint(challenge.text) };
  };
  return { rp, clock, sandbox, trust, written, mint, shown };
}
