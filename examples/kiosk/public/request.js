// What the counter asks: one age flag and nothing else (profile age-gate), in the language of the page.

const TEXTS = {
  id: {
    name: 'Toko Senja',
    purpose: 'Memastikan pembeli cukup umur',
    relevance: (age) => `Barang ini hanya untuk yang sudah ${age} tahun`,
    processingPeriod: 'Selama transaksi ini',
    rights: 'Tidak ada yang disimpan. Pertanyaan: privasi@toko.example',
  },
  en: {
    name: 'Toko Senja',
    purpose: 'Making sure that the buyer is old enough',
    relevance: (age) => `These goods are for people of ${age} or over`,
    processingPeriod: 'During this purchase',
    rights: 'Nothing is kept. Questions: privasi@toko.example',
  },
};

/** `age`: 17, 18 or 21. */
export function ageRequest(age, language) {
  const { name, relevance, ...texts } = TEXTS[language];
  return {
    ...texts,
    relyingParty: { id: 'https://toko.example', name, privacyUrl: 'https://toko.example/privasi', contact: 'privasi@toko.example' },
    document: 'ktp',
    legalBasis: 'legal_obligation',
    fields: [{ name: `usia_${age}`, required: true, relevance: relevance(age) }],
    retention: 'P1D',
  };
}
