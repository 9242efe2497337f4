//! The tables of documents against each other.

use ikd_verify::{Document, Field, FieldKey, Language, Redaction};
use std::collections::BTreeSet;

fn standing() -> impl Iterator<Item = &'static Field> {
    Document::ALL.iter().flat_map(|document| document.fields.iter().copied())
}

#[test]
fn every_field_stands_once_under_its_own_key_and_name() {
    let all: Vec<_> = Document::every_field().collect();
    let keys: BTreeSet<String> = all.iter().map(|field| format!("{:?}", field.key)).collect();
    let names: BTreeSet<&str> = all.iter().map(|field| field.name).collect();
    assert_eq!((keys.len(), names.len()), (all.len(), all.len()));
    assert_eq!(names, standing().map(|field| field.name).collect());
}

#[test]
fn one_key_is_one_definition_wherever_it_stands() {
    for field in standing() {
        let first = Document::every_field().find(|other| other.key == field.key).expect("every field");
        assert!(std::ptr::eq(first, field), "{} is defined twice", field.name);
    }
}

#[test]
fn keys_from_32_up_are_the_other_documents_own() {
    let card: BTreeSet<&str> = Document::ALL[0].fields.iter().map(|field| field.name).collect();
    for field in Document::every_field() {
        let own = matches!(field.key, FieldKey::Ikd(32..));
        assert_ne!(own, card.contains(field.name), "{}", field.name);
    }
}

#[test]
fn documents_are_numbered_named_and_hold_a_field_once() {
    let numbered: Vec<_> = Document::ALL.iter().map(|document| (document.name, document.vct)).collect();
    let expected = ["ktp", "kk", "npwp", "bpjs", "kendaraan", "asn", "vaksin", "pemilih", "kia", "biodata"];
    assert_eq!(numbered, expected.into_iter().zip(65001..).collect::<Vec<_>>());
    for document in Document::ALL {
        let names: BTreeSet<&str> = document.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), document.fields.len(), "{}", document.name);
        assert!(names.contains("nik") && names.contains("nama"), "{}", document.name);
    }
}

#[test]
fn labels_are_there_in_both_languages() {
    for field in Document::every_field().chain(Document::CLAIM_169.fields.iter().copied()) {
        let labels = [Language::Indonesian, Language::English].map(|language| field.label(language));
        assert!(labels.iter().all(|label| !label.trim().is_empty() && *label != field.name), "{}", field.name);
    }
    let labels: BTreeSet<&str> = Document::every_field().map(|field| field.label(Language::Indonesian)).collect();
    assert_eq!(labels.len(), Document::every_field().count(), "two fields have one label");
}

#[test]
fn nationality_and_validity_alone_stay_in_clear() {
    let clear: Vec<_> = Document::every_field().filter(|field| field.redaction == Redaction::Clear).collect();
    assert_eq!(clear.iter().map(|field| field.name).collect::<Vec<_>>(), ["kewarganegaraan", "berlaku_hingga"]);
}

#[test]
fn the_sandbox_has_a_value_for_every_field_of_an_unmarried_person() {
    let budi = ikd_sandbox::Wallet::budi();
    let missing = Document::every_field().map(|field| field.name).filter(|name| !budi.fields().contains(name));
    let expected = ["tanggal_perkawinan", "nomor_akta_perkawinan", "nomor_akta_perceraian", "tanggal_perceraian"];
    assert_eq!(missing.collect::<Vec<_>>(), expected);
}
