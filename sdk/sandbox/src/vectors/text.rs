//! The QR's text: prefix, Base45, size (profile §1; rows B).

use super::case::{Record, case, issuer, minted};
use crate::cose::qr_text;
use crate::minted;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [base45(), prefix(), size()].concat()
}

fn malformed(id: &str, flag: &'static str, body: &str) -> Record {
    case(id, &[flag]).text(&format!("IKD1:{body}")).rejects("base45_malformed")
}

fn base45() -> Vec<Record> {
    let token = minted::token(&minted(), &issuer()).sign(&issuer());
    let text = qr_text(&token);
    vec![
        malformed("b01-triple-above-65535", "B01", ":::"),
        malformed("b02-triple-65536", "B02", "GGW"),
        // FGW is 65535, ff ff: canonical Base45, and then a CBOR break byte.
        case("b02-triple-65535", &["B02"])
            .text("IKD1:FGW")
            .rejects_with("cbor_malformed", json!({"reason": "indefinite"})),
        malformed("b03-final-pair-256", "B03", "V5"),
        malformed("b03-final-pair-2024", "B03", "::"),
        malformed("b04-spaces-behind", "B04", "BB8  "),
        malformed("b05-one-character", "B05", "A"),
        malformed("b05-length-3k-plus-1", "B05", "ABCD"),
        malformed("b06-lower-case", "B06", "bb8"),
        malformed("b06-full-width", "B06", "ＡB8"),
        malformed("b06-nul", "B06", "A\0B"),
        malformed("b06-tab", "B06", "A\tB"),
        case("b06-line-end", &["B06"]).text(&format!("{text}\r\n")).rejects("base45_malformed"),
        // No bytes are canonical Base45, and not one CBOR item.
        case("b07-prefix-only", &["B07"]).text("IKD1:").rejects_with("cbor_malformed", json!({"reason": "truncated"})),
        case("b11-space-behind-a-token", &["B11"]).text(&format!("{text} ")).rejects("base45_malformed"),
    ]
}

fn foreign(id: &str, flag: &'static str, text: &str, kind: &str) -> Record {
    case(id, &[flag]).text(text).rejects_with("not_an_ikd_qr", json!({"kind": kind}))
}

/// A PhilID's JSON with nobody in it.
const PHILSYS: &str = r#"{"DateIssued": "01 January 2021", "Issuer": "PSA", "subject": {"lName": "", "fName": ""}, "alg": "EDDSA", "signature": ""}"#;

fn prefix() -> Vec<Record> {
    let text = qr_text(&minted::token(&minted(), &issuer()).sign(&issuer()));
    vec![
        foreign("b07-empty", "B07", "", "other"),
        foreign("b08-eu-dcc", "B08", "HC1:6BFOXN", "eu_dcc"),
        foreign("b08-hc2", "B08", "HC2:6BFOXN", "other"),
        foreign("b08-hl0", "B08", "HL0:6BFOXN", "other"),
        foreign("b08-smart-health-card", "B08", "shc:/56762909524320603460292437404460", "smart_health_card"),
        foreign("b08-url", "B08", "https://example.com/ktp?id=1", "url"),
        foreign("b08-url-upper-case", "B08", "HTTPS://EXAMPLE.COM/", "url"),
        foreign("b08-dukcapil-url", "B08", "https://dokumen.dukcapil.kemendagri.go.id/cek/1", "dukcapil_document_url"),
        foreign("b08-dukcapil-look-alike", "B08", "https://dukcapil.kemendagri.go.id.example/cek/1", "url"),
        foreign("b08-dukcapil-user-name", "B08", "https://dukcapil.kemendagri.go.id:x@evil.example/", "url"),
        foreign("b08-dukcapil-backslash", "B08", "https://evil.example\\.dukcapil.kemendagri.go.id/", "url"),
        foreign("b08-claim-169", "B08", &base45::encode([0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]), "claim_169"),
        foreign("b08-own-challenge", "B08", "IKDQ1:BB8", "ikd_challenge"),
        foreign("b08-own-challenge-lower-case", "B08", "ikdq1:BB8", "other"),
        foreign("b08-philsys", "B08", PHILSYS, "philsys"),
        foreign("b08-philsys-compact", "B08", &PHILSYS.replace(": ", ":"), "philsys"),
        foreign("b08-philsys-other-issuer", "B08", &PHILSYS.replace("PSA", "PSB"), "other"),
        foreign("b08-philsys-no-algorithm", "B08", &PHILSYS.replace("EDDSA", "none"), "other"),
        foreign("b08-wifi", "B08", "WIFI:T:WPA;S:Kantor;P:rahasia;;", "other"),
        case("b09-prefix-twice", &["B09"]).text(&format!("IKD1:{text}")).rejects("base45_malformed"),
        foreign("b09-prefix-lower-case", "B09", &text.replace("IKD1:", "ikd1:"), "other"),
        foreign("b09-space-before", "B09", &format!(" {text}"), "other"),
    ]
}

fn size() -> Vec<Record> {
    let long = |characters: usize| format!("IKD1:{}", "0".repeat(characters - 5));
    vec![
        // 4 296 characters are read: 4 291 behind the prefix are 3k + 1, so not Base45.
        case("text-4296", &["limit"]).text(&long(4296)).rejects("base45_malformed"),
        case("text-4297", &["B10", "limit"]).text(&long(4297)).rejects("text_too_long"),
        case("text-4297-foreign", &["B10", "limit"]).text(&"A".repeat(4297)).rejects("text_too_long"),
        // 2 800 zero bytes: the first is the integer 0, the rest trails.
        case("envelope-2800", &["limit"])
            .token(&[0; 2800])
            .rejects_with("cbor_malformed", json!({"reason": "trailing"})),
        case("envelope-2801", &["limit"]).token(&[0; 2801]).rejects("envelope_too_large"),
    ]
}
