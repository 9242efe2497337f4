//! COSE structure and headers (profile §3; rows S).

use super::case::{Case, NOW, Record, case, issuer, minted};
use crate::cbor::Cbor;
use crate::cose::{Sign1, headers as standard};
use crate::minted;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [structure(), types(), critical(), labels(), algorithms(), key_ids(), signed_context()].concat()
}

fn token() -> Sign1 {
    minted::token(&minted(), &issuer())
}

fn signature() -> Vec<u8> {
    issuer().sign(&token().to_be_signed())
}

fn protected(entries: Vec<(i64, Cbor)>) -> Sign1 {
    Sign1 { protected: Cbor::labels(entries).encode(), ..token() }
}

/// The standard headers with one replaced or added.
fn with(label: i64, value: Cbor) -> Sign1 {
    let mut entries = without(label);
    entries.push((label, value));
    protected(entries)
}

fn without(label: i64) -> Vec<(i64, Cbor)> {
    standard(&issuer(), Cbor::Int(61)).into_iter().filter(|(own, _)| *own != label).collect()
}

fn unprotected(label: i64, value: Cbor) -> Sign1 {
    Sign1 { unprotected: Cbor::labels([(label, value)]), ..token() }
}

fn sign1(id: &str, flag: &'static str, sign1: &Sign1) -> Case {
    case(id, &[flag]).sign1(sign1)
}

fn kid() -> Cbor {
    Cbor::Bytes(issuer().key_id())
}

fn structure() -> Vec<Record> {
    let tagged = |id: &str, tag: Option<u64>| sign1(id, "S01", &Sign1 { tag, ..token() }).rejects("not_cose_sign1");
    let parts = || {
        let bytes = |bytes: &[u8]| Cbor::Bytes(bytes.into());
        vec![bytes(&token().protected), Cbor::Map(vec![]), bytes(&token().payload), bytes(&signature())]
    };
    let wrapped = |id: &str, parts: Vec<Cbor>| case(id, &["S03"]).token(&token().wrap(parts)).rejects("not_cose_sign1");
    let replaced = |at: usize, value: Cbor| {
        let mut parts = parts();
        parts[at] = value;
        parts
    };
    let outer = |tag: u8| [vec![0xd8, tag], token().sign(&issuer())].concat();
    vec![
        tagged("s01-tag-17", Some(17)),
        tagged("s01-tag-96", Some(96)),
        tagged("s01-tag-97", Some(97)),
        tagged("s01-tag-98", Some(98)),
        tagged("s01-tag-998", Some(998)),
        case("s01-tag-18-twice", &["S01"])
            .token(&[vec![0xd2], token().sign(&issuer())].concat())
            .rejects_with("cbor_malformed", json!({"reason": "tag"})),
        case("s01-cwt-tag-outside", &["S01"]).token(&outer(61)).rejects("not_cose_sign1"),
        sign1("s02-untagged", "S02", &Sign1 { tag: None, ..token() }).rejects("not_cose_sign1"),
        wrapped("s03-array-of-3", parts()[..3].to_vec()),
        wrapped("s03-array-of-5", [parts(), vec![Cbor::Null]].concat()),
        wrapped("s03-payload-text", replaced(2, Cbor::text("payload"))),
        wrapped("s03-signature-text", replaced(3, Cbor::text("signature"))),
        wrapped("s03-unprotected-bytes", replaced(1, Cbor::Bytes(vec![]))),
        wrapped("s03-protected-map", replaced(0, Cbor::Map(vec![]))),
        case("s03-payload-null", &["S03"]).token(&token().wrap(replaced(2, Cbor::Null))).rejects("payload_detached"),
        case("s03-not-an-array", &["S03"]).token(&[0xd2, 0xa0]).rejects("not_cose_sign1"),
        sign1("protected-not-a-map", "S03", &Sign1 { protected: vec![0x80], ..token() }).rejects("header_malformed"),
    ]
}

fn types() -> Vec<Record> {
    let typ = |id: &str, typ: Cbor| sign1(id, "S20", &with(16, typ)).rejects("type_unexpected");
    vec![
        sign1("s04-protected-empty-map", "S04", &protected(vec![])).rejects("type_unexpected"),
        sign1("s04-protected-no-bytes", "S04", &Sign1 { protected: vec![], ..token() }).rejects("type_unexpected"),
        sign1("s20-typ-missing", "S20", &protected(without(16))).rejects("type_unexpected"),
        typ("s20-typ-sd-cwt", Cbor::Int(293)),
        typ("s20-typ-text", Cbor::text("application/cwt")),
        typ("s20-typ-trust-list", Cbor::text("application/ikd-trust+cwt")),
        typ("s20-typ-status-list", Cbor::text("application/statuslist+cwt")),
        typ("s20-typ-bytes", Cbor::Bytes(vec![61])),
    ]
}

fn critical() -> Vec<Record> {
    let crit = |id: &str, flag: &'static str, crit: Cbor| sign1(id, flag, &with(2, crit)).rejects("header_critical");
    let list = |labels: &[i64]| Cbor::Array(labels.iter().map(|label| Cbor::Int(*label)).collect());
    vec![
        crit("s11-crit-private", "S11", list(&[-70000])),
        crit("s11-crit-registered", "S11", list(&[1])),
        crit("s11-crit-text", "S11", Cbor::Array(vec![Cbor::text("b64")])),
        sign1("s12-crit-unprotected", "S12", &unprotected(2, list(&[1]))).rejects("header_critical"),
        crit("s12-crit-empty", "S12", list(&[])),
        crit("s12-crit-absent-label", "S12", list(&[99])),
        crit("s12-crit-holds-a-map", "S12", Cbor::Array(vec![Cbor::Map(vec![])])),
        crit("s12-crit-not-an-array", "S12", Cbor::Int(1)),
    ]
}

fn labels() -> Vec<Record> {
    let refused = |id: &str, flag: &'static str, token: &Sign1| sign1(id, flag, token).rejects("header_malformed");
    let big = Cbor::Map(vec![(Cbor::Raw([&[0x1b][..], &[255; 8]].concat()), Cbor::Int(0))]);
    let alg_outside = Sign1 { unprotected: Cbor::labels([(1, Cbor::Int(-19))]), ..protected(without(1)) };
    let kid_outside = Sign1 { unprotected: Cbor::labels([(4, kid())]), ..protected(without(4)) };
    let url = || Cbor::text("https://keys.example/jwks.json");
    vec![
        refused("s05-alg-unprotected", "S05", &alg_outside),
        refused("s09-alg-in-both-same", "S09", &unprotected(1, Cbor::Int(-19))),
        refused("s09-alg-in-both-other", "S09", &unprotected(1, Cbor::Int(-7))),
        refused("s13-label-2-64", "S13", &Sign1 { unprotected: big, ..token() }),
        refused(
            "s13-text-label",
            "S13",
            &Sign1 { unprotected: Cbor::Map(vec![(Cbor::text("kid"), kid())]), ..token() },
        ),
        refused("s15-kid-unprotected", "S15", &kid_outside),
        refused("s16-kid-in-both-wrong-outside", "S16", &unprotected(4, Cbor::Bytes(vec![0; 8]))),
        refused(
            "s16-kid-in-both-wrong-inside",
            "S16",
            &Sign1 { unprotected: Cbor::labels([(4, kid())]), ..with(4, Cbor::Bytes(vec![0; 8])) },
        ),
        refused("s17-cose-key-inside", "S17", &with(-1, issuer().cose_key())),
        refused("s17-x5chain-inside", "S17", &with(33, Cbor::Bytes(vec![0x30; 32]))),
        refused("s17-x5u-inside", "S17", &with(35, url())),
        refused(
            "s17-jku-unprotected",
            "S17",
            &Sign1 { unprotected: Cbor::Map(vec![(Cbor::text("jku"), url())]), ..token() },
        ),
        refused("s21-cwt-claims-header", "S21", &with(15, Cbor::labels([(4, Cbor::uint(NOW + 3_600))]))),
        refused("content-type-header", "S18", &with(3, Cbor::Int(60))),
    ]
}

fn algorithms() -> Vec<Record> {
    let alg = |id: &str, flag: &'static str, alg: Cbor| sign1(id, flag, &with(1, alg)).rejects("algorithm_unsupported");
    vec![
        sign1("s06-alg-missing", "S06", &protected(without(1))).rejects("algorithm_missing"),
        alg("s07-alg-0", "S07", Cbor::Int(0)),
        alg("s07-alg-unassigned", "S07", Cbor::Int(-999)),
        alg("s07-alg-unknown-text", "S07", Cbor::text("unknown")),
        alg("s07-alg-none-text", "S07", Cbor::text("none")),
        alg("s07-alg-eddsa-text", "S07", Cbor::text("EdDSA")),
        alg("s07-alg-es256", "S07", Cbor::Int(-7)),
        alg("s07-alg-rs256", "S07", Cbor::Int(-257)),
        alg("s07-alg-hmac", "S07", Cbor::Int(5)),
        alg("s07-alg-null", "S07", Cbor::Null),
        alg("s08-alg-eddsa", "S08", Cbor::Int(-8)),
        alg("s08-alg-esp256", "S08", Cbor::Int(-9)),
    ]
}

fn key_ids() -> Vec<Record> {
    let shaped = |id: &str, kid: Cbor| sign1(id, "S14", &with(4, kid)).rejects("header_malformed");
    let unknown = |id: &str, kid: &[u8]| sign1(id, "S14", &with(4, Cbor::Bytes(kid.into()))).rejects("issuer_unknown");
    vec![
        sign1("kid-missing", "S14", &protected(without(4))).rejects("key_id_missing"),
        shaped("s14-kid-no-bytes", Cbor::Bytes(vec![])),
        shaped("s14-kid-1-byte", Cbor::Bytes(vec![1])),
        shaped("s14-kid-2000-bytes", Cbor::Bytes(vec![7; 2_000])),
        shaped("s14-kid-path", Cbor::Bytes(b"../../etc/passwd".into())),
        shaped("s14-kid-text", Cbor::text("' OR 1=1")),
        unknown("s14-kid-8-bytes-sql", b"' OR 1=1"),
        unknown("s14-kid-8-zeros", &[0; 8]),
        unknown("s14-kid-not-utf8", &[0xff; 8]),
    ]
}

/// The signature covers the protected bytes, the payload and the context, nothing else.
fn signed_context() -> Vec<Record> {
    let with_signature = |id: &str, flag: &'static str, signature: Vec<u8>| {
        case(id, &[flag]).token(&token().with_signature(signature)).rejects("signature_invalid")
    };
    let context = |context| issuer().sign(&Sign1 { context, ..token() }.to_be_signed());
    let aad = Cbor::Array(vec![
        Cbor::text("Signature1"),
        Cbor::Bytes(token().protected),
        Cbor::Bytes(b"aad".into()),
        Cbor::Bytes(token().payload),
    ]);
    let longer = Sign1 { protected: [vec![0xb8, 3], token().protected[1..].to_vec()].concat(), ..token() };
    vec![
        with_signature("s19-context-signature", "S19", context("Signature")),
        with_signature("s19-context-counter", "S19", context("CounterSignature")),
        with_signature("s19-external-aad", "S19", issuer().sign(&aad.encode())),
        case("s18-header-added", &["S18"])
            .token(&with(3, Cbor::Int(60)).with_signature(signature()))
            .rejects("header_malformed"),
        case("s18-header-removed", &["S18"])
            .token(&protected(without(1)).with_signature(signature()))
            .rejects("algorithm_missing"),
        case("s18-headers-re-encoded", &["S18"])
            .token(&longer.with_signature(signature()))
            .rejects_with("cbor_malformed", json!({"reason": "not_canonical"})),
    ]
}
