// In: the kind of a QR that is not ours, as a rejection's `detail.kind` tells it. Out: the sentence that explains it.

/** Every kind and its sentence. Kept equal to test-vectors/kinds.json by a test. */
export const KINDS = {
  ikd_challenge: {
    id: 'ini kode permintaan; dompet pemegang yang memindainya, bukan pihak peminta',
    en: "this is a challenge; the holder's wallet scans it, not the relying party",
  },
  dukcapil_document_url: {
    id: 'ini tautan pada dokumen cetak Dukcapil; tautannya tidak dibuka',
    en: 'this is the link on a document printed by Dukcapil; it was not opened',
  },
  url: {
    id: 'ini alamat web; alamatnya tidak dibuka',
    en: 'this is a web address; it was not opened',
  },
  eu_dcc: {
    id: 'ini Sertifikat COVID Digital Uni Eropa, bukan dokumen identitas',
    en: 'this is an EU Digital COVID Certificate, not an identity document',
  },
  smart_health_card: {
    id: 'ini SMART Health Card, bukan dokumen identitas',
    en: 'this is a SMART Health Card, not an identity document',
  },
  philsys: {
    id: 'ini QR PhilSys, kartu identitas Filipina; kode ini tidak diperiksa di sini',
    en: 'this is the QR of PhilSys, the national ID of the Philippines; it is not verified here',
  },
  claim_169: {
    id: 'ini sepertinya QR identitas MOSIP (Claim 169); pihak peminta ini tidak menerimanya',
    en: 'this seems to be a MOSIP identity QR (Claim 169); this relying party does not take it',
  },
  other: {
    id: 'ini QR jenis lain; QR dari aplikasi IKD hanya dapat dibaca aplikasi IKD, dan QR aktivasi hanya di kantor Dukcapil',
    en: 'this is another kind of QR; one of the IKD app is read by the IKD app only, and an activation QR at a Dukcapil office only',
  },
  ikd_app: {
    id: 'ini QR aplikasi IKD; hanya aplikasi IKD yang dapat membacanya',
    en: 'this is the QR of the IKD app; only the IKD app reads it',
  },
  dukcapil_activation: {
    id: 'ini QR aktivasi IKD; pindai di kantor Dukcapil dengan aplikasi IKD',
    en: 'this is the activation QR of IKD; it is scanned at a Dukcapil office with the IKD app',
  },
} as const;

/** What a QR that is not IKD-QR 1 seems to be. `ikd_app` and `dukcapil_activation` are never told before a sign of them is public. */
export type Kind = keyof typeof KINDS;

/**
 * What a screen says of a QR that was recognised and not opened, in Indonesian or in English. A kind that this version does not know is `other`.
 *
 * @example
 * if (outcome.code === 'not_an_ikd_qr') show(kindSentence(outcome.detail?.kind, 'id'));
 */
export function kindSentence(kind: unknown, language: 'id' | 'en'): string {
  return (isKind(kind) ? KINDS[kind] : KINDS.other)[language];
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind);
}
