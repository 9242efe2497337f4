// In: the entry `ikd-verify/server`, the sandbox, and records of test-vectors/verify. Out: what happened, as JSON, so that every runtime's
// can be compared. Imports nothing of a runtime: it runs in Node, Bun, Deno and workerd alike.
import { FIELDS, request } from './case.mjs';

const BANK = 'https://bank.example';
const ROUTE = 'https://bank.example/ikd/';
/** A key of RFC 8032, which signs no receipt here. */
const OTHER_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const FAULTS = ['none', 'expired', 'tampered', 'unknown_issuer', 'wrong_audience', 'wrong_nonce', 'revoked'];
const { nonce: _, expiresAt: __, ...template } = request(0);

const said = ({ outcome, code }) => code ?? outcome;

/** Plays a relying party's whole day. */
export async function scenario({ entry, sandbox, records }) {
  const now = Math.floor(Date.now() / 1000);
  const open = (store) => openBank(entry, { ...sandbox.trust(now), environment: 'sandbox' }, now, store);
  const store = new Recorded(new entry.MemoryStore());
  const bank = await open(store);
  const mint = (text, fault = 'none') => sandbox.mint(text, FIELDS, now, fault).text;
  const hashOf = async (session, text) => {
    const copy = await store.copy(new entry.MemoryStore());
    await (await open(copy)).verify(session, text);
    return copy.acceptedHash;
  };
  return {
    showing: await showing(entry, bank, mint, hashOf),
    faults: await faults(bank, mint),
    routes: await routes(entry, bank, mint, hashOf),
    visit: await visit(entry, bank, mint),
    verdicts: await verdicts(entry, records),
  };
}

/** A store that remembers what was written, so that a showing can be rehearsed on its copy: a page would know the code's hash. */
class Recorded {
  #store;
  #written = [];

  constructor(store) {
    this.#store = store;
    for (const name of ['get', 'exchange', 'age', 'check']) this[name] = (...entry) => store[name](...entry);
    for (const name of ['add', 'put']) this[name] = (...entry) => (this.#written.push(entry), store[name](...entry));
  }

  async copy(store) {
    for (const entry of this.#written) await store.put(...entry);
    return new Recorded(store);
  }

  get acceptedHash() {
    return this.#written.map(([key]) => /:h:([0-9a-f]{64})$/.exec(key)?.[1]).find((hash) => hash !== undefined);
  }
}

function openBank(entry, trust, now, store) {
  const receipts = { key: new Uint8Array(32).fill(7) };
  return entry.createRelyingParty({ audience: BANK, requests: { open: template }, trust, clock: () => now, store, receipts });
}

/** One showing: seen, accepted, replayed; its receipt, its page, its withdrawal. */
async function showing(entry, bank, mint, hashOf) {
  const challenge = await bank.challenge('ana', 'open');
  const text = mint(challenge.text);
  const hash = await hashOf('ana', text);
  const steps = [await bank.seen('ana', hash), await bank.verify('ana', text), await bank.verify('ana', text), await bank.seen('ana', hash)];
  const { released, levels, receipt } = steps[1];
  const opened = entry.verifyReceipt(receipt.signed, [bank.receiptKey]);
  const other = entry.verifyReceipt(receipt.signed, [OTHER_KEY]);
  const withdrawn = entry.withdrawReceipt(receipt.signed, new Uint8Array(32).fill(7), receipt.next);
  const page = entry.receiptPage(receipt.signed, [bank.receiptKey], 'en').slice(0, 15);
  return { steps: steps.map(said), released, levels, receipts: [said(opened), said(other), withdrawn.receipt.event[0].event_state], page };
}

async function faults(bank, mint) {
  const outcomes = [];
  for (const fault of FAULTS) {
    const { text } = await bank.challenge(fault, 'open');
    outcomes.push([fault, said(await bank.verify(fault, mint(text, fault)))]);
  }
  return Object.fromEntries(outcomes);
}

/** The three routes, and calls that they refuse. */
async function routes(entry, bank, mint, hashOf) {
  const accepted = ({ released }) => Object.keys(released).length;
  // A timer that was left behind would hold the process for an hour.
  const handler = entry.createHandler(bank, { session: ({ headers }) => headers.get('cookie'), accepted, bodyMilliseconds: 3_600_000 });
  const call = async (path, body, headers = {}, method = 'POST') => {
    const init = { method, headers: { 'content-type': 'application/json', cookie: 'eve', ...headers } };
    const response = await handler(new Request(ROUTE + path, method === 'GET' ? init : { ...init, body: JSON.stringify(body) }));
    const answer = response.status === 404 ? { outcome: null } : await response.json();
    return { status: response.status, answer };
  };
  const { answer: challenge } = await call('challenge', { request: 'open' });
  const presentation = mint(challenge.text);
  const calls = [
    await call('seen', { hash: await hashOf('eve', presentation) }),
    await call('verify', { presentation, requestHash: challenge.requestHash }),
    await call('verify', { presentation }),
    await call('verify', { presentation: 7 }),
    await call('verify', { presentation }, { cookie: '' }),
    await call('verify', { presentation }, { 'content-type': 'text/plain' }),
    await call('verify', { presentation: 'x'.repeat(20_000) }),
    await call('verify', null, {}, 'GET'),
    await call('elsewhere', {}),
  ];
  return calls.map(({ status, answer }) => [status, said(answer), answer.detail?.reason ?? answer.data ?? null]);
}

/** A browser that comes without a session: it gets one with the request, and an invented cookie is none. */
async function visit(entry, bank, mint) {
  const manual = ({ fields }) => Object.keys(fields);
  const handler = entry.createHandler(bank, { session: entry.cookieSessions(), manual });
  const post = async (path, body, cookie) => {
    const headers = { 'content-type': 'application/json', cookie };
    return (await handler(new Request(ROUTE + path, { method: 'POST', headers, body: JSON.stringify(body) }))).json();
  };
  const first = await handler(new Request(`${ROUTE}request?name=open&lang=en`));
  const [cookie] = first.headers.get('set-cookie').split(';');
  const { trust, request, ...asked } = await first.json();
  const { text } = await post('challenge', { request: asked.name }, cookie);
  const answers = [
    await post('verify', { presentation: mint(text) }, cookie),
    await post('manual', { request: asked.name, fields: { nama: 'Siti' } }, cookie),
    await post('manual', { request: asked.name, fields: { agama: 'x' } }, cookie),
    await post('verify', { presentation: mint(text) }, cookie.replace(/=(.)/, (_, letter) => (letter === 'A' ? '=B' : '=A'))),
  ];
  const { length } = (await handler(new Request(`${ROUTE}request`, { method: 'HEAD', headers: { cookie } }))).headers.get('content-length');
  return { asked, fields: request.fields.length, environment: trust.environment, hasLength: length > 2, answers: answers.map((answer) => [said(answer), answer.source ?? null]) };
}

/** What a counter says of each record: most are malformed in one way each. */
async function verdicts(entry, records) {
  const outcomes = [];
  for (const { id, presentation, now, ...record } of records) {
    const store = Object.assign(new entry.MemoryStore(), { age: async () => 1e9 });
    const bank = await openBank(entry, trustOf(record), now, store).catch(() => null);
    outcomes.push([id, bank === null ? 'refused' : said(await bank.verifyAtCounter('open', presentation))]);
  }
  return outcomes;
}

function trustOf({ trustList, roots, statusLists, environment, leewaySeconds, minSeq, claim169, statusPolicy }) {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const given = Object.entries({ environment, leewaySeconds, minSeq, claim169, statusPolicy }).filter(([, value]) => (value ?? null) !== null);
  return { trustList: bytes(trustList), roots, statusLists: statusLists.map(bytes), unchallenged: 'accept', ...Object.fromEntries(given) };
}
