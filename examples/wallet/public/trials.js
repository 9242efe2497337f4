// How a code can be made, and what can be tried with it: faults, each with the code that a verifier must answer with, and drawings
// that must still be read.

/** By the issuer for one showing, or by the phone from its own credential. */
export const MODES = Object.freeze(['minted', 'sd']);

/** `code`: what to expect. `mode`: the only mode that can have this fault. The sandbox makes all but `replayed`, which is an old code. */
export const FAULTS = Object.freeze({
  expired: { code: 'expired' },
  revoked: { code: 'revoked' },
  tampered: { code: 'signature_invalid' },
  unknown_issuer: { code: 'issuer_unknown' },
  wrong_audience: { code: 'audience_mismatch' },
  wrong_nonce: { code: 'nonce_mismatch' },
  wrong_holder: { code: 'key_binding_invalid', mode: 'sd' },
  forged_disclosure: { code: 'disclosure_unmatched', mode: 'sd' },
  replayed: { code: 'replayed' },
});

/** A correct code that is hard to read: how its canvas is drawn. Two pixels a module is dense; 1.9 to 1 is a dim screen in the sun. */
export const DRAWINGS = Object.freeze({
  dense: { name: 'dense', pixels: 2 },
  low_contrast: { name: 'low_contrast', dark: '#787878', light: '#a8a8a8' },
  mirrored: { name: 'mirrored', mirrored: true },
});

/** The names of the faults that a code of this mode can have. */
export function faultsOf(mode) {
  return Object.keys(FAULTS).filter((name) => (FAULTS[name].mode ?? mode) === mode);
}
