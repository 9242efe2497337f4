//! The pseudonym: of one person, one relying party and one key.

use crate::record::{Record, records};
use ikd_verify::{Choice, PseudonymKey};
use serde_json::json;

fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.id == id).expect("the record")
}

fn made(record: &Record, choice: Choice<'_>, key: &[u8]) -> Result<String, &'static str> {
    let verifier = record.verifier();
    let credential = verifier.verify(&record.presentation, record.now()).expect("verifies");
    let consent = verifier.grant(choice).map_err(|error| error.code())?;
    credential.pseudonym(&consent, &PseudonymKey::new(key).expect("a key")).map_err(|error| error.code())
}

#[test]
fn it_is_the_hmac_of_the_party_and_the_nik() {
    // Another implementation's HMAC-SHA-256 over "ikd-verify pseudonym 1\0https://bank.example\03171011708950003".
    let expected = "c51bdfe33a8e39c8114bf1c308bd8f09b787cd30d236635ba5b2639afb2b38ab";
    assert_eq!(made(&record("consent-all"), Choice::All, &[7; 32]).as_deref(), Ok(expected));
    assert_ne!(made(&record("consent-all"), Choice::All, &[8; 32]).as_deref(), Ok(expected));
}

#[test]
fn it_needs_the_consent_for_the_nik_and_a_relying_party() {
    assert_eq!(made(&record("consent-all"), Choice::Fields(&["nama"]), &[7; 32]), Err("consent_refused"));
    assert_eq!(made(&record("nik-and-nama"), Choice::All, &[7; 32]), Err("request_malformed"));
    let optional = record("consent-to-nothing-of-the-optional");
    assert_eq!(made(&optional, Choice::Fields(&["nama"]), &[7; 32]), Err("field_not_requested"));
}

#[test]
fn another_relying_party_gets_another_one() {
    let own = record("counter-for-us");
    let mut other = record("counter-opted-in");
    let mut request = other.request.clone().expect("a request");
    request["relyingParty"]["id"] = json!("https://other.example");
    other.request = Some(request);
    let (own, other) = (made(&own, Choice::All, &[7; 32]), made(&other, Choice::All, &[7; 32]));
    assert!(own.is_ok() && other.is_ok() && own != other);
}
