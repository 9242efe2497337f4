//! The person's choice (profile §6 and §10).

use super::case::{Case, NONCE, Record, case, minted_with, nik_nama, request};
use super::claims::answered;
use crate::cbor::Cbor;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    let field = |name: &str| json!({"field": name});
    let nik = || json!({"nik": "3171011708950003"});
    vec![
        asked("consent-all", &["nik", "nama"]).verifies(&["nik", "nama"], nik_nama(), answered),
        chosen("consent-required-only", &["nik", "nama"], json!(["nik"])).verifies(&["nik", "nama"], nik(), answered),
        chosen("consent-of-a-field-not-offered", &["nik"], json!(["nik", "nama"])).verifies(&["nik"], nik(), answered),
        chosen("field-not-requested", &["nik", "nama", "agama"], json!(["nik", "agama"]))
            .rejects_with("field_not_requested", field("agama")),
        chosen("field-not-requested-and-unknown", &["nik", "nama"], json!(["nik", "umur"]))
            .rejects("field_not_requested"),
        asked("required-field-not-offered", &["nama"]).rejects_with("required_field_not_offered", field("nik")),
        chosen("consent-without-the-required", &["nik", "nama"], json!(["nama"]))
            .rejects_with("consent_refused", field("nik")),
        chosen("consent-to-nothing", &["nik", "nama"], json!("none")).rejects_with("consent_refused", field("nik")),
        optional("consent-to-nothing-of-the-optional").consent(json!("none")).verifies(
            &["nik", "nama"],
            json!({}),
            answered,
        ),
        // More than was asked for may be in the code; it is named and never released.
        asked("d20-offered-and-not-asked", &["nik", "nama", "agama", "foto"]).verifies(
            &["nik", "nama", "agama", "foto"],
            nik_nama(),
            answered,
        ),
        free("free-choice", json!(["nama"])).verifies(&["nik", "nama"], json!({"nama": "BUDI SANTOSO"}), |_| {}),
        free("free-choice-of-nothing", json!("none")).verifies(&["nik", "nama"], json!({}), |_| {}),
        free("free-choice-of-no-field", json!(["umur"])).rejects("field_not_requested"),
        free("free-choice-of-a-field-not-offered", json!(["agama"])).verifies(&["nik", "nama"], json!({}), |_| {}),
    ]
}

fn asked(id: &str, offered: &[&str]) -> Case {
    case(id, &["consent"]).minted(&minted_with(offered).with(39, Cbor::Bytes(NONCE.into()))).request(request())
}

fn chosen(id: &str, offered: &[&str], choice: Value) -> Case {
    asked(id, offered).consent(choice)
}

fn optional(id: &str) -> Case {
    let mut request = request();
    request["fields"][0]["required"] = json!(false);
    asked(id, &["nik", "nama"]).request(request)
}

fn free(id: &str, choice: Value) -> Case {
    case(id, &["consent"]).minted(&minted_with(&["nik", "nama"])).consent(choice)
}
