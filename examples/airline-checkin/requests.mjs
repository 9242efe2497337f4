// What the airline asks: of an adult the name alone, of a child the card for children and the birth date, with a parent's consent (UU 27/2022
// Art. 25). The portrait is a choice. The base is the ready profile `airline-checkin`; its age flags know no 2 and no 12, so they are left out.

import { readyProfiles } from 'ikd-verify/lint';

const TEXTS = {
  id: {
    purpose: 'Melapor untuk penerbangan Anda',
    childPurpose: 'Melapor untuk penerbangan anak Anda',
    processingPeriod: 'Sampai penerbangan berangkat',
    rights: 'Anda dapat melihat, memperbaiki, menarik persetujuan, dan meminta penghapusan data.',
    relevance: {
      nama: 'Dibandingkan dengan nama pada pemesanan; jawabannya hanya ya atau tidak',
      tanggal_lahir: 'Memeriksa tarif bayi (di bawah 2 tahun) atau anak (di bawah 12 tahun) pada hari terbang',
      foto: 'Petugas membandingkan wajah Anda dengan foto di gerbang; foto dihapus setelah dilihat. Tanpa foto, tunjukkan KTP Anda.',
    },
  },
  en: {
    purpose: 'Check in for your flight',
    childPurpose: "Check in for your child's flight",
    processingPeriod: 'Until the flight has left',
    rights: 'You may see and correct your data, withdraw consent, and have it deleted.',
    relevance: {
      nama: 'Compared with the name in the booking; the answer is only yes or no',
      tanggal_lahir: 'Checks the fare of an infant (under 2) or of a child (under 12) on the day of the flight',
      foto: 'The staff compare your face with the portrait at the gate; it is erased once looked at. Without it, show your card.',
    },
  },
};

/** The requests by name, for both languages. */
export async function checkInRequests(audience) {
  const profile = (await readyProfiles()).find(({ name }) => name === 'airline-checkin');
  const base = profile.fields.filter(({ name }) => !name.startsWith('usia_'));
  const made = Object.entries(TEXTS).flatMap(([language, { purpose, childPurpose, relevance, ...texts }]) => {
    const told = (fields) => fields.map(({ name, required }) => ({ name, required, relevance: relevance[name] }));
    const relyingParty = { id: audience, name: 'Contoh Air', privacyUrl: `${audience}/privasi`, contact: 'privasi@airline.example' };
    const common = { language, relyingParty, retention: 'P1D', ...texts };
    const ofChild = [...base, { name: 'tanggal_lahir', required: true }];
    return [
      [`check-in-adult-${language}`, { ...common, document: profile.document, purpose, legalBasis: 'contract', fields: told(base) }],
      [`check-in-child-${language}`, { ...common, document: 'kia', purpose: childPurpose, legalBasis: 'consent', fields: told(ofChild) }],
    ];
  });
  return Object.fromEntries(made);
}
