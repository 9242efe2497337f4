// In: a ready profile. Out: the sandbox's request for it in both languages, by name. What a real relying party asks, and why, it says itself.
import type { Profile } from './linter.js';
import type { RequestTemplate } from './relying_party_options.js';

const TEXTS = {
  id: {
    name: 'Sandbox (data uji)',
    purpose: 'Mencoba verifikasi ID QR; ini bukan layanan resmi',
    processingPeriod: 'Selama percobaan ini',
    rights: 'Tidak ada data orang yang diproses: dompet uji menunjukkan orang rekaan.',
  },
  en: {
    name: 'Sandbox (test data)',
    purpose: 'Trying out the verification of an ID QR; this is no real service',
    processingPeriod: 'While you try it',
    rights: 'No data of a person is processed: the test wallet shows people who do not exist.',
  },
} as const;

/** Specific personal data (UU 27/2022 Art. 4(2)) is asked for with a reason of its own. */
const PORTRAIT = { id: 'Petugas membandingkan wajah dengan foto', en: 'The staff compare the face with the portrait' } as const;

/** The profile's requests: its name with `-id` and `-en`. */
export function sandboxRequests(profile: Profile, audience: string): Readonly<Record<string, RequestTemplate>> {
  const request = (language: 'id' | 'en'): [string, RequestTemplate] => [`${profile.name}-${language}`, template(profile, audience, language)];
  return Object.fromEntries([request('id'), request('en')]);
}

function template(profile: Profile, audience: string, language: 'id' | 'en'): RequestTemplate {
  const { name, ...texts } = TEXTS[language];
  const [legalBasis = 'consent'] = profile.legalBases;
  const fields = profile.pick === 'one' ? profile.fields.slice(0, 1) : profile.fields;
  return {
    ...texts,
    language,
    relyingParty: { id: audience, name, privacyUrl: `${audience}/privacy`, contact: 'sandbox@sandbox.example' },
    document: profile.document,
    legalBasis,
    fields: fields.map((field) => ({ ...field, relevance: (field.name === 'foto' ? PORTRAIT : profile.source)[language] })),
    retention: 'P1D',
  };
}
