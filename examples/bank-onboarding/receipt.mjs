// A verified presentation → the receipt that the person keeps and the bank files instead of a photocopy.
// Holds names of fields, never a value, and neither the presentation nor a hash of the NIK. Unsigned here: a bank signs it.

import { randomUUID } from 'node:crypto';

export function receipt({ request, requestHash, verified, fields, now }) {
  const { document, issuer, keyId, levels, warnings } = verified;
  return {
    receiptId: randomUUID(),
    issuedAt: now,
    relyingParty: request.relyingParty,
    purpose: request.purpose,
    legalBasis: request.legalBasis,
    retention: request.retention,
    processingPeriod: request.processingPeriod,
    rights: request.rights,
    requestHash,
    document,
    fields,
    issuer,
    keyId,
    levels,
    warnings,
  };
}
