// In: the entry `ikd-verify/testing`. Out: a fake session in each state that a person can meet. Runs in a page and in Node alike.

const RECEIPT = {
  profile: 'id-pdp/1',
  issued_at: 1_800_000_000,
  receipt_metadata: { schema_version: '1', receipt_id: '00112233445566778899aabbccddeeff' },
  event: [],
  log: { log_id: '0011223344556677', number: 0, previous: '00' },
  pii_processing: {
    privacy_notice: 'https://bank.example/privasi',
    language: 'id',
    purposes: [
      {
        purpose: 'Membuka rekening',
        lawful_basis: 'contract',
        pii_information: [{ pii_type: 'nik', pii_optional: false, special_pii_category: false }],
        pii_controllers: ['https://bank.example'],
        collection_method: 'IKD-QR 1',
        retention_period: 'P5Y',
        processing_period: 'P7D',
        withdrawal_method: 'dpo@bank.example',
        privacy_rights: 'dpo@bank.example',
      },
    ],
  },
  party_identification: [{ party_id: 'https://bank.example', party_name: 'Bank Contoh', party_role: 'controller', party_contact: 'dpo@bank.example', party_url: 'https://bank.example' }],
};

const PAUSES = ['camera_denied', 'camera_blocked_by_policy', 'camera_in_use', 'camera_missing', 'camera_lost', 'insecure_context', 'in_app_browser'];

const toChallenge = (session) => session.agree();
const toCamera = (session) => (toChallenge(session), session.scan(), session.allow());
const toConsent = (session) => (toCamera(session), session.reads());

/** By name: what is done to a started session. The name's first part is the state that it ends in. */
export const WAYS = {
  asking: () => {},
  challenge: toChallenge,
  priming: (session) => (toChallenge(session), session.scan()),
  searching: toCamera,
  ...Object.fromEntries(
    ['too_far', 'too_close', 'too_dense', 'too_dark', 'faint', 'glare', 'blurred', 'cut_off', 'several', 'part', 'foreign', 'expired', 'unreadable'].map((name) => [
      `hint ${name}`,
      (session) => (toCamera(session), session.hints(name)),
    ]),
  ),
  ...Object.fromEntries(PAUSES.map((code) => [`paused ${code}`, (session) => (toCamera(session), session.fails(code, 'environment'))])),
  consent: toConsent,
  'consent from a picture': (session) => (toChallenge(session), session.present(new Blob([]))),
  'consent with more and less': (session) => (session.choose(['pekerjaan']), toCamera(session), session.reads(['nik', 'nama', 'agama'])),
  done: (session) => (toConsent(session), session.share(['nik', 'nama'])),
  'done by the other way': (session) => session.leave(),
  'failed refused': (session) => session.refuse(),
  'failed replayed': (session) => (toCamera(session), session.fails('replayed', 'refused')),
  'failed signature_invalid': (session) => (toCamera(session), session.fails('signature_invalid', 'untrusted')),
};

/** A session in that state; `options` are those of `fakeSession`. */
export function inState(fakeSession, way, options = {}) {
  const session = fakeSession({ receipt: RECEIPT, onUnavailable: () => null, ...options });
  void session.start();
  WAYS[way](session);
  return session;
}
