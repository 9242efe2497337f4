// The airline's backend: `node server.mjs`, PORT (8795) for passengers, AGENT_PORT (8796) for the staff, AIRLINE_ORIGIN (the audience),
// WALLET_URL. The staff's address stands behind the airline's own sign-in; here it listens on this machine alone.

import { fileURLToPath } from 'node:url';
import { httpServer, serve } from '../http_server.mjs';
import { jsonCall } from '../json_call.mjs';
import { openParty } from '../party.mjs';
import { siteFiles, walletLink } from '../static_files.mjs';
import { sandboxBookings } from './bookings.mjs';
import { CheckIns, ageMatches } from './check_ins.mjs';
import { checkInRequests } from './requests.mjs';

/** The passengers' server and the staff's. `more`: clock, key and store of party.mjs. */
export async function airlineServers({ audience, wallet, bookings = sandboxBookings(), ...more }) {
  const checkIns = new CheckIns(bookings);
  const party = await openParty({
    audience,
    requests: await checkInRequests(audience),
    accepted: async ({ released, evidence }, session) => {
      const seat = checkIns.chosen(session);
      if (seat === null) return { name: 'not_checked', age: 'not_checked', next: 'counter' };
      // The engine compares: what a name may look like is its matter, and the name on the card goes nowhere.
      const matched = await party.reopen(evidence, (credential) => credential.match({ nama: seat.name }, { shared: evidence.fields }));
      const name = matched?.fields?.nama === true ? 'yes' : 'no';
      return checkIns.note(seat, { name, age: ageMatches(seat, released.tanggal_lahir), photo: released.foto ?? null });
    },
    ...more,
  });
  return { passenger: passengerServer({ party, checkIns, wallet }), agent: agentServer(checkIns) };
}

function passengerServer({ party, checkIns, wallet }) {
  const booking = (request) => jsonCall(request, (body) => checkIns.find(body));
  const choose = async (request) => {
    const begun = await party.sessionOf(request);
    if (begun === null) return new Response(null, { status: 403 });
    return jsonCall(request, (body) => checkIns.choose(begun.session, body), begun.cookie ? { 'set-cookie': begun.cookie } : {});
  };
  const calls = { '/api/ikd/': party.handler, '/api/booking': booking, '/api/choose': choose, '/wallet': walletLink(wallet) };
  return httpServer({ files: siteFiles(import.meta.url), calls });
}

function agentServer(checkIns) {
  const photo = ({ url }) => {
    const found = checkIns.photo(new URL(url).pathname.split('/').pop());
    if (found === null) return new Response(null, { status: 404 });
    return new Response(Buffer.from(found.base64, 'base64'), { headers: { 'content-type': found.type, 'cache-control': 'no-store' } });
  };
  const board = (request) => jsonCall(request, () => ({ seats: checkIns.board() }));
  const decide = (request) => jsonCall(request, (body) => checkIns.decide(body));
  return httpServer({ files: siteFiles(import.meta.url, './agent'), calls: { '/api/board': board, '/api/photo/': photo, '/api/decide': decide } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { AIRLINE_ORIGIN = 'https://airline.example', WALLET_URL = 'http://127.0.0.1:8788/', PORT = '8795', AGENT_PORT = '8796' } = process.env;
  const { passenger, agent } = await airlineServers({ audience: AIRLINE_ORIGIN, wallet: WALLET_URL });
  await serve({ airline: [passenger, PORT], agent: [agent, AGENT_PORT] });
}
