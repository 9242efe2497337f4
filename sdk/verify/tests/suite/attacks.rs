//! Attack rows that are no single vector.

use crate::record::{self, Record, records};
use ikd_sandbox::trust;
use ikd_verify::{Anchors, Envelope, Environment, Error, KeyError, PublicKey, TextError, TrustList, TrustListError};
use sha2::{Digest, Sha256};

#[test]
fn b10_a_mebibyte_of_base45_is_refused_unread() {
    let text = format!("IKD1:{}", "0".repeat(1 << 20));
    assert_eq!(Envelope::open(&text).err(), Some(TextError::TooLong));
}

#[test]
fn b11_two_texts_of_one_token_have_one_hash() {
    let record = record("nik-and-nama");
    let verifier = record.verifier();
    let hash = |text: &str| verifier.verify(text, record.now()).map(|credential| *credential.signed_hash().bytes());
    let first = hash(&record.presentation).expect("verifies");
    // The same signed bytes under another text: no second text exists, and the hash is of the signed bytes alone.
    assert!(hash(&format!("{} ", record.presentation)).is_err());
    let intermediates = record.intermediates.as_ref().expect("a token");
    let to_be_signed = record::unhex(intermediates.to_be_signed.as_ref().expect("a signed token"));
    assert_eq!(first[..], Sha256::digest(to_be_signed)[..]);
}

#[test]
fn t09_a_list_that_is_too_large_is_refused_unread() {
    let anchors =
        Anchors::new(vec![PublicKey::from_bytes(&trust::root().public_key()).unwrap()], Environment::Sandbox).unwrap();
    let opened = |bytes: usize| TrustList::open(&vec![0; bytes], &anchors).err();
    assert_eq!(opened(256 * 1_024), Some(TrustListError::Malformed("cose")));
    assert_eq!(opened(256 * 1_024 + 1), Some(TrustListError::Malformed("size")));
}

#[test]
fn k14_an_invalid_signature_says_nothing_more() {
    let error = Error::Key(KeyError::SignatureInvalid);
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        r#"{"outcome":"rejected","code":"signature_invalid","category":"untrusted"}"#
    );
}

fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.id == id).expect("the record")
}

const TAKEN: &[&str] = &[
    "00",
    "01",
    "0a",
    "17",
    "1818",
    "1819",
    "1864",
    "1903e8",
    "1a000f4240",
    "1b000000e8d4a51000",
    "1bffffffffffffffff",
    "3bffffffffffffffff",
    "20",
    "29",
    "3863",
    "3903e7",
    "f4",
    "f5",
    "f6",
    "40",
    "4401020304",
    "60",
    "6161",
    "6449455446",
    "62225c",
    "62c3bc",
    "63e6b0b4",
    "64f0908591",
    "80",
    "83010203",
    "8301820203820405",
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
    "a0",
    "a201020304",
    "a26161016162820203",
    "826161a161626163",
    "a56161614161626142616361436164614461656145",
];
const TAG: &[&str] = &[
    "c249010000000000000000",
    "c349010000000000000000",
    "c074323031332d30332d32315432303a30343a30305a",
    "c11a514b67b0",
    "c1fb41d452d9e8200000",
    "d74401020304",
    "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
];
const OF_TYPE: &[&str] = &[
    "f90000",
    "f98000",
    "f93c00",
    "fb3ff199999999999a",
    "f93e00",
    "f97bff",
    "fa47c35000",
    "fa7f7fffff",
    "fb7e37e43c8800759c",
    "f90001",
    "f90400",
    "f9c400",
    "fbc010666666666666",
    "f97c00",
    "f97e00",
    "f9fc00",
    "fa7f800000",
    "fa7fc00000",
    "faff800000",
    "fb7ff0000000000000",
    "fb7ff8000000000000",
    "fbfff0000000000000",
    "f7",
    "f0",
    "f818",
    "f8ff",
];
const INDEFINITE: &[&str] = &[
    "5f42010243030405ff",
    "7f657374726561646d696e67ff",
    "9fff",
    "9f018202039f0405ffff",
    "9f01820203820405ff",
    "83018202039f0405ff",
    "83019f0203ff820405",
    "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
    "bf61610161629f0203ffff",
    "826161bf61626163ff",
    "bf6346756ef563416d7421ff",
];

/// RFC 8949, Appendix A: what the profile takes as a claim's value, and how it refuses the rest.
#[test]
fn c15_the_examples_of_rfc_8949() {
    assert_eq!(TAKEN.len() + TAG.len() + OF_TYPE.len() + INDEFINITE.len(), 82);
    let reasons = |items: &[&str]| items.iter().map(|item| reason(item)).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(reasons(TAKEN).into_iter().collect::<Vec<_>>(), ["taken"]);
    assert_eq!(reasons(TAG).into_iter().collect::<Vec<_>>(), ["tag"]);
    assert_eq!(reasons(OF_TYPE).into_iter().collect::<Vec<_>>(), ["type"]);
    assert_eq!(reasons(INDEFINITE).into_iter().collect::<Vec<_>>(), ["indefinite"]);
}

/// The verdict on a token with this item under an unknown claim. Integer keys of the examples are fine inside it.
fn reason(item: &str) -> &'static str {
    use ikd_sandbox::{cbor::Cbor, cose::qr_text, minted};
    let record = record("sandbox-root-in-the-sandbox");
    let token = minted::claims("https://bank.example", record.now, vec![]).with(7, Cbor::Raw(record::unhex(item)));
    let text = qr_text(&minted::token(&token, &trust::issuer()).sign(&trust::issuer()));
    match record.verifier().verify(&text, record.now()) {
        Ok(_) => "taken",
        Err(Error::Cbor(error)) => error.reason(),
        Err(error) => error.code(),
    }
}
