//! Every limit in one place, each with its reason. Limits count bytes and items, never seconds of work.

/// Characters of a QR's text: the capacity of a version 40-L symbol in alphanumeric mode (ISO/IEC 18004, table 7).
pub const TEXT_CHARS: usize = 4_296;
/// Bytes of the COSE envelope: what Base45 yields from a dense but still filmable symbol (profile §1).
pub const ENVELOPE_BYTES: usize = 2_800;
/// Bytes that a Claim 169 code may hold behind its zlib stream (profile §4): a QR's 2 864 bytes can swell a thousandfold.
pub const CLAIM_169_BYTES: usize = 64 * 1_024;
/// CBOR nesting; the outermost array, map or tag is level 1 (draft-ietf-spice-sd-cwt: "a depth of 16").
pub const CBOR_DEPTH: usize = 16;
/// Bytes of a text map key (draft-ietf-spice-sd-cwt, allowed map keys).
pub const CBOR_KEY_BYTES: usize = 255;
/// Bytes of a signed trust list: 1 000 keys with names and rules take less.
pub const TRUST_LIST_BYTES: usize = 256 * 1_024;
/// Keys of a trust list: each costs a point decompression when the list is loaded.
pub const TRUST_LIST_KEYS: usize = 1_000;
/// Seconds that a trust list may live (profile §8): a leaked key is forgotten after at most so long.
pub const TRUST_LIST_LIFETIME: u64 = 30 * 24 * 3_600;
/// Keys that may share one key id, and so signatures that are tried for one token (RUSTSEC-2023-0053).
pub const KEYS_PER_ID: usize = 4;
/// Bytes of a signed status list: one that does not compress at all, and its headers.
pub const STATUS_LIST_BYTES: usize = STATUS_LIST_INFLATED + 8 * 1_024;
/// Bytes of a status list's statuses: two million of one bit, or one million of two.
pub const STATUS_LIST_INFLATED: usize = 256 * 1_024;
/// Status lists that a host may give at once: each costs a signature and its inflated bytes in memory.
pub const STATUS_LISTS: usize = 32;
/// Seconds after which a status list says nothing new: as long as a credential may live without any status (profile §4).
pub const STATUS_AGE_MOST: u64 = 72 * 3_600;
/// The shortest ttl that counts. A list of less would be stale before it was read.
pub const STATUS_AGE_LEAST: u64 = 60;
/// Pinned roots: the one in use and the one that replaces it (profile §8).
pub const ROOTS: usize = 2;
/// Seconds between issue and expiry of a minted token (profile §4): what IKD's own dynamic QR lives.
pub const MINTED_LIFETIME: u64 = 90;
/// Seconds between issue and expiry of a holder's key binding token (profile §4).
pub const BINDING_LIFETIME: u64 = 90;
/// Seconds that an SD-CWT with a status list may live (profile §4): a stolen phone's credential can be revoked.
pub const CREDENTIAL_LIFETIME: u64 = 30 * 24 * 3_600;
/// Seconds that an SD-CWT without a status list may live (profile §4): nothing but its expiry ends it.
pub const STATELESS_LIFETIME: u64 = 72 * 3_600;
/// Seconds that a Claim 169 code may count: it is printed on a card, and no card counts for more than ten years
/// (Regulation (EU) 2019/1157 Art. 4; ten years hold three leap days at most).
pub const CLAIM_169_LIFETIME: u64 = (10 * 365 + 3) * 24 * 3_600;
/// Digests of an SD-CWT, over all its maps (profile §4).
pub const DIGESTS: usize = 24;
/// Disclosures of a presentation: one a digest.
pub const DISCLOSURES: usize = 24;
/// Bytes of a digest, SHA-256.
pub const DIGEST_BYTES: usize = 32;
/// Bytes of a disclosure's salt, 128 bits (draft-ietf-spice-sd-cwt, salt).
pub const SALT_BYTES: usize = 16;
/// Seconds of clock difference that are forgiven unless the relying party says otherwise (profile §5).
pub const LEEWAY: u64 = 60;
/// The most seconds of clock difference that a relying party may forgive (profile §5).
pub const LEEWAY_MOST: u64 = 120;
/// Seconds from now to the latest `expiresAt` of a request (profile §6).
pub const REQUEST_LIFETIME: u64 = 120;
/// The largest time that is accepted: the largest whole number that JSON and JavaScript carry exactly, 2^53 − 1.
pub const TIME_MOST: u64 = (1 << 53) - 1;
/// 2026-11-01T00:00:00Z: a device whose own clock says less is wrong, because this release did not exist.
pub const RELEASED_AT: u64 = 1_793_491_200;
/// Bytes of a nonce, 128 bits (draft-ietf-spice-sd-cwt, cnonce).
pub const NONCE_BYTES: usize = 16;
/// Bytes of a relying party's key for pseudonyms: the output of SHA-256, below which a key weakens HMAC (RFC 2104 §3).
pub const PSEUDONYM_KEY_BYTES: usize = 32;
/// Comparisons that are remembered: more than a counter makes while a code lives (90 s and twice the leeway).
pub const TRIES: usize = 1_024;
/// Bytes of one text in a request: a consent screen's paragraph.
pub const REQUEST_TEXT_BYTES: usize = 1_000;
/// Seconds from the scan to the evidence, which is judged at the scan: the time to read a consent screen.
pub const SEEN_LIFETIME: u64 = 600;
/// Seconds for which a backend's store keeps what it knows of a request: its life, the time after the scan, both leeways, and a
/// minute for stores whose clocks are not exact.
pub const STORED_LIFETIME: u64 = REQUEST_LIFETIME + SEEN_LIFETIME + LEEWAY_MOST + 60;
/// Bytes of a session's name: a cookie's longest value would be 4 096, no session's is.
pub const SESSION_BYTES: usize = 256;
/// Characters of a field that a person types instead: the longest field of a card, an address, is shorter.
pub const TYPED_CHARS: usize = 512;
/// Bytes of a signed receipt: its texts are a request's.
pub const RECEIPT_BYTES: usize = 64 * 1_024;
/// Seconds in which processing must end after a withdrawal, 3 × 24 hours (UU 27/2022 Art. 40(2)).
pub const WITHDRAWAL_SECONDS: u64 = 3 * 24 * 3_600;
