//! Texts and portraits that a screen must take with care: they come out as they were signed, as data, and are cut by a limit alone.

use crate::record::{Record, records};
use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::{cose::qr_text, minted, person::Person, trust};
use ikd_verify::{Choice, Error};
use serde_json::{Value, json};

/// What a verification releases of a person with another value.
fn released(name: &'static str, value: Cbor) -> Result<Value, Error> {
    let record: Record =
        records().into_iter().find(|record| record.id == "sandbox-root-in-the-sandbox").expect("the record");
    let person = Person::budi().with(name, value);
    let claims = minted::claims("https://bank.example", record.now, person.claims(&[name]));
    let text = qr_text(&minted::token(&claims, &trust::issuer()).sign(&trust::issuer()));
    let verifier = record.verifier();
    let credential = verifier.verify(&text, record.now())?;
    let consent = verifier.grant(Choice::All)?;
    Ok(serde_json::to_value(credential.release(&consent)?.fields).expect("JSON")[name].clone())
}

fn as_signed(texts: &[String]) {
    for text in texts {
        assert_eq!(released("nama", Cbor::text(text)), Ok(json!(text)), "{text:?}");
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn x01_x02_marks_of_direction_and_controls_are_data() {
    as_signed(&owned(&["BUDI \u{202E}isutnas", "\u{2066}A\u{2067}B\u{2068}C\u{2069}", "\u{200E}A\u{200F}\u{061C}"]));
    as_signed(&owned(&["A\0B", "\u{1b}[31mMERAH", "A\r\nB", "A\u{2028}B", "A\u{7f}", "A\u{9b}31m"]));
}

#[test]
fn x03_markup_and_formulas_are_data() {
    let hostile =
        ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "=HYPERLINK(\"http://a\")", "'; DROP TABLE x"];
    as_signed(&owned(&hostile));
}

#[test]
fn x04_x05_mixed_scripts_and_lawful_names_are_data_and_length_is_the_codes() {
    as_signed(&owned(&[
        "BU\u{0414}I",
        "BU\u{200B}DI",
        "Jose\u{301}",
        "Jos\u{e9}",
        "محمد",
        "\u{1F469}\u{200D}\u{1F680}",
    ]));
    as_signed(&[format!("A{}", "\u{301}".repeat(500))]);
    assert_eq!(released("nama", Cbor::text(&"A".repeat(65_536))).map_err(|error| error.code()), Err("text_too_long"));
}

/// The type is one of three words, never what the bytes say they are: a page shows them under that type or not at all.
#[test]
fn x06_a_portrait_has_the_type_that_was_signed_whatever_its_bytes_are() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let portrait = |format: i64, bytes: &[u8]| {
        let record: Record =
            records().into_iter().find(|record| record.id == "sandbox-root-in-the-sandbox").expect("the record");
        let own = Cbor::labels([(16, Cbor::Bytes(bytes.into())), (17, Cbor::Int(format))]);
        let claims = minted::claims("https://bank.example", record.now, vec![(169, own)]);
        let text = qr_text(&minted::token(&claims, &trust::issuer()).sign(&trust::issuer()));
        let verifier = record.verifier();
        let credential = verifier.verify(&text, record.now()).map_err(|error| error.code())?;
        let consent = verifier.grant(Choice::All).expect("a consent");
        let released = credential.release(&consent).map_err(|error| Error::from(error).code())?;
        Ok(serde_json::to_value(released.fields).expect("JSON")["foto"]["type"].clone())
    };
    assert_eq!(portrait(1, svg), Ok(json!("image/jpeg")));
    assert_eq!(portrait(4, b"\x89PNG\r\n"), Ok(json!("image/webp")));
    for format in [0, 2, 5, 255] {
        assert_eq!(portrait(format, svg), Err("claim_malformed"), "{format}");
    }
    assert_eq!(portrait(1, &[0; 2_800]), Err("text_too_long"));
}
