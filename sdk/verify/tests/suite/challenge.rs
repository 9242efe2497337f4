//! The challenge: what the wallet reads is what the relying party chose.

use crate::record::{Record, records};
use ikd_verify::{Challenge, Choice, Error, Need};

fn record() -> Record {
    records().into_iter().find(|record| record.id == "consent-all").expect("the record")
}

fn challenge(choice: Choice<'_>) -> Result<Challenge, Error> {
    record().verifier().challenge(choice, record().now())
}

#[test]
fn a_challenge_is_read_as_it_was_written() {
    let made = challenge(Choice::All).expect("a challenge");
    let text = made.to_text();
    assert!(text.starts_with("IKDQ1:"));
    assert_eq!(Challenge::open(&text).expect("readable"), made);
    assert_eq!(made.audience, "https://bank.example");
    let fields: Vec<_> = made.fields.iter().map(|asked| (asked.field.name, asked.need)).collect();
    assert_eq!(fields, [("nik", Need::Required), ("nama", Need::Optional)]);
}

#[test]
fn a_challenge_holds_only_what_was_chosen() {
    let made = challenge(Choice::Fields(&["nik"])).expect("a challenge");
    assert_eq!(made.fields.iter().map(|asked| asked.field.name).collect::<Vec<_>>(), ["nik"]);
}

#[test]
fn a_challenge_without_a_required_field_or_with_another_one_is_refused() {
    let code = |choice| challenge(choice).err().map(|error| error.code());
    assert_eq!(code(Choice::Fields(&["nama"])), Some("consent_refused"));
    assert_eq!(code(Choice::Nothing), Some("consent_refused"));
    assert_eq!(code(Choice::Fields(&["nik", "agama"])), Some("field_not_requested"));
}

#[test]
fn a_request_without_a_nonce_or_out_of_time_makes_no_challenge() {
    let code = |record: Record| record.verifier().challenge(Choice::All, record.now()).err().map(|error| error.code());
    let mut request = record().request.expect("a request");
    request.as_object_mut().expect("an object").remove("nonce");
    assert_eq!(code(Record { request: Some(request), ..record() }), Some("request_malformed"));
    assert_eq!(code(Record { now: record().now + 100, ..record() }), Some("request_expired"));
    assert_eq!(code(Record { request: None, ..record() }), Some("request_malformed"));
}

#[test]
fn a_text_that_is_no_challenge_has_a_code() {
    let made = challenge(Choice::All).expect("a challenge").to_text();
    let code = |text: &str| Challenge::open(text).err().map(|error| error.code());
    assert_eq!(code(""), Some("not_an_ikd_qr"));
    assert_eq!(code("https://example.com/"), Some("not_an_ikd_qr"));
    assert_eq!(code(&format!("{made} ")), Some("base45_malformed"));
    assert_eq!(code("IKDQ1:"), Some("cbor_malformed"));
    assert_eq!(code("IKDQ1:BB8"), Some("cbor_malformed"));
    assert_eq!(code(&"IKDQ1:0".repeat(1_000)), Some("text_too_long"));
    for length in "IKDQ1:".len()..made.len() {
        assert!(code(&made[..length]).is_some(), "a challenge cut at {length}");
    }
}
