//! What leaves a credential, and what does not.

use crate::record::{Record, records};
use ikd_verify::{Choice, Consent, ConsentError, Error, Request, RequestError};
use serde_json::{Value, json};

fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.id == id).expect("the record")
}

/// Whether the presentation goes out with these fields released.
fn goes_out(id: &str, fields: &[&str]) -> bool {
    let record = record(id);
    let verifier = record.verifier();
    let credential = verifier.verify(&record.presentation, record.now()).expect("verifies");
    let consent = verifier.grant(Choice::Fields(fields)).expect("fields");
    credential.release(&consent).expect("released").presentation.is_some()
}

#[test]
fn the_presentation_goes_out_only_when_all_of_it_was_released() {
    assert!(goes_out("nik-and-nama", &["nik", "nama"]));
    assert!(!goes_out("nik-and-nama", &["nama"]));
    assert!(!goes_out("nik-and-nama", &[]));
}

#[test]
fn the_presentation_is_withheld_when_it_holds_what_no_screen_can_show() {
    assert!(!goes_out("w10-unknown-claims", &["nik", "nama"]));
    assert!(!goes_out("w10-unknown-inner-keys", &["nik", "nama"]));
    assert!(goes_out("w10-token-number", &["nik", "nama"]), "a token's own number is nothing of a person");
    assert!(goes_out("holder-check-pin", &["nik", "nama"]), "the issuer's check of its user is no field of a person");
}

#[test]
fn a_consent_opens_no_credential_of_another_request() {
    let asked = record("consent-all");
    let credential = || asked.verifier().verify(&asked.presentation, asked.now()).expect("verifies");
    let other = Record { request: changed(&asked, "purpose", json!("Undian berhadiah")), ..asked.clone() };
    let refused = Some(ConsentError::FieldNotRequested(None));
    let foreign = other.verifier().grant(Choice::All).expect("granted");
    assert_eq!(credential().release(&foreign).err(), refused);
    let free = Consent::grant(None, Choice::All).expect("granted");
    assert_eq!(credential().release(&free).err(), refused);
    let own = asked.verifier().grant(Choice::All).expect("granted");
    assert!(credential().release(&own).is_ok());
}

#[test]
fn a_malformed_request_grants_nothing() {
    let record = record("consent-all");
    let broken = Record { request: changed(&record, "purpose", json!("")), ..record };
    let error = broken.verifier().grant(Choice::All).err();
    assert_eq!(error, Some(Error::Request(RequestError::Malformed("purpose"))));
}

fn changed(record: &Record, item: &str, value: Value) -> Option<Value> {
    let mut request = record.request.clone()?;
    request[item] = value;
    Some(request)
}

#[test]
fn the_hash_of_a_request_covers_every_item() {
    let request = record("consent-all").request.expect("a request");
    let hash = |request: &Value| *Request::read(request).expect("well-formed").hash();
    let own = hash(&request);
    let other = |item: &str, value: Value| {
        let mut request = request.clone();
        *request.pointer_mut(item).expect("the item") = value;
        hash(&request)
    };
    for (item, value) in [
        ("/relyingParty/id", json!("https://other.example")),
        ("/relyingParty/name", json!("x")),
        ("/relyingParty/privacyUrl", json!("https://other.example/p")),
        ("/relyingParty/contact", json!("x")),
        ("/purpose", json!("x")),
        ("/legalBasis", json!("consent")),
        ("/fields/0/name", json!("agama")),
        ("/fields/0/required", json!(false)),
        ("/fields/0/relevance", json!("x")),
        ("/retention", json!("P1D")),
        ("/processingPeriod", json!("P2D")),
        ("/rights", json!("x")),
        ("/nonce", json!("ff0102030405060708090a0b0c0d0e0f")),
        ("/expiresAt", json!(1)),
    ] {
        assert_ne!(other(item, value), own, "{item}");
    }
}
