//! What was typed against what is sealed: yes or no, once a field.

use crate::record::{Record, records};
use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::person::Person;
use ikd_sandbox::{Fault, Wallet, trust};
use ikd_verify::{
    Anchors, Choice, Clock, Consent, ConsentError, Credential, Environment, Error, Likeness, MatchError, Now,
    PublicKey, Tries, TrustList, Verifier,
};

const NOW: u64 = 1_800_000_000;

fn of(person: Person, field: &str) -> Credential {
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("a root");
    let verifier = Verifier::new(TrustList::open(&trust::list(1, NOW), &anchors));
    let code = Wallet::of(person).mint(None, &[field], NOW, Fault::None);
    verifier.verify(&code, Now::new(NOW, Clock::Given)).expect("verifies")
}

/// Whether a value of the field is like what is typed.
fn is_like(field: &'static str, value: Cbor, typed: &str) -> bool {
    let credential = of(Person::budi().with(field, value), field);
    let consent = Consent::grant(None, Choice::All).expect("a consent");
    let matched = credential.matches(&consent, &[(field, typed)], &mut Tries::default()).expect("compared");
    assert_eq!(matched.0.len(), 1);
    matched.0[0] == (field, Likeness::Same)
}

#[track_caller]
fn one_name(spellings: &[&str]) {
    for name in spellings {
        for typed in spellings {
            assert!(is_like("nama", Cbor::text(name), typed), "{name} / {typed}");
        }
    }
}

#[track_caller]
fn other_names(name: &str, others: &[&str]) {
    for typed in others {
        assert!(!is_like("nama", Cbor::text(name), typed), "{name} / {typed}");
    }
}

#[test]
fn spaces_capitals_and_punctuation_of_a_name_do_not_count() {
    one_name(&["ABDUL RAHMAN", "abdul  rahman ", "Abdulrahman", "ABDUL-RAHMAN"]);
    one_name(&["MA'RUF AMIN", "Ma\u{2019}ruf Amin", "Maruf Amin"]);
    one_name(&["A. R. SALEH", "A.R. Saleh", "a r saleh"]);
    one_name(&["ANDRÉ", "andre\u{301}", "Andre"]);
    other_names("BUDI SANTOSO", &["BUDI", "SANTOSO BUDI", "BUDI SANTOSA", "BUDI S", "", " ", ".", "' ,"]);
}

#[test]
fn titles_fall_away_where_titles_stand() {
    one_name(&[
        "BUDI SANTOSO",
        "Dr. Budi Santoso, S.H., M.Kn.",
        "H. BUDI SANTOSO",
        "Ir. H. Budi Santoso",
        "Budi Santoso S.Kom.",
    ]);
    one_name(&["BUDI SANTOSO", "BUDI SANTOSO, S. H.", "Prof. Dr. Budi Santoso, SE, MM", "BUDI SANTOSO, SH MH"]);
    other_names("BUDI SANTOSO", &["BUDI SANTOSO SH", "BUDI SANTOSO, WIJAYA", "BUDI DR SANTOSO"]);
    other_names("H", &["HJ", "DR. BUDI"]);
    one_name(&["H", "h."]);
}

#[test]
fn common_spellings_are_one_name() {
    let spelled = ["MUHAMMAD", "MOHAMMAD", "Mohamad", "MOCHAMAD", "Moch.", "MUH.", "Moh", "M.", "Md."];
    one_name(&spelled.map(|first| [first, "RIZKY"].join(" ")).each_ref().map(String::as_str));
    one_name(&["AHMAD FAUZI", "Achmad Fauzi", "Akhmad Fauzi"]);
    one_name(&["ABDUL MUIS", "ABD. MUIS"]);
    one_name(&["SITI AMINAH", "ST. AMINAH"]);
    one_name(&["ALI MUHAMMAD", "ALI MOH."]);
    other_names("ALI MUHAMMAD", &["ALI M.", "ALI"]);
    other_names("MUHAMMAD RIZKY", &["AHMAD RIZKY", "RIZKY", "MARIA RIZKY"]);
    other_names("M", &["MUHAMMAD"]);
}

#[test]
fn a_nik_is_exact_and_other_numbers_are_their_digits() {
    let nik = || Cbor::text("3171011708950003");
    assert!(is_like("nik", nik(), "3171011708950003"));
    for typed in ["3171011708950004", "317101170895000", "3171 0117 0895 0003", ""] {
        assert!(!is_like("nik", nik(), typed), "{typed}");
    }
}

#[test]
fn a_date_is_typed_in_either_order() {
    let date = || Cbor::text("19950817");
    for typed in ["17-08-1995", "1995-08-17", "17/08/1995", " 17-08-1995 "] {
        assert!(is_like("tanggal_lahir", date(), typed), "{typed}");
    }
    for typed in ["08-17-1995", "17-08-95", "18-08-1995", "17081995", ""] {
        assert!(!is_like("tanggal_lahir", date(), typed), "{typed}");
    }
    assert!(is_like("berlaku_hingga", Cbor::text("SEUMUR HIDUP"), "Seumur hidup"));
    assert!(is_like("berlaku_hingga", Cbor::text("20301231"), "31-12-2030"));
}

#[test]
fn the_other_forms_are_compared_by_what_tells_them_apart() {
    assert!(is_like("jenis_kelamin", Cbor::Int(1), "laki-laki"));
    assert!(is_like("jenis_kelamin", Cbor::Int(2), "P"));
    assert!(!is_like("jenis_kelamin", Cbor::Int(2), "L"));
    assert!(is_like("golongan_darah", Cbor::text("O+"), "o+"));
    assert!(!is_like("golongan_darah", Cbor::text("O+"), "O-"));
    assert!(is_like("usia_18", Cbor::Bool(true), "true"));
    assert!(!is_like("usia_18", Cbor::Bool(false), "true"));
    assert!(is_like("tempat_lahir", Cbor::text("JAKARTA"), "Jakarta"));
    let address = || Cbor::Array(["JL. MERDEKA NO. 17", "005/012", "GAMBIR", "GAMBIR"].map(Cbor::text).into());
    assert!(is_like("alamat", address(), "Jl Merdeka No 17, 005/012, Gambir, Gambir"));
    assert!(!is_like("alamat", address(), "Jl Merdeka No 17"));
    assert!(!is_like("foto", Cbor::Bytes(vec![1]), "AQ=="));
}

fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.id == id).expect("the record")
}

fn verified(record: &Record) -> Credential {
    record.verifier().verify(&record.presentation, record.now()).expect("verifies")
}

#[test]
fn a_field_is_tried_once_also_when_the_code_is_verified_again() {
    let record = record("consent-all");
    let consent = record.verifier().grant(Choice::All).expect("granted");
    let mut tries = Tries::default();
    let mut ask = |typed: &[(&str, &str)]| verified(&record).matches(&consent, typed, &mut tries);
    assert_eq!(ask(&[("nama", "SITI")]).expect("compared").0, [("nama", Likeness::Different)]);
    let spent = ask(&[("nama", "BUDI SANTOSO")]).expect_err("spent");
    assert!(matches!(spent, Error::Match(MatchError::Spent(field)) if field.name == "nama"));
    assert_eq!(
        serde_json::to_string(&spent).expect("JSON"),
        r#"{"outcome":"rejected","code":"match_spent","category":"refused","detail":{"field":"nama"}}"#
    );
    assert!(ask(&[("nik", "3171011708950003"), ("nama", "BUDI")]).is_err(), "all or none");
    assert!(ask(&[("nik", "1"), ("nik", "3171011708950003")]).is_err(), "one try in one call");
    let matched = ask(&[("nik", "3171011708950003")]).expect("nik was not tried");
    assert_eq!(serde_json::to_string(&matched).expect("JSON"), r#"{"outcome":"matched","fields":{"nik":true}}"#);
}

#[test]
fn a_comparison_needs_the_consent_of_a_release() {
    let record = record("consent-all");
    let verifier = record.verifier();
    let compare = |consent: &Consent, field: &str| {
        verified(&record).matches(consent, &[(field, "BUDI SANTOSO")], &mut Tries::default()).map(|_| ())
    };
    let error = |consent: &Consent, field: &str| compare(consent, field).expect_err("refused").code();
    let nik = verifier.grant(Choice::Fields(&["nik"])).expect("granted");
    assert_eq!(error(&nik, "nama"), "field_not_requested");
    assert_eq!(error(&nik, "agama"), "field_not_requested");
    assert_eq!(error(&nik, "umur"), "field_not_requested");
    let without_required = verifier.grant(Choice::Fields(&["nama"])).expect("granted");
    assert_eq!(error(&without_required, "nama"), "consent_refused");
    let free = Consent::grant(None, Choice::All).expect("granted");
    assert_eq!(compare(&free, "nama"), Err(ConsentError::FieldNotRequested(None).into()), "of no request");
    assert_eq!(compare(&verifier.grant(Choice::All).expect("granted"), "nama"), Ok(()));
    let offered = self::record("consent-of-a-field-not-offered");
    let all = offered.verifier().grant(Choice::All).expect("granted");
    let missing = verified(&offered).matches(&all, &[("nama", "BUDI")], &mut Tries::default()).expect_err("not there");
    assert_eq!(missing.code(), "required_field_not_offered");
}

#[test]
fn a_field_that_was_compared_can_still_be_released() {
    let record = record("consent-all");
    let consent = record.verifier().grant(Choice::All).expect("granted");
    let credential = verified(&record);
    credential.matches(&consent, &[("nama", "BUDI SANTOSO")], &mut Tries::default()).expect("compared");
    assert!(credential.release(&consent).is_ok());
}
