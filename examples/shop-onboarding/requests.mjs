// What the shop asks: one age flag for a game, and a name and an address for the parcel. Both follow the ready profiles; the parcel's
// request adds the NIK as a choice, of which the backend keeps a keyed pseudonym and nothing else.

import { readyProfiles } from 'ikd-verify/lint';

const TEXTS = {
  id: {
    age: { purpose: 'Menjual gim berklasifikasi usia 18+', retention: 'P1D', processingPeriod: 'Saat Anda berbelanja', relevance: { usia_18: 'Gim ini hanya untuk 18 tahun ke atas; tanggal lahir tidak diminta' } },
    delivery: {
      purpose: 'Mengirim pesanan Anda',
      retention: 'P3M',
      processingPeriod: 'Sampai masa pengembalian barang berakhir',
      relevance: {
        nama: 'Nama pada label paket',
        alamat: 'Ke mana kurir mengantar',
        wilayah: 'Kota atau kabupaten dan provinsi pada label paket',
        nik: 'Hanya dihitung menjadi nomor pelanggan yang tidak dapat dibaca kembali; toko tidak menyimpan NIK',
      },
    },
    rights: 'Anda dapat melihat, memperbaiki, menarik persetujuan, dan meminta penghapusan data.',
  },
  en: {
    age: { purpose: 'Sell a game that is rated 18+', retention: 'P1D', processingPeriod: 'While you shop', relevance: { usia_18: 'This game is for ages 18 and over; no birth date is asked' } },
    delivery: {
      purpose: 'Deliver your order',
      retention: 'P3M',
      processingPeriod: 'Until goods can no longer be returned',
      relevance: {
        nama: 'The name on the label of the parcel',
        alamat: 'Where the courier brings it',
        wilayah: 'The city or regency and province on the label',
        nik: 'Only computed into a customer number that nobody can read back; the shop keeps no NIK',
      },
    },
    rights: 'You may see and correct your data, withdraw consent, and have it deleted.',
  },
};

/** The requests by name, for both languages. */
export async function shopRequests(audience) {
  const profiles = Object.fromEntries((await readyProfiles()).map((profile) => [profile.name, profile]));
  const made = Object.entries(TEXTS).flatMap(([language, { age, delivery, rights }]) => {
    const common = { language, document: 'ktp', rights, relyingParty: { id: audience, name: 'Toko Contoh', privacyUrl: `${audience}/privasi`, contact: 'privasi@shop.example' } };
    const gate = profiles['age-gate'].fields.filter(({ name }) => name === 'usia_18');
    const parcel = [...profiles.delivery.fields, { name: 'nik', required: false }];
    return [
      [`age-gate-${language}`, { ...common, ...terms(age, gate), legalBasis: 'consent' }],
      [`delivery-${language}`, { ...common, ...terms(delivery, parcel), legalBasis: 'contract' }],
    ];
  });
  return Object.fromEntries(made);
}

function terms({ relevance, ...texts }, fields) {
  return { ...texts, fields: fields.map(({ name, required }) => ({ name, required, relevance: relevance[name] })) };
}
