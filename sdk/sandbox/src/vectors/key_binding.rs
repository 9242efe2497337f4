//! The holder's key and token: `cnf`, the signature, its claims, and the times of both tokens (profile §4, mode S).

use super::case::{NOW, Record, case, issuer, nik_nama};
use super::shown::{Shown, is_sd};
use crate::cbor::Cbor;
use crate::holder::Holder;
use crate::sd_cwt::key_binding;
use crate::status;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [keys(), signatures(), claims(), time_order(), lifetimes(), times(), order()].concat()
}

fn keys() -> Vec<Record> {
    let cnf = |id: &str, row: &'static str, cnf: Cbor| {
        Shown::new().issued(8, cnf).case(id, &[row]).rejects("holder_key_unsupported")
    };
    let confirmed = |key: Cbor| Cbor::labels([(1, key)]);
    let okp = |curve: i64, x: Vec<u8>| {
        confirmed(Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(curve)), (-2, Cbor::Bytes(x))]))
    };
    let Cbor::Map(point) = Holder::p256("Budi").cose_key() else { return vec![] };
    let ec2 = |label: i64, value: Cbor| {
        let others = point.iter().filter(|(own, _)| *own != Cbor::Int(label)).cloned();
        confirmed(Cbor::Map(others.chain([(Cbor::Int(label), value)]).collect()))
    };
    let own = Holder::ed25519("Budi");
    let Cbor::Map(own_key) = own.cose_key() else { return vec![] };
    let own_with =
        |label: i64, value: Cbor| confirmed(Cbor::Map([own_key.clone(), vec![(Cbor::Int(label), value)]].concat()));
    let small_order = [&[1][..], &[0; 31]].concat();
    vec![
        Shown::new().issued_without(8).case("h02-no-cnf", &["H02"]).rejects("key_binding_missing"),
        cnf("h02-cnf-of-a-kid", "H02", Cbor::labels([(3, Cbor::Bytes(issuer().key_id()))])),
        cnf("h02-cnf-of-two", "H02", Cbor::labels([(1, own.cose_key()), (3, Cbor::Bytes(vec![1]))])),
        cnf("h02-cnf-empty", "H02", Cbor::Map(vec![])),
        cnf("h02-cnf-of-bytes", "H02", Cbor::Bytes(vec![1])),
        cnf("h11-small-order", "H11", okp(6, small_order)),
        cnf("h11-all-zero", "H11", okp(6, vec![0; 32])),
        cnf("h11-not-canonical", "H11", okp(6, [&[0xee][..], &[0xff; 30], &[0x7f]].concat())),
        cnf("h11-of-31-bytes", "H11", okp(6, vec![9; 31])),
        cnf("sd-holder-x25519", "sd", okp(4, vec![9; 32])),
        cnf("sd-holder-p384", "sd", ec2(-1, Cbor::Int(2))),
        cnf("sd-holder-off-the-curve", "sd", ec2(-3, Cbor::Bytes(vec![1; 32]))),
        cnf("sd-holder-compressed-point", "sd", ec2(-3, Cbor::Bool(true))),
        cnf("sd-holder-infinity", "sd", ec2(-2, Cbor::Bytes(vec![]))),
        cnf("sd-holder-private-p256-key", "sd", ec2(-4, Cbor::Bytes(vec![1; 32]))),
        cnf("sd-holder-private-key", "sd", own_with(-4, Cbor::Bytes(vec![1; 32]))),
        cnf("sd-holder-key-for-esp256", "sd", own_with(3, Cbor::Int(-9))),
        cnf("sd-holder-key-to-sign", "sd", own_with(4, Cbor::Array(vec![Cbor::Int(1)]))),
        Shown::new().issued(8, own_with(3, Cbor::Int(-19))).case("sd-holder-key-with-alg", &["sd"]).verifies(
            &["nik", "nama"],
            nik_nama(),
            is_sd,
        ),
    ]
}

fn signatures() -> Vec<Record> {
    let shown = Shown::new();
    let p256 = Shown::by(Holder::p256("Budi"));
    let by_another = |shown: &Shown, other: &Holder| {
        let token = shown.token();
        (other.sign(&token.to_be_signed()), token)
    };
    let (signature, token) = by_another(&shown, &Holder::ed25519("Siti"));
    let (issuers, _) = by_another(&shown, &Holder::Ed25519(Box::new(issuer())));
    let of_siti = key_binding(&shown.claims, &Holder::ed25519("Siti"), shown.kcwt());
    let sitis = Holder::ed25519("Siti").sign(&of_siti.to_be_signed());
    let invalid = |id: &str, shown: &Shown, change: fn(&[u8]) -> Vec<u8>| {
        shown.resigned(id, &["H02"], change).rejects("key_binding_invalid")
    };
    // The holder signs, and then a disclosure is changed: the signature covers them all.
    let after = |id: &str, disclosures: Vec<Cbor>| {
        let signature = shown.holder.sign(&shown.token().to_be_signed());
        case(id, &["H10"])
            .signed_token(&shown.clone().disclosures(disclosures).token(), signature)
            .rejects("key_binding_invalid")
    };
    let all = shown.credential.disclosures(&["nik", "nama", "agama"]);
    let reversed = shown.disclosures.iter().rev().cloned().collect();
    vec![
        case("h02-signed-by-another", &["H02"]).signed_token(&token, signature).rejects("key_binding_invalid"),
        case("h02-signed-by-the-issuer", &["H02"]).signed_token(&token, issuers).rejects("key_binding_invalid"),
        case("h03-around-anothers-credential", &["H03"]).signed_token(&of_siti, sitis).rejects("key_binding_invalid"),
        after("h10-disclosure-added", all),
        after("h10-disclosure-removed", shown.disclosures[..1].to_vec()),
        after("h10-disclosures-reordered", reversed),
        invalid("h02-signature-empty", &shown, |_| vec![]),
        invalid("h02-signature-of-63", &shown, |signature| signature[..63].to_vec()),
        invalid("h02-p256-one-bit", &p256, |signature| [&[signature[0] ^ 1], &signature[1..]].concat()),
        invalid("h02-p256-of-65", &p256, |signature| [signature, &[0]].concat()),
        invalid("h02-p256-all-zero", &p256, |_| vec![0; 64]),
        invalid("h02-p256-s-zero", &p256, |signature| [&signature[..32], &[0; 32]].concat()),
        invalid("h02-p256-r-above-n", &p256, |signature| [&[0xff; 32], &signature[32..]].concat()),
        invalid("h02-p256-as-der", &p256, |signature| {
            [&[0x30, 0x44, 2, 0x20][..], &signature[..32], &[2, 0x20], &signature[32..]].concat()
        }),
    ]
}

fn claims() -> Vec<Record> {
    let missing = |shown: Shown, id: &str, claim: &str| {
        shown.case(id, &["H06"]).rejects_with("claim_missing", json!({"claim": claim}))
    };
    let malformed = |shown: Shown, id: &str, claim: &str| {
        shown.case(id, &["H06"]).rejects_with("claim_malformed", json!({"claim": claim}))
    };
    let named = |id: &str, label: i64| {
        Shown::new().claim(label, Cbor::text("x")).case(id, &["H08"]).rejects("key_binding_malformed")
    };
    let text = || Cbor::text("1800000000");
    vec![
        named("h08-iss-of-the-holder", 1),
        named("h08-sub-of-the-holder", 2),
        missing(Shown::new().without(3), "h06-no-aud", "aud"),
        missing(Shown::new().without(4), "h06-no-exp", "exp"),
        missing(Shown::new().without(6), "h06-no-iat", "iat"),
        missing(Shown::new().issued_without(1), "sd-issued-without-iss", "iss"),
        missing(Shown::new().issued_without(4), "d08-issued-without-exp", "exp"),
        missing(Shown::new().issued_without(6), "d08-issued-without-iat", "iat"),
        missing(Shown::new().issued_without(11), "d08-issued-without-vct", "vct"),
        malformed(Shown::new().claim(3, Cbor::Int(1)), "h06-aud-a-number", "aud"),
        malformed(Shown::new().claim(4, text()), "h06-exp-a-text", "exp"),
        malformed(Shown::new().claim(6, Cbor::Int(-1)), "h06-iat-negative", "iat"),
        malformed(Shown::new().claim(5, Cbor::Null), "h06-nbf-null", "nbf"),
        malformed(Shown::new().issued(4, text()), "sd-issued-exp-a-text", "exp"),
        malformed(Shown::new().issued(3, Cbor::Int(1)), "sd-issued-aud-a-number", "aud"),
        malformed(Shown::new().issued(65535, Cbor::Int(1)), "sd-issued-status-a-number", "status"),
    ]
}

const ISSUED: u64 = NOW - 3_600;

/// The rules of the draft between the times of the two tokens: each broken by a second, and each just kept.
fn time_order() -> Vec<Record> {
    let at = Cbor::uint;
    let exact = || Shown::new();
    let broken = |id: &str, shown: Shown| shown.case(id, &["H06", "H07"]).rejects("time_order");
    let kept = |id: &str, shown: Shown| shown.case(id, &["H06", "H07"]).verifies(&["nik", "nama"], nik_nama(), is_sd);
    let end = NOW + 90;
    vec![
        broken("h06-issued-at-its-end", exact().issued(4, at(ISSUED))),
        broken("h06-issued-before-it-starts", exact().issued(5, at(ISSUED + 1))),
        kept("h06-issued-as-it-starts", exact().issued(5, at(ISSUED))),
        broken("h06-shown-at-its-end", exact().claim(4, at(NOW))),
        broken("h06-shown-before-it-starts", exact().claim(5, at(NOW + 1))),
        kept("h06-shown-as-it-starts", exact().claim(5, at(NOW))),
        broken("h07-outlives-the-credential", exact().issued(4, at(end - 1))),
        kept("h07-ends-with-the-credential", exact().issued(4, at(end))),
        broken("h07-shown-before-it-was-issued", exact().issued(6, at(NOW + 1))),
        kept("h07-shown-as-it-was-issued", exact().issued(6, at(NOW))),
        broken("h07-starts-before-the-credential", exact().issued(5, at(ISSUED)).claim(5, at(ISSUED - 1))),
        kept("h07-starts-with-the-credential", exact().issued(5, at(ISSUED)).claim(5, at(ISSUED))),
        broken("h07-shown-after-the-credential", exact().issued(4, at(NOW - 600))),
        broken("h07-shown-as-the-credential-ends", exact().issued(4, at(NOW)).claim(4, at(NOW))),
    ]
}

fn lifetimes() -> Vec<Record> {
    let at = Cbor::uint;
    let listed = status::reference(Cbor::Int(7), "https://status.example/1");
    let long = |id: &str, shown: Shown| shown.case(id, &["W07"]).rejects("lifetime_too_long");
    vec![
        long("sd-shown-for-91-seconds", Shown::new().claim(4, at(NOW + 91))),
        long("sd-issued-for-over-three-days", Shown::new().issued(4, at(ISSUED + 72 * 3_600 + 1))),
        long(
            "sd-issued-for-thirty-days-with-another-status",
            Shown::new().issued(status::CLAIM, Cbor::Map(vec![])).issued(4, at(ISSUED + 30 * 86_400)),
        ),
        long(
            "sd-issued-for-over-thirty-days",
            Shown::new().issued(status::CLAIM, listed).issued(4, at(ISSUED + 30 * 86_400 + 1)),
        ),
    ]
}

fn times() -> Vec<Record> {
    let shown = Shown::new();
    let expired = |at: u64, now: u64| json!({"expiredAt": at, "checkedAt": now});
    let short = Shown::new().issued(4, Cbor::uint(NOW + 90));
    vec![
        shown.case("h06-shown-long-ago", &["H06"]).now(NOW + 150).rejects_with("expired", expired(NOW + 90, NOW + 150)),
        shown.case("h06-shown-just-now", &["H06"]).now(NOW + 149).verifies(&["nik", "nama"], nik_nama(), is_sd),
        shown
            .case("h06-shown-in-the-future", &["H06"])
            .now(NOW - 61)
            .rejects_with("issued_in_future", json!({"issuedAt": NOW, "checkedAt": NOW - 61})),
        shown.case("h06-shown-by-a-fast-clock", &["H06"]).now(NOW - 60).verifies(&["nik", "nama"], nik_nama(), is_sd),
        Shown::new()
            .claim(6, Cbor::uint(NOW - 60))
            .claim(5, Cbor::uint(NOW - 60))
            .claim(4, Cbor::uint(NOW + 30))
            .case("h06-not-before", &["H06"])
            .now(NOW - 121)
            .rejects_with("not_yet_valid", json!({"notBefore": NOW - 60, "checkedAt": NOW - 121})),
        short
            .case("sd-credential-expired", &["L10"])
            .now(NOW + 200)
            .rejects_with("expired", expired(NOW + 90, NOW + 200)),
    ]
}

/// Two faults: the earlier stage is told.
fn order() -> Vec<Record> {
    let broken = || Shown::new().disclosures(vec![Cbor::Bytes(vec![0x80])]);
    let unsigned = |id: &str, shown: &Shown| shown.resigned(id, &["order"], |_| vec![0; 64]);
    let late = |shown: Shown| shown.claim(6, Cbor::uint(NOW - 480)).claim(4, Cbor::uint(NOW - 400));
    let expired = json!({"expiredAt": NOW - 400, "checkedAt": NOW});
    vec![
        unsigned("order-sd-cnf-before-the-holders-signature", &Shown::new().issued_without(8))
            .rejects("key_binding_missing"),
        unsigned("order-sd-holders-signature-before-claims", &Shown::new().issued_without(4).claim(1, Cbor::text("x")))
            .rejects("key_binding_invalid"),
        late(Shown::new().claim(1, Cbor::text("x")))
            .case("order-sd-binding-before-times", &["order"])
            .rejects("key_binding_malformed"),
        late(broken()).case("order-sd-times-before-disclosures", &["order"]).rejects_with("expired", expired),
        broken()
            .claim(3, Cbor::text("https://other.example"))
            .case("order-sd-audience-before-disclosures", &["order"])
            .request(super::case::request())
            .rejects("audience_mismatch"),
        broken()
            .case("order-sd-nonce-before-disclosures", &["order"])
            .request(super::case::request())
            .rejects("nonce_missing"),
        broken()
            .case("order-sd-disclosures-before-consent", &["order"])
            .consent(json!("none"))
            .rejects("disclosure_malformed"),
    ]
}
