// What this bank asks for when somebody opens an account, in the language the page shows (profile.md section 6).
// The list follows the customer data of POJK 8/2023 Art. 25 that a KTP holds. Not asked: agama, golongan_darah, foto.
// An optional field may be left out here and typed in the bank's form instead.

const TEXTS = {
  id: {
    purpose: 'Membuka rekening tabungan',
    processingPeriod: 'Selama pembukaan rekening, paling lama 7 hari',
    rights: 'Anda dapat melihat, memperbaiki, menarik persetujuan, dan meminta penghapusan data setelah masa simpan.',
    relevance: {
      nik: 'Nomor identitas yang wajib dicatat bank untuk setiap nasabah',
      nama: 'Nama pemilik rekening',
      tempat_lahir: 'Membedakan nasabah yang namanya sama',
      tanggal_lahir: 'Memastikan usia dan membedakan nasabah',
      jenis_kelamin: 'Data nasabah yang wajib dicatat bank',
      kewarganegaraan: 'Menentukan aturan pajak dan pelaporan',
      alamat: 'Alamat surat dan kartu',
      wilayah: 'Kabupaten atau kota dari alamat',
      pekerjaan: 'Mengisi profil nasabah; boleh diketik sendiri nanti',
      status_perkawinan: 'Mengisi profil nasabah; boleh diketik sendiri nanti',
    },
  },
  en: {
    purpose: 'Open a savings account',
    processingPeriod: 'While the account is opened, at most 7 days',
    rights: 'You may see and correct your data, withdraw consent, and have it deleted once the retention time is over.',
    relevance: {
      nik: 'The identity number that a bank must record for each customer',
      nama: 'The name of the account holder',
      tempat_lahir: 'Tells customers of the same name apart',
      tanggal_lahir: 'Shows the age and tells customers apart',
      jenis_kelamin: 'Customer data that a bank must record',
      kewarganegaraan: 'Decides the tax and reporting rules',
      alamat: 'Where letters and the card are sent',
      wilayah: 'The regency or city of the address',
      pekerjaan: 'Fills in the customer profile; you may type it later',
      status_perkawinan: 'Fills in the customer profile; you may type it later',
    },
  },
};

const OPTIONAL = new Set(['pekerjaan', 'status_perkawinan']);

/** The requests by name, as `createRelyingParty` takes them. `audience`: the bank's origin, from configuration. */
export function accountRequests(audience) {
  return Object.fromEntries(Object.keys(TEXTS).map((language) => [`open-account-${language}`, accountRequest(audience, language)]));
}

function accountRequest(audience, language) {
  const { purpose, processingPeriod, rights, relevance } = TEXTS[language];
  return {
    language,
    relyingParty: { id: audience, name: 'Bank Contoh', privacyUrl: `${audience}/privasi`, contact: 'privasi@bank.example' },
    document: 'ktp',
    purpose,
    legalBasis: 'legal_obligation',
    fields: Object.entries(relevance).map(([name, why]) => ({ name, required: !OPTIONAL.has(name), relevance: why })),
    retention: 'P5Y',
    processingPeriod,
    rights,
  };
}
