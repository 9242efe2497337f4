//! Disclosures and digests: each rule broken once (profile §4, mode S).

use super::case::{NOW, Record, issuer, nik_nama};
use super::shown::{Shown, is_sd};
use crate::cbor::Cbor;
use crate::sd_cwt::{Disclosure, REDACTED, SD_CLAIMS, TOP, key_binding};
use serde_json::json;
use sha2::{Digest, Sha256};

pub fn cases() -> Vec<Record> {
    [matching(), duplicates(), conflicts(), shapes(), lists(), limits(), strictness(), values()].concat()
}

fn agama(value: &str) -> Disclosure {
    Disclosure::new(-70169, "agama", (6, Cbor::text(value)), "vector")
}

fn extra(place: i64, key: i64, value: Cbor) -> Disclosure {
    Disclosure::new(place, "extra", (key, value), "vector")
}

/// A credential without the redacted claim of this name.
fn lacking(name: &str) -> Shown {
    let mut shown = Shown::new();
    shown.credential.redacted.retain(|redacted| redacted.name != name);
    shown
}

fn with_parts(parts: Vec<Cbor>) -> Shown {
    Shown::new().disclosing(&Disclosure { place: TOP, name: "extra", parts })
}

fn salt() -> Cbor {
    Cbor::Bytes(vec![7; 16])
}

fn matching() -> Vec<Record> {
    let mut shown = Shown::new();
    let own = shown.disclosures.clone();
    let changed = agama("ISLAM").to_cbor();
    let inner = Cbor::Array(agama("X").parts).encode();
    // The other reading of the draft: a digest of the bytes inside the byte string.
    let inside = Cbor::Bytes(Sha256::digest(&inner).to_vec());
    shown.credential.redacted.clear();
    shown.credential.claims = shown.credential.claims.with(2, Cbor::text("3171011708950003"));
    shown.credential.own.push((Cbor::Raw(REDACTED.into()), Cbor::Array(vec![inside])));
    let other_reading = shown.disclosures(vec![Cbor::Bytes(inner)]);
    let unmatched = |id: &str, row: &'static str, shown: Shown| shown.case(id, &[row]).rejects("disclosure_unmatched");
    vec![
        unmatched(
            "d01-no-digest",
            "D01",
            Shown::new().disclosures([own.clone(), vec![extra(TOP, 99, Cbor::Int(1)).to_cbor()]].concat()),
        ),
        unmatched("d01-no-digest-at-all", "D01", {
            let mut bare = Shown::new().issued(2, Cbor::text("3171011708950003"));
            bare.credential.redacted.clear();
            bare
        }),
        unmatched("d02-value-changed", "D02", Shown::new().disclosures(vec![changed])),
        unmatched(
            "d14-inside-a-disclosed-value",
            "D14",
            Shown::new().disclosures([own, vec![agama("HINDU").to_cbor()]].concat()),
        ),
        unmatched("d00-digest-of-the-inner-bytes", "digest", other_reading),
    ]
}

fn duplicates() -> Vec<Record> {
    let twice = |id: &str, row: &'static str, shown: &Shown| shown.case(id, &[row]).rejects("disclosure_duplicate");
    let own = Shown::new().disclosures;
    let mut one_list = Shown::new();
    one_list.credential.redacted.push(one_list.credential.redacted[0].clone());
    let mut two_lists = Shown::new();
    two_lists.credential.redacted.push(Disclosure { place: 169, ..two_lists.credential.redacted[0].clone() });
    vec![
        twice("d03-digest-twice-in-a-list", "D03", &one_list),
        twice("d03-digest-in-two-lists", "D03", &two_lists),
        twice("d04-disclosure-twice", "D04", &Shown::new().disclosures([own.clone(), own[..1].to_vec()].concat())),
    ]
}

fn conflicts() -> Vec<Record> {
    let conflict = |id: &str, row: &'static str, shown: Shown| shown.case(id, &[row]).rejects("disclosure_conflict");
    let reserved = |id: &str, key: i64, value: Cbor| {
        Shown::new().disclosing(&extra(TOP, key, value)).case(id, &["D05", "D08"]).rejects("disclosure_malformed")
    };
    let other_name = Disclosure::new(169, "other", (4, Cbor::text("SITI")), "vector");
    let mut named = lacking("nama").fields(&["nik"]);
    named.credential.shared.push((Cbor::Int(4), Cbor::text("BUDI SANTOSO")));
    vec![
        conflict("d05-sub-stands-already", "D05", Shown::new().issued(2, Cbor::text("3171011708950003"))),
        conflict("d05-field-stands-already", "D05", named.disclosing(&other_name)),
        conflict("d06-two-of-one-key", "D06", Shown::new().disclosing(&other_name)),
        conflict("d06-two-of-one-text-key", "D06", {
            let text = |salt: u8, value: i64| Disclosure {
                place: TOP,
                name: "text",
                parts: vec![Cbor::Bytes(vec![salt; 16]), Cbor::Int(value), Cbor::text("x")],
            };
            Shown::new().disclosing(&text(1, 1)).disclosing(&text(2, 2))
        }),
        reserved("d05-exp-disclosed", 4, Cbor::uint(NOW + 9_000)),
        reserved("d05-iss-disclosed", 1, Cbor::text("https://other.example")),
        reserved("d05-aud-disclosed", 3, Cbor::text("https://bank.example")),
        reserved("d05-nbf-disclosed", 5, Cbor::uint(NOW)),
        reserved("d05-iat-disclosed", 6, Cbor::uint(NOW)),
        reserved("d05-cti-disclosed", 7, Cbor::Bytes(vec![1])),
        reserved("d05-cnf-disclosed", 8, crate::holder::Holder::ed25519("Siti").cnf()),
        reserved("d05-vct-disclosed", 11, Cbor::Int(65001)),
        reserved("d05-cnonce-disclosed", 39, Cbor::Bytes(vec![0; 16])),
        reserved("d05-status-disclosed", 65535, Cbor::Map(vec![])),
        reserved("d05-a-whole-map-disclosed", 169, Cbor::labels([(4, Cbor::text("SITI"))])),
    ]
}

fn shapes() -> Vec<Record> {
    let malformed = |id: &str, row: &'static str, shown: Shown| shown.case(id, &[row]).rejects("disclosure_malformed");
    let parts = |id: &str, row: &'static str, parts: Vec<Cbor>| malformed(id, row, with_parts(parts));
    let (value, key) = (Cbor::text("ISLAM"), Cbor::Int(99));
    let salted = |bytes: usize| vec![Cbor::Bytes(vec![7; bytes]), value.clone(), key.clone()];
    let reused =
        |place: i64, key: i64| Disclosure { place, name: "extra", parts: vec![salt(), Cbor::Int(1), Cbor::Int(key)] };
    let redacted = |value: Cbor| vec![salt(), value, key.clone()];
    let nested = Cbor::Map(vec![(Cbor::Raw(REDACTED.into()), Cbor::Array(vec![]))]);
    vec![
        empty_list(),
        parts("d10-salt-empty", "D10", salted(0)),
        parts("d10-salt-of-8", "D10", salted(8)),
        parts("d10-salt-of-17", "D10", salted(17)),
        parts("d10-salt-of-text", "D10", vec![Cbor::text("0123456789abcdef"), value.clone(), key.clone()]),
        malformed("d10-salt-twice", "D10", Shown::new().disclosing(&reused(TOP, 99)).disclosing(&reused(TOP, 98))),
        parts("d12-only-a-salt-and-a-value", "D12", vec![salt(), value.clone()]),
        parts("d12-four-parts", "D12", vec![salt(), value.clone(), key.clone(), Cbor::Int(1)]),
        parts("d12-no-parts", "D12", vec![]),
        parts("d13-decoy", "D13", vec![salt()]),
        parts("d07-key-of-redacted-claims", "D07", vec![salt(), value.clone(), Cbor::Raw(REDACTED.into())]),
        parts("d07-key-of-bytes", "D07", vec![salt(), value.clone(), Cbor::Bytes(vec![1])]),
        parts("d14-redaction-inside-a-value", "D14", redacted(nested.clone())),
        parts("d14-redaction-deep-inside-a-value", "D14", redacted(Cbor::Array(vec![nested]))),
        malformed("d12-not-a-byte-string", "D12", Shown::new().disclosures(vec![Cbor::Array(vec![])])),
        malformed("d12-not-an-array", "D12", Shown::new().disclosing_bytes(&[0x01])),
    ]
}

/// The header with nothing in it: an issuer that discloses nothing leaves it out.
fn empty_list() -> Record {
    let shown = Shown::new();
    let mut credential = shown.credential.token(&issuer());
    credential.unprotected = Cbor::labels([(SD_CLAIMS, Cbor::Array(vec![]))]);
    let token = key_binding(&shown.claims, &shown.holder, Cbor::Raw(credential.sign(&issuer())));
    shown.signed("d09-no-disclosures", &["D09"], &token).rejects("disclosure_malformed")
}

fn lists() -> Vec<Record> {
    let list = |id: &str, list: Cbor| {
        let mut shown = Shown::new();
        shown.credential.own.push((Cbor::Raw(REDACTED.into()), list));
        shown.credential.redacted.retain(|redacted| redacted.place != -70169);
        shown.case(id, &["sd"]).rejects("disclosure_malformed")
    };
    let digest = |byte: u8, length: usize| Cbor::Bytes(vec![byte; length]);
    let elsewhere = Cbor::Map(vec![(Cbor::Raw(REDACTED.into()), Cbor::Array(vec![digest(1, 32)]))]);
    vec![
        list("sd-digests-no-list", Cbor::Int(1)),
        list("sd-digests-not-sorted", Cbor::Array(vec![digest(2, 32), digest(1, 32)])),
        list("sd-digest-of-31", Cbor::Array(vec![digest(1, 31)])),
        list("sd-digest-of-text", Cbor::Array(vec![Cbor::text("digest")])),
        Shown::new()
            .issued(-80_000, elsewhere)
            .case("sd-digests-in-another-map", &["sd"])
            .rejects("disclosure_malformed"),
        lacking("nik")
            .fields(&["nama"])
            .case("sd-no-sub", &["sd"])
            .rejects_with("claim_missing", json!({"claim": "sub"})),
    ]
}

fn limits() -> Vec<Record> {
    let fill = |mut shown: Shown, digests: usize| {
        let own = shown.credential.redacted.len();
        for number in own..digests {
            let key = i64::try_from(number).unwrap_or_default() + 100;
            shown.credential.redacted.push(Disclosure {
                name: "spare",
                ..Disclosure::new(TOP, "spare", (key, Cbor::Int(1)), &number.to_string())
            });
        }
        shown
    };
    let filled = |digests| fill(Shown::new(), digests);
    // So many digests, and each disclosed.
    let all_disclosed = |digests| {
        let mut only = Shown::new();
        only.credential.redacted.retain(|redacted| redacted.name == "nik");
        let shown = fill(only, digests);
        let all = shown.credential.redacted.iter().map(Disclosure::to_cbor).collect();
        shown.disclosures(all)
    };
    let nik = json!({"nik": "3171011708950003"});
    let most = filled(24);
    let spare: Vec<Cbor> =
        most.credential.redacted.iter().filter(|own| own.name == "spare").map(Disclosure::to_cbor).collect();
    let all = [most.disclosures.clone(), spare].concat();
    let repeated = Shown::new().disclosures(vec![Cbor::Bytes(vec![0x80]); 25]);
    vec![
        most.clone().case("d15-24-digests", &["D15"]).verifies(&["nik", "nama"], nik_nama(), is_sd),
        most.disclosures(all).case("d15-12-disclosures", &["D15"]).verifies(&["nik", "nama"], nik_nama(), is_sd),
        all_disclosed(5).case("d15-5-of-5-disclosed", &["D15"]).verifies(&["nik"], nik.clone(), is_sd),
        all_disclosed(24).case("d15-24-of-24-disclosed", &["D15"]).verifies(&["nik"], nik, is_sd),
        filled(25).case("d15-25-digests", &["D15"]).rejects("disclosure_limit"),
        repeated.case("d15-25-disclosures", &["D15"]).rejects("disclosure_limit"),
    ]
}

/// What a disclosure holds is read by the strict reader, as everything that is signed.
fn strictness() -> Vec<Record> {
    let strict = |id: &str, row: &'static str, value: &[u8], reason: &str| {
        with_parts(vec![salt(), Cbor::Raw(value.into()), Cbor::Int(99)])
            .case(id, &[row])
            .rejects_with("cbor_malformed", json!({"reason": reason}))
    };
    vec![
        strict("d16-nested-17-levels", "D16", &[vec![0x81; 16], vec![0]].concat(), "too_deep"),
        strict("d17-tag-to-be-redacted", "D17", &[0xd8, 58, 1], "tag"),
        strict("d17-tag-of-a-decoy", "D17", &[0xd8, 62, 1], "tag"),
        strict("d19-not-canonical", "D19", &[0xa1, 0x18, 1, 2], "not_canonical"),
        strict("d19-indefinite", "D19", &[0x9f, 0xff], "indefinite"),
        strict("d19-float", "D19", &[0xfb, 0, 0, 0, 0, 0, 0, 0, 0], "type"),
        Shown::new()
            .issued(-80_000, Cbor::Tag(58, Box::new(Cbor::Int(1))))
            .case("d17-tag-in-the-claims", &["D17"])
            .rejects_with("cbor_malformed", json!({"reason": "tag"})),
        Shown::new()
            .issued(-80_000, Cbor::Raw(REDACTED.into()))
            .case("sd-redacted-key-as-a-value", &["sd"])
            .rejects_with("cbor_malformed", json!({"reason": "type"})),
        Shown::new()
            .disclosing_bytes(&[0x83])
            .case("d19-truncated", &["D19"])
            .rejects_with("cbor_malformed", json!({"reason": "truncated"})),
    ]
}

fn values() -> Vec<Record> {
    let wrong = |id: &str, place: i64, name: &'static str, key: i64, value: Cbor| {
        lacking(name)
            .fields(&["nama"])
            .disclosing(&Disclosure::new(place, name, (key, value), "vector"))
            .case(id, &["sd"])
            .rejects_with("claim_malformed", json!({"claim": name}))
    };
    vec![
        wrong("sd-nik-of-15", TOP, "nik", 2, Cbor::text("317101170895000")),
        wrong("sd-birth-date-that-is-none", 169, "tanggal_lahir", 8, Cbor::text("19950230")),
        wrong("sd-photo-without-format", 169, "foto", 16, Cbor::Bytes(vec![1])),
        wrong("sd-address-of-three-parts", -70169, "alamat", 4, Cbor::Array(vec![Cbor::text("A"); 3])),
        wrong("sd-flag-of-text", -70169, "usia_17", 17, Cbor::text("ya")),
        Shown::new()
            .fields(&["nik"])
            .disclosing(&Disclosure::new(-70169, "check", (15, Cbor::Int(1)), "vector"))
            .case("sd-holder-check-a-number", &["sd"])
            .rejects_with("claim_malformed", json!({"claim": "holder_check"})),
        Shown::new()
            .disclosing(&Disclosure::new(-70169, "check", (15, Cbor::Array(vec![Cbor::Int(2)])), "vector"))
            .case("sd-holder-check-disclosed", &["sd"])
            .verifies(&["nik", "nama"], nik_nama(), |expect| {
                is_sd(expect);
                expect["levels"]["holderCheck"] = json!("biometric");
            }),
    ]
}
