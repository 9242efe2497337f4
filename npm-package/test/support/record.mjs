// In: a record of test-vectors/verify. Out: the outcome that the package gives for it. Runs in Node and in a page alike.

/** Runs one record; the result is to be deep-equal to its `expect`. */
export async function runRecord(createVerifier, record) {
  const verifier = await createVerifier(options(record));
  try {
    const { credential, ...outcome } = await verifier.verify(record.presentation, { now: record.now, clock: record.clock });
    if (credential === undefined) return outcome;
    const release = await credential.release(chosen(record, credential.offered));
    return release.outcome === 'rejected' ? release : { ...outcome, released: release.fields };
  } finally {
    verifier.close();
  }
}

function options({ trustList, roots, statusLists, ...record }) {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const { minSeq, seen, environment, leewaySeconds, unchallenged, claim169, request, statusPolicy, seenStatusLists } = record;
  const given = { minSeq, seen, environment, leewaySeconds, unchallenged, claim169, request, statusPolicy, seenStatusLists };
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  return { trustList: bytes(trustList), roots, statusLists: statusLists.map(bytes), ...Object.fromEntries(present) };
}

function chosen({ consent, request }, offered) {
  if (consent === 'none') return [];
  if (consent !== 'all') return consent;
  return request?.fields.map(({ name }) => name) ?? offered;
}
