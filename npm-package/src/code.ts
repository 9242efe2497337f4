// In: nothing. Out: every stable code of profile §9. The list may grow; a name never changes.

/** Every code, in pipeline order. Kept equal to test-vectors/codes.json by a test. */
export const CODES = [
  'not_an_ikd_qr', 'text_too_long', 'base45_malformed', 'envelope_too_large', 'compression_malformed', 'compression_too_large',
  'cbor_malformed',
  'not_cose_sign1', 'header_malformed', 'header_critical', 'algorithm_missing', 'algorithm_unsupported', 'key_id_missing',
  'type_unexpected', 'payload_detached',
  'signature_invalid', 'issuer_unknown', 'issuer_mismatch', 'issuer_key_not_current', 'issuer_key_revoked', 'key_use_not_allowed',
  'sandbox_not_allowed', 'trust_list_malformed', 'trust_list_untrusted', 'trust_list_expired', 'trust_list_rolled_back',
  'trust_list_forked',
  'claim_missing', 'claim_malformed', 'time_order', 'lifetime_too_long', 'document_unexpected', 'audience_mismatch',
  'nonce_missing', 'nonce_mismatch',
  'expired', 'not_yet_valid', 'issued_in_future', 'clock_implausible',
  'disclosure_malformed', 'disclosure_unmatched', 'disclosure_duplicate', 'disclosure_conflict', 'disclosure_limit',
  'sd_algorithm_unsupported',
  'key_binding_missing', 'key_binding_malformed', 'key_binding_invalid', 'holder_key_unsupported',
  'revoked', 'suspended', 'status_missing', 'status_unknown', 'status_list_untrusted', 'status_list_expired',
  'status_index_out_of_range',
  'request_malformed', 'request_expired', 'field_not_requested', 'required_field_not_offered', 'consent_refused', 'match_spent',
  'nonce_unknown', 'replayed', 'session_mismatch', 'evidence_mismatch', 'store_unavailable', 'rate_limited', 'session_missing',
  'evidence_malformed',
  'frame_invalid', 'frame_over_budget', 'several_codes', 'structured_append',
  'camera_denied', 'camera_blocked_by_policy', 'camera_in_use', 'camera_missing', 'camera_lost', 'insecure_context',
  'in_app_browser', 'wasm_blocked', 'wasm_integrity', 'wasm_load', 'worker_lost', 'worker_trapped',
  'backend_unreachable',
] as const;

/** A stable code: why a presentation was rejected. */
export type Code = (typeof CODES)[number];
