//! Two faults in one presentation: the first in the order of the pipeline is told (profile §9).

use super::case::{Case, NONCE, NOW, Record, case, entry, issuer, list, minted, request, request_with, roots, signed};
use crate::cbor::{Cbor, Labels};
use crate::cose::{Sign1, headers};
use crate::minted;
use crate::signer::Signer;
use crate::trust;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [before_the_token(), in_the_headers(), at_the_issuer(), in_the_claims(), at_the_end()].concat()
}

fn both(id: &str) -> Case {
    case(id, &["order"])
}

fn before_the_token() -> Vec<Record> {
    let expired_list =
        trust::sign(&list().with(6, Cbor::uint(NOW - 9_000)).with(4, Cbor::uint(NOW - 100)), &roots()[0]);
    let nonsense = |case: Case| case.text("nonsense");
    let expired = |at: u64| json!({"expiredAt": at, "checkedAt": NOW});
    vec![
        both("order-list-signature-before-number")
            .list(&trust::sign(&list(), &Signer::named("stranger")))
            .min_seq(9)
            .rejects("trust_list_untrusted"),
        nonsense(both("order-list-number-before-time"))
            .list(&expired_list)
            .min_seq(9)
            .rejects("trust_list_rolled_back"),
        nonsense(both("order-list-time-before-request"))
            .list(&expired_list)
            .request(json!({}))
            .rejects_with("trust_list_expired", expired(NOW - 100)),
        nonsense(both("order-list-before-text"))
            .list(&[])
            .rejects_with("trust_list_malformed", json!({"reason": "cose"})),
        nonsense(both("order-request-before-text"))
            .request(request_with("expiresAt", json!(NOW)))
            .rejects_with("request_expired", expired(NOW)),
        nonsense(both("order-request-form-before-its-time"))
            .request(json!({"expiresAt": 1}))
            .rejects_with("request_malformed", json!({"item": "relyingParty"})),
        both("order-length-before-prefix").text(&"x".repeat(5_000)).rejects("text_too_long"),
        both("order-base45-before-size").text(&format!("IKD1:{}", "a".repeat(4_290))).rejects("base45_malformed"),
        both("order-size-before-cbor").token(&[0xff; 2_801]).rejects("envelope_too_large"),
    ]
}

fn token(headers: Vec<(i64, Cbor)>) -> Sign1 {
    Sign1 { protected: Cbor::labels(headers).encode(), ..minted::token(&minted(), &issuer()) }
}

fn in_the_headers() -> Vec<Record> {
    let standard = |drop: &[i64]| -> Vec<(i64, Cbor)> {
        headers(&issuer(), Cbor::Int(61)).into_iter().filter(|(label, _)| !drop.contains(label)).collect()
    };
    let with = |mut headers: Vec<(i64, Cbor)>, more: Vec<(i64, Cbor)>| {
        headers.extend(more);
        token(headers)
    };
    let crit = || (2, Cbor::Array(vec![Cbor::Int(1)]));
    let detached = |headers: Vec<(i64, Cbor)>| {
        let token = token(headers);
        token.wrap(vec![Cbor::Bytes(token.protected.clone()), Cbor::Map(vec![]), Cbor::Null, Cbor::Bytes(vec![0; 64])])
    };
    let stranger = (4, Cbor::Bytes(vec![9; 8]));
    vec![
        both("order-cbor-before-shape")
            .token(&[0xd2, 0x83, 0x18, 0, 0])
            .rejects_with("cbor_malformed", json!({"reason": "not_canonical"})),
        both("order-shape-before-typ").token(&token(vec![]).wrap(vec![Cbor::Bytes(vec![])])).rejects("not_cose_sign1"),
        both("order-typ-before-crit").sign1(&with(standard(&[16]), vec![crit()])).rejects("type_unexpected"),
        both("order-crit-before-labels")
            .sign1(&with(standard(&[]), vec![crit(), (3, Cbor::Int(60))]))
            .rejects("header_critical"),
        both("order-labels-before-alg")
            .sign1(&with(standard(&[1]), vec![(3, Cbor::Int(60))]))
            .rejects("header_malformed"),
        both("order-alg-before-kid").sign1(&with(standard(&[1, 4]), vec![])).rejects("algorithm_missing"),
        both("order-alg-value-before-kid")
            .sign1(&with(standard(&[1, 4]), vec![(1, Cbor::Int(-7))]))
            .rejects("algorithm_unsupported"),
        both("order-kid-before-payload").token(&detached(standard(&[4]))).rejects("key_id_missing"),
        both("order-payload-before-lookup")
            .token(&detached([standard(&[4]), vec![stranger.clone()]].concat()))
            .rejects("payload_detached"),
        both("order-lookup-before-signature")
            .token(&token([standard(&[4]), vec![stranger]].concat()).with_signature(vec![]))
            .rejects("issuer_unknown"),
    ]
}

fn at_the_issuer() -> Vec<Record> {
    const OTHER: &str = "https://other.example";
    let revoked = |entry: Labels| entry.with(7, Cbor::uint(NOW));
    let ended = entry().with(4, Cbor::uint(NOW - 60));
    let status_only = Cbor::Array(vec![Cbor::Int(2)]);
    let under = |id: &str, entry: Labels, minted: &Labels| both(id).list(&signed(&[entry])).minted(minted);
    let broken = Sign1::new(&issuer(), Cbor::Int(61), vec![0xff]);
    vec![
        both("order-signature-before-issuer")
            .list(&signed(&[revoked(trust::entry(OTHER, &issuer(), NOW))]))
            .token(&minted::token(&minted(), &issuer()).with_signature(vec![0; 64]))
            .rejects("signature_invalid"),
        both("order-signature-before-payload").token(&broken.with_signature(vec![0; 64])).rejects("signature_invalid"),
        both("order-payload-before-issuer")
            .list(&signed(&[revoked(entry())]))
            .sign1(&broken)
            .rejects_with("cbor_malformed", json!({"reason": "indefinite"})),
        under("order-mismatch-before-revoked", revoked(trust::entry(OTHER, &issuer(), NOW)), &minted())
            .rejects("issuer_mismatch"),
        under("order-revoked-before-not-current", revoked(ended), &minted()).rejects("issuer_key_revoked"),
        under("order-revoked-before-use", revoked(entry().with(8, status_only.clone())), &minted())
            .rejects("issuer_key_revoked"),
        under("order-issuer-before-claims", entry().with(8, status_only), &minted().without(4))
            .rejects("key_use_not_allowed"),
    ]
}

fn in_the_claims() -> Vec<Record> {
    let claim = |name: &str| json!({"claim": name});
    let set = |id: &str, minted: &Labels| both(id).minted(minted);
    let vct = |minted: Labels| minted.with(11, Cbor::Int(65099));
    let late = |minted: Labels| minted.with(6, Cbor::uint(NOW - 480)).with(4, Cbor::uint(NOW - 400));
    let other = || minted().with(3, Cbor::text("https://other.example"));
    let expired = json!({"expiredAt": NOW - 400, "checkedAt": NOW});
    vec![
        set("order-present-before-types", &minted().without(11).with(4, Cbor::text("x")))
            .rejects_with("claim_missing", claim("vct")),
        set("order-types-before-document", &vct(minted()).with(39, Cbor::Int(1)))
            .rejects_with("claim_malformed", claim("cnonce")),
        set("order-document-before-time-order", &vct(minted()).with(4, Cbor::uint(NOW - 1)))
            .rejects("document_unexpected"),
        set("order-time-order-before-time", &minted().with(4, Cbor::uint(NOW - 1_000))).rejects("time_order"),
        set("order-lifetime-before-time", &late(minted()).with(6, Cbor::uint(NOW - 9_000)))
            .rejects("lifetime_too_long"),
        set("order-time-before-audience", &late(other())).request(request()).rejects_with("expired", expired),
        set("order-audience-before-nonce", &other()).request(request()).rejects("audience_mismatch"),
    ]
}

fn at_the_end() -> Vec<Record> {
    let person = crate::person::Person::budi();
    let only_nama =
        minted::claims(super::case::BANK, NOW, person.claims(&["nama"])).with(1, Cbor::text(super::case::ISSUER));
    let asked = |id: &str, minted: Labels| both(id).minted(&minted).request(request());
    let answered = only_nama.clone().with(39, Cbor::Bytes(NONCE.into()));
    let field = |name: &str| json!({"field": name});
    vec![
        asked("order-nonce-before-consent", minted()).consent(json!("none")).rejects("nonce_missing"),
        asked("order-nonce-before-choice", minted()).consent(json!(["agama"])).rejects("nonce_missing"),
        asked("order-choice-before-offer", answered.clone())
            .consent(json!(["agama"]))
            .rejects_with("field_not_requested", field("agama")),
        asked("order-offer-before-refusal", answered)
            .consent(json!("none"))
            .rejects_with("required_field_not_offered", field("nik")),
    ]
}
