//! The signed trust list (profile §8; rows T).

use super::case::{Case, NOW, Record, case, entry, list, minted, roots};
use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::minted;
use crate::signer::Signer;
use crate::trust;
use ikd_verify::hex;
use serde_json::json;
use sha2::{Digest, Sha256};

pub fn cases() -> Vec<Record> {
    [signed(), numbered(), timed(), formed(), entries(), sandboxed()].concat()
}

const DAY: u64 = 24 * 3_600;

fn under(id: &str, flag: &'static str, list: &[u8]) -> Case {
    case(id, &[flag]).list(list).minted(&minted())
}

fn malformed(id: &str, flag: &'static str, list: &[u8], reason: &str) -> Record {
    under(id, flag, list).rejects_with("trust_list_malformed", json!({"reason": reason}))
}

fn signed() -> Vec<Record> {
    let [first, second] = roots();
    let issuer = super::case::issuer();
    let mut flipped = trust::sign(&list(), &first);
    if let Some(byte) = flipped.last_mut() {
        *byte ^= 1;
    }
    let minted_typ = Sign1::new(&first, Cbor::Int(61), trust::token(&list(), &first).payload).sign(&first);
    vec![
        under("list-by-the-second-root", "T01", &trust::sign(&list(), &second)).verifies_nik_nama(),
        under("t01-signature-flipped", "T01", &flipped).rejects("trust_list_untrusted"),
        under("t01-signed-by-an-issuer", "T01", &trust::sign(&list(), &issuer)).rejects("trust_list_untrusted"),
        under("t01-signed-by-a-stranger", "T01", &trust::sign(&list(), &Signer::named("stranger")))
            .rejects("trust_list_untrusted"),
        under("t01-root-id-other-key", "T01", &trust::token(&list(), &first).sign(&second))
            .rejects("trust_list_untrusted"),
        malformed("t01-unsigned-json", "T01", br#"{"keys":[]}"#, "cose"),
        malformed("list-empty", "T01", &[], "cose"),
        malformed("list-typ-of-a-token", "S20", &minted_typ, "cose"),
        malformed("list-byte-behind", "C07", &[trust::sign(&list(), &first), vec![0]].concat(), "cose"),
    ]
}

fn numbered() -> Vec<Record> {
    let bytes = trust::sign(&list(), &roots()[0]);
    let own = Sha256::digest(trust::token(&list(), &roots()[0]).to_be_signed());
    vec![
        under("list-at-the-pinned-number", "T06", &bytes).min_seq(7).verifies_nik_nama(),
        under("t02-below-the-pinned-number", "T02", &bytes).min_seq(8).rejects("trust_list_rolled_back"),
        under("t02-below-the-number-seen", "T02", &bytes).seen(8, &[0; 32]).rejects("trust_list_rolled_back"),
        under("t03-same-number-other-list", "T03", &bytes).seen(7, &[0; 32]).rejects("trust_list_forked"),
        under("list-seen-before", "T03", &bytes).seen(7, &own).verifies_nik_nama(),
        under("list-newer-than-seen", "T02", &bytes).seen(6, &[0; 32]).verifies_nik_nama(),
        under("t06-pin-above-the-list-seen", "T06", &bytes)
            .seen(6, &[0; 32])
            .min_seq(8)
            .rejects("trust_list_rolled_back"),
    ]
}

fn timed() -> Vec<Record> {
    let made = |issued: u64, expires: u64| {
        trust::sign(&list().with(6, Cbor::uint(issued)).with(4, Cbor::uint(expires)), &roots()[0])
    };
    let expired = |at: u64| json!({"expiredAt": at, "checkedAt": NOW});
    vec![
        under("list-expired-within-leeway", "T04", &made(NOW - DAY, NOW - 59)).verifies_nik_nama(),
        under("t04-list-expired", "T04", &made(NOW - DAY, NOW - 60))
            .rejects_with("trust_list_expired", expired(NOW - 60)),
        under("list-of-30-days", "T04", &made(NOW, NOW + 30 * DAY)).verifies_nik_nama(),
        malformed("list-of-more-than-30-days", "T04", &made(NOW, NOW + 30 * DAY + 1), "lifetime"),
        malformed("list-exp-at-iat", "T04", &made(NOW, NOW), "lifetime"),
        malformed(
            "list-that-starts-later",
            "T04",
            &trust::sign(&list().with(5, Cbor::uint(NOW + DAY)), &roots()[0]),
            "time",
        ),
        under("list-made-within-leeway", "W12", &made(NOW + 60, NOW + DAY)).verifies_nik_nama(),
        under("w12-clock-before-the-list", "W12", &made(NOW + 61, NOW + DAY))
            .rejects_with("clock_implausible", json!({"checkedAt": NOW})),
        under("w12-device-clock-of-2015", "W12", &trust::sign(&list(), &roots()[0]))
            .now(1_430_000_000)
            .clock("device")
            .rejects_with("clock_implausible", json!({"checkedAt": 1_430_000_000})),
        under("w12-server-clock-of-2015", "W12", &trust::sign(&list(), &roots()[0]))
            .now(1_430_000_000)
            .clock("server")
            .rejects_with("clock_implausible", json!({"checkedAt": 1_430_000_000})),
        early("w12-device-clock-before-the-release")
            .clock("device")
            .rejects_with("clock_implausible", json!({"checkedAt": BEFORE})),
        early("w12-given-time-before-the-release").verifies(&["nik", "nama"], super::case::nik_nama(), |expect| {
            expect["issuedAt"] = json!(BEFORE);
            expect["expiresAt"] = json!(BEFORE + 90);
        }),
        under("w12-clock-five-years-on", "W12", &trust::sign(&list(), &roots()[0]))
            .now(NOW + 5 * 365 * DAY)
            .rejects_with("trust_list_expired", json!({"expiredAt": NOW + 29 * DAY, "checkedAt": NOW + 5 * 365 * DAY})),
    ]
}

/// A time when there was no verifier yet, so that a clock that was read cannot say it.
const BEFORE: u64 = 1_790_000_000;

/// A list and a token of that time.
fn early(id: &str) -> Case {
    let list = trust::claims(7, &[trust::entry(super::case::ISSUER, &super::case::issuer(), BEFORE)], BEFORE);
    let token = minted().with(6, Cbor::uint(BEFORE)).with(4, Cbor::uint(BEFORE + 90));
    case(id, &["W12"]).list(&trust::sign(&list, &roots()[0])).minted(&token).now(BEFORE)
}

fn formed() -> Vec<Record> {
    let sign = |list: &Labels| trust::sign(list, &roots()[0]);
    let body = |entries: Vec<(i64, Cbor)>| sign(&list().with(-70170, Cbor::labels(entries)));
    let missing = |id: &str, label: i64, reason: &str| malformed(id, "T01", &sign(&list().without(label)), reason);
    vec![
        missing("list-without-iss", 1, "name"),
        missing("list-without-sub", 2, "name"),
        missing("list-without-exp", 4, "time"),
        missing("list-without-iat", 6, "time"),
        missing("list-without-body", -70170, "list"),
        malformed("list-without-number", "T01", &body(vec![(2, Cbor::Array(vec![]))]), "list"),
        malformed("list-without-keys", "T01", &body(vec![(1, Cbor::Int(7))]), "list"),
        malformed(
            "list-with-unknown-rule",
            "T01",
            &body(vec![(1, Cbor::Int(7)), (2, Cbor::Array(vec![])), (3, Cbor::Int(0))]),
            "list",
        ),
        malformed("list-number-negative", "T01", &body(vec![(1, Cbor::Int(-1)), (2, Cbor::Array(vec![]))]), "list"),
        malformed("t05-number-2-63", "T05", &body(vec![(1, Cbor::uint(1 << 63)), (2, Cbor::Array(vec![]))]), "list"),
        under("list-of-no-keys", "T01", &super::case::signed(&[])).rejects("issuer_unknown"),
    ]
}

fn entries() -> Vec<Record> {
    let entries = |entry: Labels| super::case::signed(&[entry]);
    let without = |id: &str, label: i64| malformed(id, "T01", &entries(entry().without(label)), "key");
    let broken = |id: &str, label: i64, value: Cbor| malformed(id, "T01", &entries(entry().with(label, value)), "key");
    let numbered = |number: i32| Signer::named(&format!("many {number}"));
    let many = (0..1_001).map(|number| trust::entry("https://x.example", &numbered(number), NOW));
    vec![
        without("entry-without-iss", 1),
        without("entry-without-key", 2),
        without("entry-without-nbf", 3),
        without("entry-without-exp", 4),
        without("entry-without-uses", 8),
        broken("entry-with-unknown-rule", 9, Cbor::Int(0)),
        broken("entry-with-unknown-use", 8, Cbor::Array(vec![Cbor::Int(3)])),
        broken("entry-nbf-at-exp", 3, Cbor::uint(NOW + 365 * DAY)),
        broken("entry-revoked-at-text", 7, Cbor::text("now")),
        broken("entry-documents-text", 5, Cbor::text("ktp")),
        broken("entry-prefixes-numbers", 6, Cbor::Array(vec![Cbor::Int(1)])),
        under(
            "entry-with-prefixes",
            "T01",
            &entries(entry().with(6, Cbor::Array(vec![Cbor::text("https://status.example/")]))),
        )
        .verifies_nik_nama(),
        malformed("t09-list-of-1001-keys", "T09", &super::case::signed(&many.collect::<Vec<_>>()), "size"),
    ]
}

fn sandboxed() -> Vec<Record> {
    let sandbox = trust::list(1, NOW);
    let token = minted::token(&minted::claims(super::case::BANK, NOW, vec![]), &trust::issuer()).sign(&trust::issuer());
    let at_sandbox = |id: &str| case(id, &["sandbox"]).list(&sandbox).roots(&trust::roots()).token(&token);
    vec![
        at_sandbox("sandbox-root-in-production").rejects("sandbox_not_allowed"),
        at_sandbox("sandbox-root-in-the-sandbox").sandbox().verifies(&[], json!({}), |expect| {
            expect["issuer"] = json!(trust::ISSUER);
            expect["keyId"] = json!(hex::encode(&trust::issuer().key_id()));
        }),
    ]
}
