// In: a session and what its browser sent. Out: the challenge, the scan's time, the verdict. The order of `verify` is fixed: the
// presentation is verified, then its nonce is taken in one atomic step, then it is accepted and receipted. Decides nothing: the rules do.
// Never reads a verdict, a value or a time from the browser. Any doubt about the store is `store_unavailable`.
import type { Accepted, Evidence } from './acceptance.js';
import { type Asked, type Asking, type PageTrust, pageTrust, type Trust } from './asked.js';
import { randomBytes } from './bytes.js';
import { now as systemNow } from './clock.js';
import { doubtful, trusting } from './doubt.js';
import type { FieldName, Fields } from './field.js';
import { MemoryStore } from './memory_store.js';
import type { Rejected, Verified } from './outcome.js';
import { ChainedLog, type ReceiptLog } from './receipt_log.js';
import type { Place, SignedReceipt } from './receipt.js';
import type { RelyingPartyOptions } from './relying_party_options.js';
import { isRejected, rejected } from './rejection.js';
import type { PresentationRequest } from './request.js';
import { type Case, type OpenCase, Rules, type RulesConfig, serverRejected, Trapped } from './rules.js';
import { StoreError, type Store } from './store.js';
import type { Typed } from './typed.js';
import { WASM_SHA256 } from './wasm/ikd_server_sha256.js';

/** How long a store keeps what it is given: a request's life, ten minutes after the scan, both leeways. */
const LIFE = 900_000;

/** A request with its nonce, for the page, and the text of its challenge, for the wallet. */
export interface Challenged {
  readonly outcome: 'challenge';
  readonly request: PresentationRequest;
  readonly requestHash: string;
  readonly text: string;
  readonly expiresAt: number;
}

/** A scan whose time is held. */
export interface Seen {
  readonly outcome: 'seen';
  /** UNIX seconds: the time that will judge the presentation. */
  readonly at: number;
}

interface Transaction {
  readonly outcome: 'transaction';
  readonly requestHash: string;
  readonly nonce: string;
  readonly taken: string;
  readonly sighting: string;
}

interface Begun extends Challenged {
  readonly nonce: readonly [string, string];
  readonly session: readonly [string, string];
}

/** A relying party's backend. */
export class RelyingParty {
  readonly #rules: Rules;
  readonly #options: RelyingPartyOptions;
  readonly #store: Store;
  readonly #log: ReceiptLog;
  #trust: PageTrust;

  /** @internal */
  constructor(options: RelyingPartyOptions) {
    this.#rules = new Rules(config(options, options.trust));
    this.#options = options;
    this.#store = trusting(options.store ?? new MemoryStore());
    this.#log = options.receipts?.log ?? new ChainedLog();
    this.#trust = pageTrust(options.trust);
  }

  /** The public key in hex that verifies this relying party's receipts, where they are signed. */
  get receiptKey(): string | null {
    return this.#rules.ask((server) => server.receiptKey()) ?? null;
  }

  /**
   * Goes on with newer lists.
   *
   * @example
   * setInterval(async () => rp.renew(await readTrust()), 3_600_000);
   */
  renew(trust: Trust): void {
    this.#rules.renew(config(this.#options, trust));
    this.#trust = pageTrust(trust);
  }

  /**
   * What a page shows before anything begins: a request, and the lists for its own verifier. It begins nothing and holds no secret.
   *
   * @example
   * const { name, request, trust } = await rp.request({ name: 'open-account', language: 'en' });
   */
  request({ name, language = 'id' }: Asking = {}): Promise<Asked | Rejected> {
    requireTexts({ language, ...(name !== undefined && { name }) });
    return this.#safely(async () => {
      const asked = this.#rules.ask((server) => server.asked(name, language)) as Omit<Asked, 'trust'> | Rejected;
      return isRejected(asked) ? asked : { ...asked, trust: this.#trust };
    });
  }

  /**
   * What a person typed instead of showing a code, where the request asks for it. Verifies nothing, and makes no receipt.
   *
   * @example
   * const typed = await rp.typed('open-account-id', { nik: '3171011708950003', nama: 'Budi Santoso' });
   */
  typed(request: string, fields: Readonly<Record<string, string>>): Promise<Typed | Rejected> {
    requireTexts({ ...fields, request });
    return this.#safely(async () => {
      const refusal = this.#rules.ask((server) => server.typed(request, Object.keys(fields))) as Rejected | undefined;
      return refusal ?? { outcome: 'manual', source: 'manual', request, fields };
    });
  }

  /**
   * Begins: a request of this name with a new nonce, which is bound to the session. The session's request before it counts no longer.
   *
   * @example
   * const challenge = await rp.challenge(sessionId, 'open-account', { fields: ['nik', 'nama'] });
   */
  challenge(session: string, request: string, { fields }: { readonly fields?: readonly FieldName[] } = {}): Promise<Challenged | Rejected> {
    requireTexts({ session, request });
    return this.#safely(async () => {
      const chosen = fields === undefined ? undefined : [...fields];
      const begun = this.#rules.ask((server) => server.begin(session, request, chosen, randomBytes(16), this.#now())) as Begun | Rejected;
      if (isRejected(begun)) return begun;
      const { nonce, session: current, ...challenge } = begun;
      if (!(await this.#store.add(...nonce, LIFE))) throw new StoreError('failed');
      await this.#store.put(...current, LIFE);
      return challenge;
    });
  }

  /**
   * Holds the time of the scan, by this backend's clock: only of the first, only for the code with this hash.
   *
   * @example
   * await rp.seen(sessionId, outcome.credential.presentationHash);
   */
  seen(session: string, hash: string): Promise<Seen | Rejected> {
    requireTexts({ session, hash });
    return this.#safely(async () => {
      const [record, transaction] = await this.#transaction(session);
      if (isRejected(transaction)) return transaction;
      const [stood, state] = await Promise.all([this.#store.get(transaction.sighting), this.#store.get(transaction.nonce)]);
      if (state === transaction.taken) return this.#foreign(state, session);
      const look = (kept: string | null): (Seen & { readonly store?: string }) | Rejected =>
        this.#rules.ask((server) => server.seen(record, hash, kept ?? undefined, this.#now())) as (Seen & { readonly store?: string }) | Rejected;
      const seen = look(stood);
      if (isRejected(seen) || seen.store === undefined) return seen;
      if (await this.#store.add(transaction.sighting, seen.store, LIFE)) return { outcome: 'seen', at: seen.at };
      return look(await this.#store.get(transaction.sighting));
    });
  }

  /**
   * Why a scanned code that answers another request is refused, by its hash alone: it was used before (`replayed`), in another session
   * (`session_mismatch`), or is none that was accepted here (`nonce_mismatch`). It takes nothing.
   *
   * @example
   * if (outcome.code === 'nonce_mismatch') show(await rp.foreign(sessionId, hash));
   */
  foreign(session: string, hash: string): Promise<Rejected> {
    requireTexts({ session, hash });
    return this.#safely(async () => {
      const key = this.#rules.ask((server) => server.acceptedKey(hash)) as string | Rejected;
      if (isRejected(key)) return key;
      const stood = await this.#store.get(key);
      return this.#rules.ask((server) => server.foreignScan(stood ?? undefined, session)) as Rejected;
    });
  }

  /**
   * Verifies a presentation as the answer to the session's request, and accepts it once. `requestHash`, where the browser sends it, must be
   * that request's.
   *
   * @example
   * const outcome = await rp.verify(sessionId, presentation);
   * if (outcome.outcome === 'verified') await openAccount(outcome.released);
   */
  verify(session: string, presentation: string, { requestHash }: { readonly requestHash?: string } = {}): Promise<Accepted | Rejected> {
    requireTexts({ session, presentation });
    return this.#safely(async () => {
      const [record, transaction] = await this.#transaction(session);
      if (isRejected(transaction)) return transaction;
      if (requestHash !== undefined && requestHash !== transaction.requestHash) return serverRejected('evidence_mismatch');
      const sighting = (await this.#store.get(transaction.sighting)) ?? undefined;
      const judged = this.#rules.judge((server) => server.judge(record, presentation, sighting, this.#now()));
      return this.#closing(judged, async () => {
        const key = judged.ask((open) => open.acceptedKey());
        if (key === undefined) return this.#refused(judged, session);
        const stood = await this.#store.exchange(transaction.nonce, transaction.taken, LIFE);
        // Only who took the nonce says that the code was seen: else one of two at once could take the first, the other the second, and
        // neither be accepted.
        const mayBeFirst = stood !== null && stood !== transaction.taken;
        const isNew = mayBeFirst && (await this.#store.add(key, transaction.taken, LIFE));
        return this.#accepted(judged, (open) => open.accept(session, stood ?? undefined, isNew));
      });
    });
  }

  /**
   * Verifies a code that was made for anybody (`urn:ikd:any`), at a counter: it counts once. Needs `trust.unchallenged: 'accept'`.
   *
   * @example
   * const outcome = await rp.verifyAtCounter('age-check', presentation);
   */
  verifyAtCounter(request: string, presentation: string): Promise<Accepted | Rejected> {
    requireTexts({ request, presentation });
    return this.#safely(() => {
      const judged = this.#rules.judge((server) => server.judgeAtCounter(request, presentation, this.#now()));
      return this.#closing(judged, async () => {
        const key = judged.ask((open) => open.acceptedKey());
        if (key === undefined) return judged.ask((open) => open.refusal()) as Rejected;
        const isNew = await this.#store.add(key, 'counter', LIFE);
        // Asked after the write: a store that lost its memory in between is young.
        const age = Math.min(Math.floor((await this.#store.age(key)) / 1_000), 1e9);
        return this.#accepted(judged, (open) => open.acceptAtCounter(isNew, age));
      });
    });
  }

  async #accepted(judged: OpenCase, accept: (open: Case) => unknown): Promise<Accepted | Rejected> {
    const outcome = judged.ask(accept) as (Verified & { readonly released: Fields }) | Rejected;
    if (isRejected(outcome)) return outcome;
    const evidence = judged.ask((open) => open.evidence()) as Evidence | null;
    const make = (place: Place): SignedReceipt | null =>
      judged.ask((open) => open.receipt(randomBytes(16), place, this.#now())) as SignedReceipt | null;
    const receipt = this.#options.receipts === undefined ? null : await doubtful(this.#log.append(make));
    return { ...outcome, source: 'ikd', evidence, receipt };
  }

  /** A presentation that answers another transaction gets its exact code. */
  async #refused(judged: OpenCase, session: string): Promise<Rejected> {
    const other = judged.ask((open) => open.foreignKey());
    if (other === undefined) return judged.ask((open) => open.refusal()) as Rejected;
    return this.#foreign(await this.#store.get(other), session);
  }

  #foreign(stood: string | null, session: string): Rejected {
    return this.#rules.ask((server) => server.foreign(stood ?? undefined, session)) as Rejected;
  }

  async #transaction(session: string): Promise<[string, Transaction | Rejected]> {
    const record = await this.#store.get(this.#rules.ask((server) => server.sessionKey(session)));
    return [record ?? '', this.#rules.ask((server) => server.transaction(session, record ?? undefined)) as Transaction | Rejected];
  }

  async #closing<T>(judged: OpenCase, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      judged.close();
    }
  }

  #now(): number {
    return (this.#options.clock ?? systemNow)();
  }

  async #safely<T>(work: () => Promise<T>): Promise<T | Rejected> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreError) return serverRejected('store_unavailable');
      if (error instanceof Trapped) return rejected('worker_trapped');
      throw error;
    }
  }
}

/** The module takes texts as they are, and traps on anything else. */
function requireTexts(given: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(given)) if (typeof value !== 'string') throw new TypeError(`${name} is a string.`);
}

function config({ audience, requests, receipts }: RelyingPartyOptions, trust: Trust): RulesConfig {
  const asked = Object.entries(requests).map(([name, { language = 'id', ...template }]) => [name, language, template]);
  return { ...trust, audience, requests: asked, receiptKey: receipts?.key, build: WASM_SHA256 } as unknown as RulesConfig;
}
