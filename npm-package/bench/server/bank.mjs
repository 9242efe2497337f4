// What the measured bank asks for, and its lists. The codes are minted natively by the same sandbox, whose keys are always the same.
import { openSandbox } from '../../dist/sandbox_node.js';

export const AUDIENCE = 'https://bank.example';
export const NAME = 'open-account';

const FIELDS = ['nik', 'nama', 'tanggal_lahir', 'jenis_kelamin', 'alamat'];

/** The request as it is configured. */
export const TEMPLATE = {
  relyingParty: { id: AUDIENCE, name: 'Bank', privacyUrl: 'https://bank.example/p', contact: 'dpo@bank.example' },
  document: 'ktp',
  purpose: 'Membuka rekening',
  legalBasis: 'legal_obligation',
  fields: FIELDS.map((name) => ({ name, required: true, relevance: 'POJK 8/2023' })),
  retention: 'P5Y',
  processingPeriod: 'P1D',
  rights: 'dpo@bank.example',
};

/** The lists of now. */
export async function trust() {
  return (await openSandbox()).trust(Math.floor(Date.now() / 1000));
}
