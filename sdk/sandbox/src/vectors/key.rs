//! Keys and signatures (profile §3 and §8; rows K).

use super::case::{Case, ISSUER, NOW, Record, case, entry, issuer, minted, signed};
use crate::cbor::{Cbor, Labels};
use crate::minted;
use crate::signer::Signer;
use crate::trust;

pub fn cases() -> Vec<Record> {
    [signatures(), weak_keys(), key_forms(), entries()].concat()
}

/// The order of the base point, little-endian (RFC 8032 §5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// A signature whose S is larger by the group's order: the same equation, another text.
fn malleated(signature: &[u8]) -> Vec<u8> {
    let mut bytes = signature.to_vec();
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        carry = sum >> 8;
        *byte = sum.to_le_bytes()[0];
    }
    bytes
}

fn signatures() -> Vec<Record> {
    let token = minted::token(&minted(), &issuer());
    let own = issuer().sign(&token.to_be_signed());
    let refused = |id: &str, flag: &'static str, signature: &[u8]| {
        case(id, &[flag]).token(&token.with_signature(signature.into())).rejects("signature_invalid")
    };
    let stranger = Signer::named("stranger").sign(&token.to_be_signed());
    let flipped = |at: usize| {
        own.iter().enumerate().map(|(index, byte)| if index == at { byte ^ 1 } else { *byte }).collect::<Vec<_>>()
    };
    vec![
        refused("k04-no-signature", "K04", &[]),
        refused("k04-63-bytes", "K04", &own[..63]),
        refused("k04-65-bytes", "K04", &[&own[..], &[0]].concat()),
        refused("k04-96-bytes", "K04", &[&own[..], &[0; 32]].concat()),
        refused("k05-s-plus-l", "K05", &malleated(&own)),
        refused("k08-r-bit", "K08", &flipped(0)),
        refused("k08-s-bit", "K08", &flipped(63)),
        refused("signed-by-a-stranger", "K08", &stranger),
        refused("k05-zero-signature", "K05", &[0; 64]),
    ]
}

/// A list that holds this COSE_Key beside the issuer's is refused whole.
fn refused_key(id: &str, flag: &'static str, key: Cbor) -> Record {
    let list = signed(&[entry(), entry().with(2, key)]);
    let reason = serde_json::json!({"reason": "key"});
    case(id, &[flag]).list(&list).minted(&minted()).rejects_with("trust_list_malformed", reason)
}

/// An Ed25519 COSE_Key of these bytes.
fn okp(x: Vec<u8>) -> Cbor {
    Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, Cbor::Bytes(x))])
}

/// A point of order 8.
const ORDER_8: [u8; 32] = [
    0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53,
    0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
];

/// Public keys that anybody can sign for, or that have two encodings.
fn weak_keys() -> Vec<Record> {
    let point = |first: u8, rest: u8, last: u8| okp([vec![first], vec![rest; 30], vec![last]].concat());
    vec![
        refused_key("k06-all-zero", "K06", okp(vec![0; 32])),
        refused_key("k06-neutral", "K06", point(1, 0, 0)),
        refused_key("k06-order-2", "K06", point(0xec, 0xff, 0x7f)),
        refused_key("k06-order-8", "K06", okp(ORDER_8.into())),
        refused_key("k06-not-canonical", "K06", point(0xec, 0xff, 0xff)),
        // y = p + 3 is the point of y = 3, which is not weak: only its encoding is wrong.
        refused_key("k06-y-equals-p-plus-3", "K06", point(0xf0, 0xff, 0x7f)),
        refused_key("k06-y-equals-p", "K06", point(0xed, 0xff, 0x7f)),
        refused_key("k07-31-bytes", "K07", okp(vec![9; 31])),
        refused_key("k07-33-bytes", "K07", okp(vec![9; 33])),
        refused_key("k07-off-the-curve", "K07", point(2, 0, 0)),
    ]
}

/// Keys of other kinds, and what may stand beside an Ed25519 key.
fn key_forms() -> Vec<Record> {
    let bytes = |byte: u8, length: usize| Cbor::Bytes(vec![byte; length]);
    let other = |kind: i64, curve: i64, length: usize| {
        Cbor::labels([(1, Cbor::Int(kind)), (-1, Cbor::Int(curve)), (-2, bytes(9, length)), (-3, bytes(2, length))])
    };
    let own = |more: Vec<(i64, Cbor)>| {
        let key = [(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, Cbor::Bytes(issuer().public_key().into()))];
        Cbor::labels(key.into_iter().chain(more))
    };
    let whole =
        own(vec![(2, Cbor::Bytes(issuer().key_id())), (3, Cbor::Int(-19)), (4, Cbor::Array(vec![Cbor::Int(2)]))]);
    vec![
        refused_key("s08-p-256-key", "S08", other(2, 1, 32)),
        refused_key("s08-ed448-key", "S08", other(1, 7, 57)),
        refused_key("s08-x25519-key", "S08", other(1, 4, 32)),
        refused_key("key-with-private-part", "K07", own(vec![(-4, bytes(1, 32))])),
        refused_key("key-of-another-alg", "S08", own(vec![(3, Cbor::Int(-8))])),
        refused_key("key-with-another-kid", "S08", own(vec![(2, bytes(0, 8))])),
        refused_key("key-that-only-signs", "S08", own(vec![(4, Cbor::Array(vec![Cbor::Int(1)]))])),
        case("key-with-kid-and-alg", &["K10"])
            .list(&signed(&[entry().with(2, whole)]))
            .minted(&minted())
            .verifies_nik_nama(),
    ]
}

fn with_entries(id: &str, flag: &'static str, entries: &[Labels]) -> Case {
    case(id, &[flag]).list(&signed(entries)).minted(&minted())
}

fn entries() -> Vec<Record> {
    const OTHER: &str = "https://other.example";
    let other = Signer::named("vector issuer 2");
    let same_key_elsewhere = trust::entry(OTHER, &issuer(), NOW);
    let by_other = minted::token(&minted(), &other).sign(&other);
    let two = [entry(), trust::entry(OTHER, &other, NOW)];
    let at = |label, time| entry().with(label, Cbor::uint(time));
    let uses = |uses: &[i64]| entry().with(8, Cbor::Array(uses.iter().map(|one| Cbor::Int(*one)).collect()));
    let documents = |vct: i64| entry().with(5, Cbor::Array(vec![Cbor::Int(vct)]));
    vec![
        case("k09-signed-by-another-issuer", &["K09"]).list(&signed(&two)).token(&by_other).rejects("issuer_mismatch"),
        with_entries("t08-key-moved", "T08", std::slice::from_ref(&same_key_elsewhere)).rejects("issuer_mismatch"),
        with_entries("k10-second-entry-matches", "K10", &[same_key_elsewhere, entry()]).verifies_nik_nama(),
        with_entries("k11-four-keys-of-one-id", "K11", &vec![entry(); 4]).verifies_nik_nama(),
        with_entries("k11-five-keys-of-one-id", "K11", &vec![entry(); 5])
            .rejects_with("trust_list_malformed", serde_json::json!({"reason": "key_id"})),
        with_entries("k12-key-starts-at-leeway", "K12", &[at(3, NOW + 60)]).verifies_nik_nama(),
        with_entries("k12-key-starts-later", "K12", &[at(3, NOW + 61)]).rejects("issuer_key_not_current"),
        with_entries("k12-key-ended-within-leeway", "K12", &[at(4, NOW - 59)]).verifies_nik_nama(),
        with_entries("k12-key-ended", "K12", &[at(4, NOW - 60)]).rejects("issuer_key_not_current"),
        with_entries("k12-key-for-status-lists", "K12", &[uses(&[2])]).rejects("key_use_not_allowed"),
        with_entries("k12-key-for-nothing", "K12", &[uses(&[])]).rejects("key_use_not_allowed"),
        with_entries("k12-key-for-both", "K12", &[uses(&[1, 2])]).verifies_nik_nama(),
        with_entries("k12-renewed-entry", "K12", &[at(4, NOW - 3_600), entry()]).verifies_nik_nama(),
        with_entries("k13-revoked-now", "K13", &[at(7, NOW)]).rejects("issuer_key_revoked"),
        with_entries("k13-revoked-in-a-second", "K13", &[at(7, NOW + 1)]).verifies_nik_nama(),
        with_entries("k12-second-entry-lists-the-document", "K12", &[documents(65002), entry()]).verifies_nik_nama(),
        with_entries("k13-revoked-entry-first", "K13", &[at(7, NOW), at(4, NOW - 60)]).rejects("issuer_key_revoked"),
        with_entries("k13-revoked-entry-last", "K13", &[at(4, NOW - 60), at(7, NOW)]).rejects("issuer_key_revoked"),
        with_entries("k13-revoked-in-another-entry", "K13", &[at(7, NOW), entry()]).rejects("issuer_key_revoked"),
        with_entries("key-for-another-document", "W11", &[documents(65002)]).rejects("document_unexpected"),
        with_entries("key-for-no-document", "W11", &[entry().without(5)]).rejects("document_unexpected"),
        with_entries("t07-issuer-not-listed", "T07", &[trust::entry(ISSUER, &other, NOW)]).rejects("issuer_unknown"),
    ]
}
