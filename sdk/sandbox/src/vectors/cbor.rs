//! Strict CBOR, in the envelope, in the protected headers and in the payload (profile §2; rows C).

use super::case::{Record, case, issuer, minted};
use crate::cbor::Cbor;
use crate::cose::Sign1;
use crate::minted;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [envelope(), keys(), values(), payload(), headers()].concat()
}

fn malformed(case: super::case::Case, reason: &str) -> Record {
    case.rejects_with("cbor_malformed", json!({"reason": reason}))
}

/// Bytes in place of the whole envelope.
fn bare(id: &str, flag: &'static str, bytes: &[u8], reason: &str) -> Record {
    malformed(case(id, &[flag]).token(bytes), reason)
}

fn envelope() -> Vec<Record> {
    let token = minted::token(&minted(), &issuer()).sign(&issuer());
    let declared = |head: u8, length: &[u8]| [&[head], length].concat();
    // Each array says that all the bytes behind it are its items.
    let link = |link: u16| [&[0x99], &(2_697 - 3 * link).to_be_bytes()[..]].concat();
    let chain: Vec<u8> = [(0..500).flat_map(link).collect(), vec![0; 1_200]].concat();
    vec![
        bare("c01-array-of-2-63", "C01", &declared(0x9b, &[0x7f, 255, 255, 255, 255, 255, 255, 255]), "truncated"),
        bare("c01-map-of-2-63", "C01", &declared(0xbb, &[0x80, 0, 0, 0, 0, 0, 0, 0]), "truncated"),
        bare("c01-bytes-of-2-63", "C01", &declared(0x5b, &[0x7f, 255, 255, 255, 255, 255, 255, 255]), "truncated"),
        bare("c01-array-of-2-32", "C01", &declared(0x9a, &[255, 255, 255, 255]), "truncated"),
        bare("c01-array-of-112-million", "C01", &declared(0x9a, &[0x06, 0xb4, 0x9d, 0x20]), "truncated"),
        bare("c02-chain-of-lengths", "C02", &chain, "too_deep"),
        bare("c03-arrays-nested", "C03", &[vec![0x81; 2_700], vec![0]].concat(), "too_deep"),
        bare("c03-maps-nested", "C03", &[[0xa1, 0].repeat(1_000), vec![0]].concat(), "too_deep"),
        case("c03-tags-nested", &["C03"])
            .token(&[[0xd8, 0x3d].repeat(1_000), vec![0]].concat())
            .rejects("not_cose_sign1"),
        bare("c04-indefinite-array", "C04", &[0x9f, 0xff], "indefinite"),
        bare("c04-indefinite-map", "C04", &[0xbf, 1, 2, 0xff], "indefinite"),
        bare("c04-indefinite-bytes", "C04", &[0x5f, 0x41, 1, 0xff], "indefinite"),
        bare("c04-indefinite-text", "C04", &[0x7f, 0x61, 0x61, 0xff], "indefinite"),
        bare("c07-byte-behind", "C07", &[token.clone(), vec![0]].concat(), "trailing"),
        bare("c08-break-alone", "C08", &[0xff], "indefinite"),
        bare("c08-odd-map", "C08", &[0xbf, 1, 0xff], "indefinite"),
        bare("c08-reserved-length", "C08", &[0x1c], "type"),
        bare("c08-simple-24", "C08", &[0xf8, 0x18], "type"),
        bare("c08-text-in-bytes", "C08", &[0x5f, 0x61, 0x61, 0xff], "indefinite"),
        bare("c16-map-of-many", "C16", &declared(0xa2, &[0x9b, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "type"),
        bare("c12-tag-in-a-bare-array", "C12", &[0x81, 0xc1, 0], "tag"),
        bare("c12-tag-in-a-bare-map", "C12", &[0xa1, 1, 0xc1, 0], "tag"),
        bare("c17-text-past-the-end", "C17", &[0x79, 0xff, 0xff, 0xe2, 0x82], "truncated"),
        bare("envelope-cut", "C08", &token[..token.len() - 1], "truncated"),
    ]
}

/// A payload of these bytes, properly signed.
fn signed(id: &str, flag: &'static str, payload: Vec<u8>) -> super::case::Case {
    case(id, &[flag]).sign1(&Sign1::new(&issuer(), Cbor::Int(61), payload))
}

fn inside(id: &str, flag: &'static str, value: &[u8], reason: &str) -> Record {
    let claims = minted().with(7, Cbor::Raw(value.into()));
    malformed(signed(id, flag, claims.encode()), reason)
}

/// The payload with entries appended behind its own, unsorted.
fn appended(entries: &[u8], count: u8) -> Vec<u8> {
    let mut payload = minted().encode();
    payload[0] += count;
    payload.extend(entries);
    payload
}

/// Keys of the payload's map.
fn keys() -> Vec<Record> {
    let long_key = |bytes: usize| {
        [vec![0x79], u16::try_from(bytes).unwrap_or(0).to_be_bytes().into(), vec![b'k'; bytes], vec![0]].concat()
    };
    let key_255 = [vec![0x78, 255], vec![b'k'; 255], vec![0]].concat();
    vec![
        malformed(signed("c05-key-twice", "C05", appended(&[1, 0], 1)), "duplicate_key"),
        malformed(signed("c05-text-key-twice", "C05", appended(&[0x61, 0x61, 0, 0x61, 0x61, 0], 2)), "duplicate_key"),
        malformed(signed("c05-key-in-two-lengths", "C05", appended(&[0x18, 1, 0], 1)), "not_canonical"),
        malformed(signed("c10-float-key", "C10", appended(&[0xf9, 0x3c, 0, 0], 1)), "type"),
        malformed(signed("c10-bool-key", "C10", appended(&[0xf5, 0], 1)), "type"),
        malformed(signed("c10-null-key", "C10", appended(&[0xf6, 0], 1)), "type"),
        malformed(signed("c10-bytes-key", "C10", appended(&[0x41, 1, 0], 1)), "type"),
        malformed(signed("c10-array-key", "C10", appended(&[0x80, 0], 1)), "type"),
        malformed(signed("c10-map-key", "C10", appended(&[0xa0, 0], 1)), "type"),
        malformed(signed("c12-tagged-key", "C12", appended(&[0xc1, 0, 0], 1)), "tag"),
        malformed(signed("c11-key-of-256-bytes", "C11", appended(&long_key(256), 1)), "type"),
        signed("c11-key-of-255-bytes", "C11", appended(&key_255, 1)).verifies_nik_nama(),
    ]
}

/// Values that the profile has no use for, or that are written too long.
fn values() -> Vec<Record> {
    vec![
        inside("c06-long-integer", "C06", &[0x18, 0], "not_canonical"),
        inside("c06-long-integer-16", "C06", &[0x19, 0, 1], "not_canonical"),
        inside("c06-long-text-length", "C06", &[0x78, 1, 0x61], "not_canonical"),
        inside("c06-long-negative", "C06", &[0x38, 7], "not_canonical"),
        inside("c09-broken-utf8", "C09", &[0x62, 0xc3, 0x28], "utf8"),
        inside("c09-overlong-utf8", "C09", &[0x62, 0xc0, 0x80], "utf8"),
        inside("c09-lone-surrogate", "C09", &[0x63, 0xed, 0xa0, 0x80], "utf8"),
        inside("c12-bignum", "C12", &[0xc2, 0x41, 1], "tag"),
        inside("c12-negative-bignum", "C12", &[0xc3, 0x41, 1], "tag"),
        inside("c12-embedded-cbor", "C12", &[0xd8, 24, 0x41, 0], "tag"),
        inside("c12-shared-value", "C12", &[0xd8, 29, 0], "tag"),
        inside("c12-self-described", "C12", &[0xd9, 0xd9, 0xf7, 0], "tag"),
        malformed(signed("c12-tagged-payload", "C12", [vec![0xd8, 61], minted().encode()].concat()), "tag"),
        inside("c13-nan", "C13", &[0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], "type"),
        inside("c13-infinity", "C13", &[0xf9, 0x7c, 0], "type"),
        malformed(
            case("c13-float-exp", &["C13"])
                .minted(&minted().with(4, Cbor::Raw(vec![0xfb, 0x41, 0xda, 0xd2, 0x74, 0x80, 0, 0, 0]))),
            "type",
        ),
        inside("c14-undefined", "C14", &[0xf7], "type"),
        case("c14-null-exp", &["C14"])
            .minted(&minted().with(4, Cbor::Null))
            .rejects_with("claim_malformed", json!({"claim": "exp"})),
        inside("c03-depth-17", "C03", &[vec![0x81; 16], vec![0]].concat(), "too_deep"),
    ]
}

/// The payload as a whole.
fn payload() -> Vec<Record> {
    vec![
        malformed(signed("c07-byte-behind-the-payload", "C07", [minted().encode(), vec![0]].concat()), "trailing"),
        case("c03-depth-16", &["C03"])
            .minted(&minted().with(7, Cbor::Raw([vec![0x81; 15], vec![0]].concat())))
            .verifies_nik_nama(),
        malformed(signed("payload-empty", "C08", vec![]), "truncated"),
        malformed(signed("payload-not-a-map", "C14", vec![0x80]), "type"),
        case("unsorted-map", &["C06"])
            .sign1(&Sign1::new(&issuer(), Cbor::Int(61), appended(&[7, 0], 1)))
            .verifies_nik_nama(),
    ]
}

fn headers() -> Vec<Record> {
    let with = |id: &str, flag: &'static str, protected: Vec<u8>, reason: &str| {
        let mut token = minted::token(&minted(), &issuer());
        token.protected = protected;
        malformed(case(id, &[flag]).sign1(&token), reason)
    };
    let own = minted::token(&minted(), &issuer()).protected;
    let longer = |entry: &[u8]| {
        let mut bytes = own.clone();
        bytes[0] += 1;
        [bytes, entry.to_vec()].concat()
    };
    vec![
        with("s10-label-twice", "S10", longer(&[1, 0x32]), "duplicate_key"),
        with("s13-bytes-label", "S13", longer(&[0x41, 1, 0]), "type"),
        with("s13-float-label", "S13", longer(&[0xf9, 0x3c, 0, 0]), "type"),
        with("c06-long-header-value", "C06", longer(&[7, 0x18, 1]), "not_canonical"),
        with("c07-byte-behind-the-headers", "C07", [own.clone(), vec![0]].concat(), "trailing"),
    ]
}
