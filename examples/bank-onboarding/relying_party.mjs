// The bank's side of one presentation: begin → challenge → seen → verify. `clock`: () → UNIX seconds.
// Verdicts come from ikd-verify; this file adds what only a server knows: whose nonce, which scan, taken or not.
// Order of `verify`: the presentation first, then the scan's hash, then the nonce is taken, then accept (profile.md section 9, "server").
// Never reads a verdict, a field value or a time from the browser.

import { createVerifier } from 'ikd-verify';
import { accountRequest } from './request.mjs';
import { SEEN_FOR } from './nonces.mjs';
import { receipt } from './receipt.mjs';

const REQUEST_LIFE = 120;

export class RelyingParty {
  #audience;
  #trust;
  #nonces;
  #clock;

  constructor({ audience, trust, nonces, clock }) {
    this.#audience = audience;
    this.#trust = trust;
    this.#nonces = nonces;
    this.#clock = clock;
  }

  /** A request with a new nonce, and the lists that the page checks with. */
  async begin(session, language) {
    const now = this.#clock();
    const record = this.#nonces.issue(session, now + REQUEST_LIFE, now);
    if (!record) return rejected('store_unavailable', 'environment');
    const { nonce, expiresAt } = record;
    record.request = accountRequest({ audience: this.#audience, language, nonce, expiresAt });
    const { trustList, statusLists, ...trust } = await this.#trust.at(now);
    return { request: record.request, trust: { ...trust, trustList: hex(trustList), statusLists: statusLists.map(hex) } };
  }

  /** The challenge that asks the wallet for the required fields and the chosen ones. */
  async challenge(session, chosen) {
    const record = this.#nonces.of(session);
    // Consent comes before the scan: what was scanned cannot be given another choice.
    if (!record || record.seen) return rejected('nonce_unknown');
    const required = record.request.fields.filter((field) => field.required).map((field) => field.name);
    const fields = [...new Set([...required, ...chosen])];
    const verifier = await this.#verifier(record.request);
    try {
      const answer = await verifier.challenge(fields, { now: this.#clock() });
      if (answer.outcome === 'rejected') return answer;
      record.consented = fields;
      return { outcome: 'challenge', text: answer.text, size: answer.size, modules: Array.from(answer.modules) };
    } finally {
      verifier.close();
    }
  }

  /** The scan's hash, at this clock's time. Freshness is judged here, so that reading the consent screen costs nothing. */
  seen(session, hash) {
    const now = this.#clock();
    const record = this.#nonces.of(session);
    if (!record || !record.consented) return rejected('nonce_unknown');
    if (record.taken) return rejected('replayed');
    if (!record.seen && now >= record.expiresAt) return rejected('request_expired');
    return this.#nonces.see(record, hash, now) ? { outcome: 'seen' } : rejected('evidence_mismatch');
  }

  /** What a scan with a foreign nonce was: another session's code, one that was taken before, or one that is not ours at all. */
  foreign(session, hash) {
    if (!this.#nonces.of(session)) return rejected('nonce_unknown');
    const owner = this.#nonces.seenAs(hash);
    if (owner && owner.session !== session) return rejected('session_mismatch');
    return owner?.taken ? rejected('replayed') : rejected('nonce_mismatch', 'untrusted');
  }

  /** The verdict, and the released fields. */
  async verify(session, presentation) {
    const record = this.#nonces.of(session);
    if (!record || !record.consented) return rejected('nonce_unknown');
    const now = this.#clock();
    const verifier = await this.#verifier(record.request);
    try {
      const verified = await verifier.verify(presentation, { now: record.seen?.at ?? now, clock: 'server' });
      if (verified.outcome === 'rejected') return await this.#elsewhere(verified, session, presentation);
      return await this.#accept({ record, verified, requestHash: verifier.requestHash, now });
    } finally {
      verifier.close();
    }
  }

  async #accept({ record, verified, requestHash, now }) {
    const { credential } = verified;
    try {
      if (record.seen?.hash !== credential.presentationHash) return rejected('evidence_mismatch');
      if (now > record.seen.at + SEEN_FOR) return rejected('request_expired');
      const wanted = record.consented.filter((name) => credential.offered.includes(name));
      const released = await credential.release(wanted);
      if (released.outcome === 'rejected') return released;
      if (!this.#nonces.take(record)) return rejected('replayed');
      const paper = receipt({ request: record.request, requestHash, verified, fields: wanted, now });
      return { outcome: 'verified', fields: released.fields, receiptId: paper.receiptId, receipt: paper, ...facts(verified) };
    } finally {
      credential.close();
    }
  }

  /** A foreign nonce gets its exact code. */
  async #elsewhere(verdict, session, presentation) {
    if (verdict.code !== 'nonce_mismatch') return verdict;
    const verifier = await this.#verifier();
    try {
      const alone = await verifier.verify(presentation, { now: this.#clock(), clock: 'server' });
      if (alone.outcome === 'rejected') return verdict;
      alone.credential.close();
      return this.foreign(session, alone.credential.presentationHash);
    } finally {
      verifier.close();
    }
  }

  async #verifier(request) {
    const trust = await this.#trust.at(this.#clock());
    return createVerifier(request ? { ...trust, request } : trust);
  }
}

function facts({ mode, document, issuer, keyId, issuedAt, expiresAt, levels, warnings, offered }) {
  return { mode, document, issuer, keyId, issuedAt, expiresAt, levels, warnings, offered };
}

function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}

function rejected(code, category = 'refused') {
  return { outcome: 'rejected', code, category };
}
