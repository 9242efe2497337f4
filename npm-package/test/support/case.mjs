// In: the package's entries. Out: a request, its verifier, and codes minted for it by the sandbox, all around the real time.

/** What the tests ask of the sandbox's person. */
export const FIELDS = ['nik', 'nama', 'usia_18'];

/** A request that is current at `now`. */
export function request(now) {
  return {
    relyingParty: { id: 'https://bank.example', name: 'Bank Contoh', privacyUrl: 'https://bank.example/privacy', contact: 'dpo@bank.example' },
    document: 'ktp',
    purpose: 'Membuka rekening',
    legalBasis: 'contract',
    fields: FIELDS.map((name) => ({ name, required: name !== 'usia_18', relevance: `Mengapa ${name}` })),
    retention: 'P5Y',
    processingPeriod: 'P5Y',
    rights: 'https://bank.example/rights',
    nonce: '00112233445566778899aabbccddeeff',
    expiresAt: now + 100,
  };
}

/** A verifier with the sandbox's trust list, and what to mint codes for it with. Runs in Node and in a page alike. */
export async function openCase({ createVerifier, openSandbox }, options = {}) {
  const now = Math.floor(Date.now() / 1000);
  const sandbox = await openSandbox();
  const trust = sandbox.trust(now);
  const verifier = await createVerifier({ ...trust, environment: 'sandbox', request: request(now), ...options });
  const challenge = await verifier.challenge(FIELDS, { now });
  const mint = (fault = 'none', fields = FIELDS) => sandbox.mint(challenge.text, fields, now, fault);
  return { now, sandbox, trust, verifier, challenge, mint };
}
