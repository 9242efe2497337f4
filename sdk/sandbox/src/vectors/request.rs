//! The relying party's request (profile §6).

use super::case::{NONCE, NOW, Record, case, minted, nik_nama, request, request_with, request_without};
use super::claims::answered;
use crate::cbor::Cbor;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [missing(), wrong(), timed(), documents()].concat()
}

fn asked(id: &str, flag: &'static str, request: Value) -> super::case::Case {
    case(id, &[flag]).minted(&minted().with(39, Cbor::Bytes(NONCE.into()))).request(request)
}

fn malformed(id: &str, request: Value, item: &str) -> Record {
    asked(id, "PDP-21", request).rejects_with("request_malformed", json!({"item": item}))
}

fn missing() -> Vec<Record> {
    let items = [
        ("request-without-relying-party", "relyingParty"),
        ("request-without-document", "document"),
        ("request-without-purpose", "purpose"),
        ("request-without-legal-basis", "legalBasis"),
        ("request-without-fields", "fields"),
        ("request-without-retention", "retention"),
        ("request-without-processing-period", "processingPeriod"),
        ("request-without-rights", "rights"),
        ("request-without-expiry", "expiresAt"),
    ];
    items.into_iter().map(|(id, item)| malformed(id, request_without(item), item)).chain(party()).collect()
}

fn party() -> Vec<Record> {
    let with = |item: &str, value: Value| {
        let mut request = request();
        request["relyingParty"][item] = value;
        request
    };
    vec![
        malformed("relying-party-without-name", with("name", Value::Null), "relyingParty.name"),
        malformed("relying-party-without-contact", with("contact", Value::Null), "relyingParty.contact"),
        malformed("relying-party-without-privacy-url", with("privacyUrl", Value::Null), "relyingParty.privacyUrl"),
        malformed("relying-party-by-http", with("id", json!("http://bank.example")), "relyingParty.id"),
        malformed("relying-party-with-a-path", with("id", json!("https://bank.example/kyc")), "relyingParty.id"),
        malformed("relying-party-upper-case", with("id", json!("https://Bank.example")), "relyingParty.id"),
        malformed("relying-party-empty-port", with("id", json!("https://bank.example:")), "relyingParty.id"),
        malformed("relying-party-port-443", with("id", json!("https://bank.example:443")), "relyingParty.id"),
        malformed("relying-party-empty-label", with("id", json!("https://bank..example")), "relyingParty.id"),
        malformed(
            "relying-party-script-as-privacy-url",
            with("privacyUrl", json!("javascript:alert(1)")),
            "relyingParty.privacyUrl",
        ),
        malformed("relying-party-no-host", with("id", json!("https://")), "relyingParty.id"),
    ]
}

fn wrong() -> Vec<Record> {
    let field = |name: &str, relevance: &str| json!([{"name": name, "required": true, "relevance": relevance}]);
    let with = |id: &str, item: &str, value: Value, told: &str| malformed(id, request_with(item, value), told);
    vec![
        with("purpose-empty", "purpose", json!(""), "purpose"),
        with("purpose-blank", "purpose", json!("  "), "purpose"),
        with("purpose-of-1001-bytes", "purpose", json!("x".repeat(1_001)), "purpose"),
        with("purpose-a-number", "purpose", json!(5), "json"),
        with("legal-basis-invented", "legalBasis", json!("because"), "json"),
        with("fields-empty", "fields", json!([]), "fields"),
        with("field-wildcard", "fields", field("*", "all"), "fields.name"),
        with("field-of-no-document", "fields", field("umur", "need"), "fields.name"),
        with("field-of-another-document", "fields", field("nomor_kk", "need"), "fields.name"),
        with("field-without-relevance", "fields", field("nik", ""), "fields.relevance"),
        with(
            "field-twice",
            "fields",
            json!([{"name": "nik", "relevance": "a"}, {"name": "nik", "relevance": "b"}]),
            "fields.name",
        ),
        with("document-invented", "document", json!("paspor"), "document"),
        with("nonce-of-15-bytes", "nonce", json!("000102030405060708090a0b0c0d0e"), "nonce"),
        with("nonce-not-hex", "nonce", json!("zz0102030405060708090a0b0c0d0e0f"), "nonce"),
        with("nonce-null", "nonce", Value::Null, "json"),
        with("nonce-a-number", "nonce", json!(7), "json"),
        with("rights-empty", "rights", json!(""), "rights"),
        asked("nonce-upper-case", "PDP-21", request_with("nonce", json!("000102030405060708090A0B0C0D0E0F"))).verifies(
            &["nik", "nama"],
            nik_nama(),
            answered,
        ),
    ]
}

fn timed() -> Vec<Record> {
    let until = |id: &str, at: u64| asked(id, "expiresAt", request_with("expiresAt", json!(at)));
    let expired = |at: u64| json!({"expiredAt": at, "checkedAt": NOW});
    vec![
        until("request-of-120-seconds", NOW + 120).verifies(&["nik", "nama"], nik_nama(), answered),
        until("request-of-121-seconds", NOW + 121).rejects_with("request_malformed", json!({"item": "expiresAt"})),
        until("request-with-a-second-left", NOW + 1).verifies(&["nik", "nama"], nik_nama(), answered),
        until("request-expired-now", NOW).rejects_with("request_expired", expired(NOW)),
        until("request-expired-before", NOW - 1).rejects_with("request_expired", expired(NOW - 1)),
    ]
}

fn documents() -> Vec<Record> {
    vec![asked("request-without-nonce-token-with-one", "counter", request_without("nonce")).verifies(
        &["nik", "nama"],
        nik_nama(),
        |expect| expect["levels"]["audience"] = json!("matched"),
    )]
}
