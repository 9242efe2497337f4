//! Mode L, the Claim 169 adapter: the text, the stream, the headers and the key (profile §4; rows Z, S, K).

use super::case::{Case, ISSUER, NOW, Record, case, entry, issuer, minted, signed};
use crate::cbor::{Cbor, Labels};
use crate::claim169::{DOCUMENT, claims, deflate, qr_text, store, token, with_headers};
use crate::cose::Sign1;
use crate::minted;
use crate::signer::Signer;
use crate::trust;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [opted(), texts(), streams(), accepted(), headers(), keys()].concat()
}

pub const DAY: u64 = 24 * 3_600;

/// The issuer's entry, which may sign identity cards and Claim 169 tokens.
fn both() -> Labels {
    entry().with(5, documents(&[trust::KTP, DOCUMENT]))
}

pub fn documents(numbers: &[i64]) -> Cbor {
    Cbor::Array(numbers.iter().map(|number| Cbor::Int(*number)).collect())
}

pub fn taken(id: &str, flags: &[&'static str]) -> Case {
    case(id, flags).claim169().list(&signed(&[both()]))
}

pub fn identity() -> Vec<(i64, Cbor)> {
    vec![(1, Cbor::text("3918592438")), (4, Cbor::text("BUDI SANTOSO"))]
}

pub fn named() -> Value {
    json!({"nomor_identitas": "3918592438", "nama": "BUDI SANTOSO"})
}

pub fn of(identity: Vec<(i64, Cbor)>) -> Labels {
    claims(NOW, identity).with(1, Cbor::text(ISSUER))
}

pub fn plain() -> Labels {
    of(identity())
}

fn packed(case: Case, sign1: &Sign1) -> Case {
    case.carried(&sign1.sign(&issuer()), &sign1.to_be_signed())
}

pub fn carried(id: &str, flags: &[&'static str], claims: &Labels) -> Case {
    packed(taken(id, flags), &token(claims))
}

pub fn verifies(case: Case, offered: &[&str], released: Value) -> Record {
    verifies_with(case, offered, released, |_| {})
}

pub fn verifies_with(case: Case, offered: &[&str], released: Value, change: impl FnOnce(&mut Value)) -> Record {
    case.verifies(offered, released, |expect| {
        expect["mode"] = json!("claim_169");
        expect["document"] = json!("claim_169");
        expect["expiresAt"] = json!(NOW + 5 * 365 * DAY);
        expect["levels"]["minimisation"] = json!("client_enforced");
        change(expect);
    })
}

pub fn verifies_named(case: Case) -> Record {
    verifies(case, &["nomor_identitas", "nama"], named())
}

/// What the option changes, and what it does not.
fn opted() -> Vec<Record> {
    let text = qr_text(&token(&plain()).sign(&issuer()));
    let foreign = |id: &str, text: &str, kind: &str| {
        taken(id, &["B08", "claim_169"]).text(text).rejects_with("not_an_ikd_qr", json!({"kind": kind}))
    };
    vec![
        case("l-not-accepted", &["claim_169"])
            .list(&signed(&[both()]))
            .text(&text)
            .rejects_with("not_an_ikd_qr", json!({"kind": "claim_169"})),
        taken("l-minted-token", &["claim_169"]).minted(&minted()).verifies_nik_nama(),
        foreign("l-url", "HTTPS://EXAMPLE.COM/", "url"),
        foreign("l-eu-dcc", "HC1:6BFOXN", "eu_dcc"),
        foreign("l-challenge", "IKDQ1:BB8", "ikd_challenge"),
        foreign("l-other", "WIFI:T:WPA;S:Kantor;P:rahasia;;", "other"),
        foreign("l-empty", "", "other"),
        foreign("l-lower-case", &text.to_lowercase(), "other"),
    ]
}

fn texts() -> Vec<Record> {
    let malformed =
        |id: &str, text: &str| taken(id, &["B03", "B05", "claim_169"]).text(text).rejects("base45_malformed");
    vec![
        malformed("l-base45-pair-256", "V5"),
        malformed("l-base45-length-3k-plus-1", "ABCD"),
        malformed("l-base45-triple-above-65535", ":::"),
        taken("l-text-4297", &["B10", "claim_169"]).text(&"A".repeat(4297)).rejects("text_too_long"),
    ]
}

fn streams() -> Vec<Record> {
    let bytes = token(&plain()).sign(&issuer());
    let stream = deflate(&bytes);
    let packed = |id: &str, row: &'static str, stream: &[u8]| taken(id, &[row]).text(&base45::encode(stream));
    let malformed =
        |id: &str, row: &'static str, stream: &[u8]| packed(id, row, stream).rejects("compression_malformed");
    let headed = |head: [u8; 2]| [&head, &stream[2..]].concat();
    let changed = |at: usize| {
        let mut stream = stream.clone();
        stream[at] ^= 1;
        stream
    };
    let last = stream.len() - 1;
    let bomb = deflate(&vec![0; 2 << 20]);
    vec![
        packed("z01-bomb-of-2-mib", "Z01", &bomb).rejects("compression_too_large"),
        packed("z01-64-kib-and-one", "Z01", &deflate(&vec![0; (64 << 10) + 1])).rejects("compression_too_large"),
        packed("z01-64-kib", "Z01", &deflate(&vec![0; 64 << 10]))
            .rejects_with("cbor_malformed", json!({"reason": "trailing"})),
        // The inner stream is not looked into: 78 da is the head of a text of 218 bytes, which end before.
        packed("z02-nested-bomb", "Z02", &deflate(&deflate(&vec![0; 64 << 10])))
            .rejects_with("cbor_malformed", json!({"reason": "truncated"})),
        malformed("z03-wrong-adler", "Z03", &changed(last)),
        malformed("z03-truncated", "Z03", &stream[..last]),
        malformed("z03-head-only", "Z03", &stream[..2]),
        malformed("z03-block-type-3", "Z03", &[0x78, 0x9c, 0x07, 0, 0, 0, 0, 1]),
        malformed("z04-byte-behind", "Z04", &[&stream[..], &[0]].concat()),
        malformed("z04-stream-twice", "Z04", &[&stream[..], &stream[..]].concat()),
        malformed("z05-not-compressed", "Z05", &bytes),
        malformed("z06-preset-dictionary", "Z06", &headed([0x78, 0xf9])),
        malformed("z06-window-of-64-kib", "Z06", &headed([0x88, 0x1c])),
        malformed("z07-raw-deflate", "Z07", &stream[2..stream.len() - 4]),
        malformed("z07-gzip", "Z07", &[&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], &stream[2..]].concat()),
        malformed("z07-brotli", "Z07", &[0xce, 0xb2, 0xcf, 0x81]),
        verifies_named(packed("b11-another-zlib-level", "B11", &headed([0x78, 0x01]))),
        verifies_named(packed("b11-a-stored-block", "B11", &store(&bytes))),
    ]
}

fn accepted() -> Vec<Record> {
    let own_key = vec![(1, Cbor::Int(-19)), (4, Cbor::Bytes(issuer().key_id()))];
    let own_kid_8 = vec![(1, Cbor::Int(-8)), (4, Cbor::Bytes(b"kid-1101".into()))];
    let their_kid = vec![(1, Cbor::Int(-8)), (4, Cbor::Bytes(b"k-1101".into()))];
    let headed =
        |id: &str, headers: Vec<(i64, Cbor)>| packed(taken(id, &["accepted"]), &with_headers(&plain(), headers));
    let tagged = Cbor::Tag(61, Box::new(Cbor::Raw(token(&plain()).sign(&issuer())))).encode();
    let nothing = case("l-nothing-in-it", &["accepted"]).claim169().list(&signed(&[both()]));
    vec![
        verifies_named(carried("l-eddsa-without-kid", &["accepted"], &plain())),
        verifies_named(headed("l-ed25519-without-kid", vec![(1, Cbor::Int(-19))])),
        verifies_named(headed("l-ed25519-with-our-kid", own_key)),
        verifies_named(headed("l-eddsa-with-their-kid", their_kid)),
        verifies_named(headed("l-eddsa-with-their-kid-of-8-bytes", own_kid_8)),
        verifies_named(taken("l-tag-61", &["accepted", "S01"]).carried(&tagged, &token(&plain()).to_be_signed())),
        verifies(packed(nothing, &token(&of(vec![]))), &[], json!({})),
    ]
}

fn headers() -> Vec<Record> {
    let eddsa = || (1, Cbor::Int(-8));
    let with = |id: &str, row: &'static str, headers| packed(taken(id, &[row]), &with_headers(&plain(), headers));
    let malformed = |id: &str, row: &'static str, headers| with(id, row, headers).rejects("header_malformed");
    let beside = |id: &str, row: &'static str, header: (i64, Cbor)| {
        packed(taken(id, &[row]), &Sign1 { unprotected: Cbor::labels([header]), ..token(&plain()) })
            .rejects("header_malformed")
    };
    let signed_bytes = token(&plain()).sign(&issuer());
    let wrapped = |id: &str, tag: Option<u64>| packed(taken(id, &["S01", "S02"]), &Sign1 { tag, ..token(&plain()) });
    let twice = Cbor::Tag(61, Box::new(Cbor::Tag(61, Box::new(Cbor::Raw(signed_bytes.clone()))))).encode();
    let unsigned = token(&plain());
    let minted = minted::token(&minted(), &issuer());
    let detached = unsigned.wrap(vec![
        Cbor::Bytes(unsigned.protected.clone()),
        Cbor::Map(vec![]),
        Cbor::Null,
        Cbor::Bytes(vec![0; 64]),
    ]);
    let bytes = |id: &str, row: &'static str, bytes: &[u8]| taken(id, &[row]).text(&qr_text(bytes));
    vec![
        wrapped("l-untagged", None).rejects("not_cose_sign1"),
        wrapped("l-encrypted", Some(16)).rejects("not_cose_sign1"),
        bytes("l-tag-61-twice", "S01", &twice).rejects("not_cose_sign1"),
        bytes("l-detached", "S03", &detached).rejects("payload_detached"),
        // No token of this profile passes for a Claim 169 token, whose times and audience are judged more mildly.
        packed(taken("l-minted-token-packed-anew", &["S20"]), &minted).rejects("type_unexpected"),
        with("l-typ-61", "S20", vec![eddsa(), (16, Cbor::Int(61))]).rejects("type_unexpected"),
        with("l-crit", "S11", vec![eddsa(), (2, documents(&[-70000]))]).rejects("header_critical"),
        with("l-without-alg", "S06", vec![(4, Cbor::Bytes(issuer().key_id()))]).rejects("algorithm_missing"),
        with("l-es256", "S07", vec![(1, Cbor::Int(-7))]).rejects("algorithm_unsupported"),
        with("l-esp256", "S07", vec![(1, Cbor::Int(-9))]).rejects("algorithm_unsupported"),
        malformed("l-unknown-header", "S17", vec![eddsa(), (33, Cbor::Bytes(vec![1]))]),
        malformed("l-kid-text", "S14", vec![eddsa(), (4, Cbor::text("k-1101"))]),
        beside("l-kid-unprotected", "S15", (4, Cbor::Bytes(b"k-1101".into()))),
        beside("l-x5chain-unprotected", "S17", (33, Cbor::Bytes(vec![1]))),
        beside("l-alg-unprotected", "S05", eddsa()),
    ]
}

fn keys() -> Vec<Record> {
    let spare = |number: u32| Signer::named(&format!("vector spare {number}"));
    let other = |number: u32| trust::entry(ISSUER, &spare(number), NOW).with(5, documents(&[DOCUMENT]));
    let several = |count: u32| signed(&[(1..count).map(other).collect(), vec![both()]].concat());
    let id = |kid: &[u8]| with_headers(&plain(), vec![(1, Cbor::Int(-8)), (4, Cbor::Bytes(kid.into()))]);
    let keys = |name: &str, row: &'static str, count| taken(name, &[row]).list(&several(count));
    let unsigned = token(&plain());
    let entered =
        |name: &str, row: &'static str, entry: Labels| packed(taken(name, &[row]).list(&signed(&[entry])), &unsigned);
    let signature = |name: &str, row: &'static str, signature: Vec<u8>| {
        taken(name, &[row]).text(&qr_text(&unsigned.with_signature(signature)))
    };
    let stranger = spare(9).sign(&unsigned.to_be_signed());
    let minted_169 = minted().with(11, Cbor::Int(DOCUMENT));
    vec![
        verifies_named(packed(keys("l-one-of-four-keys", "K10", 4), &unsigned)),
        packed(keys("l-five-keys-without-kid", "K11", 5), &unsigned).rejects("key_id_missing"),
        packed(keys("l-five-keys-with-their-kid", "K11", 5), &id(b"k-1101")).rejects("issuer_unknown"),
        verifies_named(packed(keys("l-five-keys-with-our-kid", "K11", 5), &id(&issuer().key_id()))),
        signature("l-empty-signature", "K04", vec![]).rejects("signature_invalid"),
        signature("l-strangers-signature", "S17", stranger).rejects("signature_invalid"),
        packed(case("l-no-key-for-it", &["K12"]).claim169(), &unsigned).rejects("issuer_unknown"),
        packed(case("l-key-for-another-document", &["W11"]).claim169(), &id(&issuer().key_id()))
            .rejects("document_unexpected"),
        taken("l-minted-as-document-169", &["W11"]).minted(&minted_169).rejects("document_unexpected"),
        carried("l-another-issuer", &["K09"], &plain().with(1, Cbor::text("https://other.example")))
            .rejects("issuer_mismatch"),
        entered("l-revoked-key", "K13", both().with(7, Cbor::uint(NOW))).rejects("issuer_key_revoked"),
        entered("l-expired-key", "K12", both().with(4, Cbor::uint(NOW - 60))).rejects("issuer_key_not_current"),
        entered("l-key-for-status", "K12", both().with(8, documents(&[2]))).rejects("key_use_not_allowed"),
    ]
}
