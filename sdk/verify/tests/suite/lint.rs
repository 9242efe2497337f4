//! What the lint says of requests, and what the ready profiles are.

use crate::record::records;
use ikd_verify::{Document, Finding, Judge, Profile, Request, RequestError, Rule, lint};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn request() -> Value {
    records()
        .into_iter()
        .find(|record| record.id == "consent-all")
        .and_then(|record| record.request)
        .expect("a request")
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut request = request();
    for (item, value) in changes {
        request[item] = value.clone();
    }
    request
}

fn fields(names: &[&str]) -> Value {
    let asked = |name: &&str| json!({"name": name, "required": true, "relevance": format!("Kami memerlukan {name}")});
    names.iter().map(asked).collect()
}

fn found(request: &Value, profile: Option<&str>) -> Vec<Finding> {
    lint(request, profile.map(|name| Profile::named(name).expect("a profile")))
}

fn codes(request: &Value) -> Vec<(&'static str, Option<&'static str>)> {
    found(request, None).iter().map(|finding| (finding.rule.code(), finding.field)).collect()
}

#[test]
fn a_sound_request_is_clean_with_or_without_what_is_made_anew() {
    assert_eq!(codes(&request()), []);
    let mut template = request();
    for item in ["nonce", "expiresAt"] {
        template.as_object_mut().and_then(|items| items.remove(item)).expect("an item");
    }
    assert_eq!(codes(&template), []);
}

#[test]
fn everything_that_the_verifier_refuses_is_found_at_once_and_in_its_order() {
    let broken = with(&[
        ("purpose", json!("")),
        ("retention", Value::Null),
        ("fields", json!([{"name": "nik", "relevance": "Nomor induk nasabah"}, {"name": "umur", "relevance": ""}])),
    ]);
    let findings = found(&broken, None);
    let items: Vec<_> = findings.iter().map(|finding| (finding.item, finding.index, finding.article)).collect();
    assert_eq!(
        items,
        [
            ("purpose", None, "UU 27/2022 Art. 21(1)(b)"),
            ("fields.name", Some(1), "UU 27/2022 Art. 16(2)(a)"),
            ("fields.relevance", Some(1), "UU 27/2022 Art. 21(1)(c)"),
            ("retention", None, "UU 27/2022 Art. 21(1)(d)"),
        ]
    );
    assert!(findings.iter().all(|finding| finding.rule.judge() == Judge::Verifier));
    assert_eq!(Request::read(&broken).err(), Some(RequestError::Malformed("purpose")));
    assert_eq!(codes(&json!([])), [("request_malformed", None)]);
}

/// The lint and the verifier read one form: whatever the one refuses, so does the other.
#[test]
fn the_lint_finds_an_error_exactly_where_a_record_is_malformed() {
    let requests = records().into_iter().filter_map(|record| record.request);
    for request in requests {
        let errors = lint(&request, None).iter().any(|finding| finding.rule.judge() == Judge::Verifier);
        let absent = request["expiresAt"].is_null();
        assert_eq!(errors || absent, Request::read(&request).is_err(), "{request}");
    }
}

#[test]
fn a_field_of_another_document_is_outside_of_this_one() {
    let asked = with(&[("fields", fields(&["nik", "nomor_kk"]))]);
    assert_eq!(codes(&asked), [("field_outside_document", None)]);
    assert_eq!(codes(&with(&[("document", json!("kk")), ("fields", fields(&["nik", "nomor_kk"]))])), []);
}

#[test]
fn p04_commerce_is_refused_what_it_has_no_reason_to_ask() {
    let asked = with(&[("fields", fields(&["agama", "golongan_darah"]))]);
    let refused = [("field_refused", Some("golongan_darah")), ("field_refused", Some("agama"))];
    assert_eq!(codes(&asked), refused);
    let articles: Vec<_> = found(&asked, None).iter().map(|finding| finding.article).collect();
    assert_eq!(articles, ["UU 27/2022 Art. 4(2)(a), 16(2)(a)", "UU 27/2022 Art. 16(2)(a)"]);
    for document in ["vaksin", "pemilih"] {
        let asked = with(&[("document", json!(document)), ("fields", fields(&["nik"]))]);
        assert_eq!(codes(&asked), [("document_refused", None)], "{document}");
    }
    for basis in ["public_duty", "vital_interest"] {
        let asked = with(&[("legalBasis", json!(basis)), ("fields", fields(&["agama", "golongan_darah"]))]);
        assert_eq!(codes(&asked), [], "{basis}");
    }
}

#[test]
fn specific_data_needs_a_reason_of_its_own() {
    let asked = |relevance: &str| {
        let fields =
            json!([{"name": "foto", "relevance": relevance}, {"name": "nama", "relevance": "Untuk buku tamu kami"}]);
        codes(&with(&[("fields", fields), ("purpose", json!("Masuk ke gedung"))]))
    };
    assert_eq!(asked("Petugas membandingkan wajah"), []);
    for reason in ["perlu", "untuk verifikasi", "Masuk ke gedung", "Untuk buku tamu kami"] {
        assert_eq!(asked(reason), [("reason_missing", Some("foto"))], "{reason}");
    }
}

#[test]
fn a_field_that_another_tells_is_redundant() {
    let asked = with(&[("fields", fields(&["tanggal_lahir", "usia_18"]))]);
    assert_eq!(codes(&asked), [("field_redundant", Some("usia_18"))]);
}

#[test]
fn the_whole_card_is_a_photocopy() {
    let whole: Vec<&str> = Document::ALL[0].fields.iter().map(|field| field.name).take(14).collect();
    let codes: Vec<_> = codes(&with(&[("fields", fields(&whole))])).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["field_refused", "field_refused", "card_copied"]);
}

#[test]
fn a_child_is_asked_with_a_parents_consent_only() {
    let asked = |basis: &str| {
        codes(&with(&[("document", json!("kia")), ("legalBasis", json!(basis)), ("fields", fields(&["nama"]))]))
    };
    assert_eq!(asked("consent"), []);
    assert_eq!(asked("contract"), [("parental_consent_missing", None)]);
}

/// A request that asks for what the profile does.
fn after(profile: &Profile, names: &[&str]) -> Value {
    let basis = profile.legal_bases[0].word();
    with(&[("document", json!(profile.document)), ("legalBasis", json!(basis)), ("fields", fields(names))])
}

#[test]
fn each_profile_is_clean_by_itself_and_holds_fields_of_its_document() {
    let names: Vec<_> = Profile::ALL.iter().map(|profile| profile.name).collect();
    assert_eq!(names, ["catat-nik-nama", "bank-cdd", "airline-checkin", "age-gate", "delivery"]);
    for profile in Profile::ALL {
        let document = Document::named(profile.document).expect("a document");
        let own: Vec<_> = profile.fields.iter().map(|(field, _)| field.name).collect();
        assert!(own.iter().all(|name| document.field(name).is_some()), "{}", profile.name);
        let asked = if profile.name == "age-gate" { &own[1..2] } else { &own[..] };
        let request = after(profile, asked);
        assert_eq!(found(&request, Some(profile.name)), [], "{}", profile.name);
        assert!(Request::read(&request).is_ok(), "{}", profile.name);
        assert!(!profile.source.id.is_empty() && !profile.source.en.is_empty() && !profile.article.is_empty());
    }
}

#[test]
fn commercial_profiles_ask_for_nothing_that_commerce_is_refused() {
    let blocked = ["golongan_darah", "agama", "disabilitas"];
    let asked = Profile::ALL.iter().flat_map(|profile| profile.fields).map(|(field, _)| field.name);
    assert_eq!(asked.filter(|name| blocked.contains(name)).count(), 0);
}

#[test]
fn p01_p04_a_request_is_held_against_its_profile() {
    let against = |name: &str, request: &Value| {
        found(request, Some(name)).iter().map(|finding| (finding.rule.code(), finding.field)).collect::<Vec<_>>()
    };
    let bank = Profile::named("bank-cdd").expect("a profile");
    let mut asked = after(bank, &["nik", "nama", "foto"]);
    asked["legalBasis"] = json!("consent");
    let codes = against("bank-cdd", &asked);
    assert_eq!(codes[..2], [("legal_basis_unlike_profile", None), ("field_outside_profile", Some("foto"))]);
    assert_eq!(codes[2..].iter().filter(|(code, _)| *code == "field_of_profile_missing").count(), 8);
    assert!(found(&asked, Some("bank-cdd")).iter().all(|finding| finding.article == "POJK 8/2023 Art. 25"));
    let age = Profile::named("age-gate").expect("a profile");
    for (names, expected) in [
        (vec!["usia_18"], vec![]),
        (vec!["usia_17", "usia_18"], vec![("one_field_of_profile", None)]),
        (vec!["usia_21", "nama"], vec![("field_outside_profile", Some("nama"))]),
    ] {
        assert_eq!(against("age-gate", &after(age, &names)), expected, "{names:?}");
    }
    let other =
        with(&[("document", json!("kk")), ("fields", fields(&["nik", "nama"])), ("legalBasis", json!("contract"))]);
    assert_eq!(against("catat-nik-nama", &other), [("document_unlike_profile", None)]);
}

#[test]
fn a_finding_is_one_object_with_a_stable_code() {
    let asked = with(&[("fields", fields(&["agama"]))]);
    assert_eq!(
        serde_json::to_value(found(&asked, None)).expect("JSON"),
        json!([{
            "code": "field_refused", "by": "lint", "item": "fields.name", "field": "agama",
            "article": "UU 27/2022 Art. 16(2)(a)",
            "sentence": {
                "id": "kegiatan niaga tidak punya alasan untuk meminta data ini",
                "en": "commerce has no reason to ask for this field",
            },
        }])
    );
}

#[test]
fn codes_of_rules_are_unique() {
    let rules = [
        Rule::RequestMalformed,
        Rule::FieldOutsideDocument,
        Rule::DocumentRefused,
        Rule::FieldRefused,
        Rule::CardCopied,
        Rule::ReasonMissing,
        Rule::FieldRedundant,
        Rule::ParentalConsentMissing,
        Rule::DocumentUnlikeProfile,
        Rule::LegalBasisUnlikeProfile,
        Rule::FieldOutsideProfile,
        Rule::FieldOfProfileMissing,
        Rule::OneFieldOfProfile,
    ];
    let codes: BTreeSet<_> = rules.iter().map(|rule| rule.code()).collect();
    let sentences: BTreeSet<_> = rules.iter().flat_map(|rule| [rule.sentence().en, rule.sentence().id]).collect();
    assert_eq!((codes.len(), sentences.len()), (rules.len(), 2 * rules.len()));
}
