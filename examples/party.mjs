// In: what a relying party asks. Out: its backend for the sandbox's codes: the routes that the element calls, and whose session a call is.
// Everything here is the SDK's; a relying party of its own puts its roots into trust.mjs, and its store and its log of receipts here.

import { randomBytes } from 'node:crypto';
import { createVerifier } from 'ikd-verify';
import { cookieSessions, createHandler, createRelyingParty } from 'ikd-verify/server';
import { SandboxTrust } from './trust.mjs';

const systemClock = () => Math.floor(Date.now() / 1000);

/** `audience`: its https origin, never read from a header. `clock`: () → UNIX seconds. `accepted`, `manual`: what it does with each end. */
export async function openParty({ audience, requests, accepted, manual, clock = systemClock, key = randomBytes(32), store }) {
  const trust = new SandboxTrust();
  const receipts = { key: new Uint8Array(key) };
  const rp = await createRelyingParty({ audience, requests, clock, receipts, trust: await trust.at(clock()), ...(store && { store }) });
  // These examples speak http on this machine: behind TLS leave `secure` out, and cookies are `Secure` and `__Host-`.
  const sessions = cookieSessions({ secure: 'https' });
  const handler = createHandler(rp, { session: sessions, accepted, ...(manual && { manual }) });
  return {
    rp,
    /** Request → Response of the routes request, challenge, seen, foreign, verify and manual. */
    handler: async (request) => {
      rp.renew(await trust.at(clock()));
      return handler(request);
    },
    /** The session of a call to a route of the relying party's own: the one of its cookie, or a new one with its cookie. */
    sessionOf: async (request) => {
      const session = await sessions.find(request);
      return session === null ? sessions.begin(request) : { session };
    },
    /** Hands an accepted presentation once more to `use`, as a sealed credential: for `match` and `pseudonym`, which give no value away. */
    reopen: async ({ presentation, request, at }, use) => {
      const verifier = await createVerifier({ ...(await trust.at(clock())), request });
      try {
        const outcome = await verifier.verify(presentation, { now: at, clock: 'server' });
        return outcome.outcome === 'verified' ? await use(outcome.credential) : null;
      } finally {
        verifier.close();
      }
    },
  };
}
