//! `test-vectors/codes.json` is the one source of codes: this crate, and the vectors, against it.

use crate::record::{folder, records};
use ikd_verify::{
    CborError, ClaimError, ConsentError, CoseError, DisclosureError, Document, Error, Foreign, HolderError, KeyError,
    Language, MatchError, Replayed, RequestError, ServerError, StatusError, TextError, TimeError, TrustListError,
};
use serde_json::Value;
use std::collections::BTreeSet;

fn rows() -> Vec<Value> {
    list("codes.json")
}

fn list(file: &str) -> Vec<Value> {
    let bytes = std::fs::read(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// One error of each code.
fn every_error() -> Vec<Error> {
    let field = Document::ALL[0].fields[0];
    vec![
        TextError::NotAnIkdQr(Foreign::Other).into(),
        TextError::TooLong.into(),
        TextError::Base45.into(),
        TextError::EnvelopeTooLarge.into(),
        TextError::Compression.into(),
        TextError::CompressionTooLarge.into(),
        CborError::Truncated.into(),
        CoseError::NotSign1.into(),
        CoseError::HeaderMalformed.into(),
        CoseError::HeaderCritical.into(),
        CoseError::AlgorithmMissing.into(),
        CoseError::AlgorithmUnsupported.into(),
        CoseError::KeyIdMissing.into(),
        CoseError::TypeUnexpected.into(),
        CoseError::PayloadDetached.into(),
        KeyError::SignatureInvalid.into(),
        KeyError::IssuerUnknown.into(),
        KeyError::IssuerMismatch.into(),
        KeyError::NotCurrent.into(),
        KeyError::Revoked.into(),
        KeyError::UseNotAllowed.into(),
        TrustListError::Malformed("cose").into(),
        TrustListError::Untrusted.into(),
        TrustListError::Expired { at: 0, now: 0 }.into(),
        TrustListError::RolledBack.into(),
        TrustListError::Forked.into(),
        TrustListError::SandboxNotAllowed.into(),
        ClaimError::Missing("exp").into(),
        ClaimError::Malformed("exp").into(),
        ClaimError::TimeOrder.into(),
        ClaimError::LifetimeTooLong.into(),
        ClaimError::DocumentUnexpected.into(),
        ClaimError::AudienceMismatch.into(),
        ClaimError::NonceMissing.into(),
        ClaimError::NonceMismatch.into(),
        TimeError::Expired { at: 0, now: 0 }.into(),
        TimeError::NotYetValid { from: 0, now: 0 }.into(),
        TimeError::IssuedInFuture { at: 0, now: 0 }.into(),
        TimeError::ClockImplausible { now: 0 }.into(),
        DisclosureError::Malformed.into(),
        DisclosureError::Unmatched.into(),
        DisclosureError::Duplicate.into(),
        DisclosureError::Conflict.into(),
        DisclosureError::Limit.into(),
        DisclosureError::AlgorithmUnsupported.into(),
        HolderError::Missing.into(),
        HolderError::Malformed.into(),
        HolderError::Invalid.into(),
        HolderError::KeyUnsupported.into(),
        StatusError::Missing.into(),
        StatusError::Unknown.into(),
        StatusError::ListUntrusted("cose").into(),
        StatusError::ListExpired { at: 0, now: 0 }.into(),
        StatusError::IndexOutOfRange.into(),
        StatusError::Revoked.into(),
        StatusError::Suspended.into(),
        RequestError::Malformed("json").into(),
        RequestError::Expired { at: 0, now: 0 }.into(),
        ConsentError::FieldNotRequested(Some(field)).into(),
        ConsentError::RequiredFieldNotOffered(field).into(),
        ConsentError::Refused(field).into(),
        Replayed.into(),
        MatchError::Spent(field).into(),
        ServerError::NonceUnknown.into(),
        ServerError::Replayed.into(),
        ServerError::SessionMismatch.into(),
        ServerError::EvidenceMismatch.into(),
        ServerError::StoreUnavailable.into(),
        ServerError::RateLimited.into(),
        ServerError::SessionMissing.into(),
        ServerError::EvidenceMalformed("json").into(),
    ]
}

#[test]
fn every_error_stands_in_the_table_with_its_category_and_sentence() {
    let rows = rows();
    for error in every_error() {
        let row = rows.iter().find(|row| row["code"] == error.code()).unwrap_or_else(|| panic!("{}", error.code()));
        assert_eq!(row["category"], error.category().word(), "{}", error.code());
        assert_eq!(row["sentence"]["en"], error.to_string(), "{}", error.code());
        assert!(row["reserved"].is_null(), "{} is produced", error.code());
    }
}

#[test]
fn every_code_of_this_crate_has_a_vector() {
    let seen: BTreeSet<String> =
        records().iter().filter_map(|record| record.expect["code"].as_str().map(Into::into)).collect();
    // A second comparison, a second showing and what a backend refuses are no verification: matching.rs, the example of
    // `Replays` and transactions.rs hold them down.
    let other = |error: &Error| matches!(error, Error::Match(_) | Error::Replay(_) | Error::Server(_));
    let verdicts = every_error().into_iter().filter(|error| !other(error));
    let produced: BTreeSet<String> = verdicts.map(|error| error.code().to_owned()).collect();
    assert_eq!(seen, produced);
}

#[test]
fn every_reason_of_cbor_has_a_vector() {
    let records = records();
    let has = |reason: &str| records.iter().any(|record| record.expect["detail"]["reason"] == reason);
    let reasons =
        ["truncated", "trailing", "not_canonical", "indefinite", "duplicate_key", "too_deep", "utf8", "type", "tag"];
    assert_eq!(reasons.into_iter().filter(|reason| !has(reason)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn codes_are_unique_and_translated() {
    let rows = rows();
    let codes: BTreeSet<&str> = rows.iter().filter_map(|row| row["code"].as_str()).collect();
    assert_eq!(codes.len(), rows.len());
    let whole = |row: &&Value| {
        ["en", "id"].iter().all(|language| row["sentence"][language].as_str().is_some_and(|text| !text.is_empty()))
    };
    assert_eq!(rows.iter().filter(whole).count(), rows.len());
}

/// The rows of attacks on text, CBOR, COSE, keys, claims, holders, disclosures and lists that are vectors. The others are tests of their own:
/// B10 (1 MiB) and C15 in `attacks.rs`, K01 and K02 in `external.rs`, K08 in `bit_flips.rs`, K14 in `attacks.rs`;
/// K03 needs a corpus that is not at hand; H12 is the backend's store, H13 (a live relay) no cryptography can see;
/// T10 is in `lists.rs`.
#[test]
fn every_attack_row_has_a_vector_or_a_test() {
    let tested = ["C15", "K01", "K02", "K03", "K14", "H12", "H13", "T10"];
    let records = records();
    let flagged = |row: &String| records.iter().any(|record| record.flags.contains(row));
    let rows =
        [("B", 11), ("Z", 7), ("C", 17), ("S", 21), ("K", 14), ("W", 12), ("H", 14), ("D", 20), ("T", 10), ("L", 11)];
    let rows = rows.iter().flat_map(|(layer, last)| (1..=*last).map(move |number| format!("{layer}{number:02}")));
    let missing: Vec<String> = rows.filter(|row| !tested.contains(&row.as_str()) && !flagged(row)).collect();
    assert_eq!(missing, [""; 0]);
}

/// `test-vectors/kinds.json` is the one source of kinds and their sentences. A reserved one waits for a public sign.
#[test]
fn every_kind_stands_in_the_table_with_its_sentences_and_has_a_vector() {
    let (rows, records) = (list("kinds.json"), records());
    for foreign in Foreign::ALL {
        let kind = foreign.kind();
        let row = rows.iter().find(|row| row["kind"] == kind).unwrap_or_else(|| panic!("{kind}"));
        assert_eq!(row["sentence"]["id"], foreign.sentence(Language::Indonesian), "{kind}");
        assert_eq!(row["sentence"]["en"], foreign.sentence(Language::English), "{kind}");
        assert!(row["reserved"].is_null(), "{kind} is told");
        assert!(records.iter().any(|record| record.expect["detail"]["kind"] == kind), "{kind} has no vector");
    }
    let told = rows.iter().filter(|row| row["reserved"].is_null());
    assert_eq!(told.count(), Foreign::ALL.len());
}

/// There is no public sample of the IKD app's QR nor of the activation QR, so the sentence for anything else names them.
#[test]
fn an_unknown_code_is_explained_by_the_likely_ones() {
    for language in [Language::Indonesian, Language::English] {
        let sentence = Foreign::recognise("8f1c0a5e-2b1d-4c7e-9a77-000000000000").sentence(language);
        assert!(sentence.contains("IKD") && sentence.contains("Dukcapil"), "{sentence}");
    }
}
