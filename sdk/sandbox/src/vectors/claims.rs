//! Claims: present, typed, the document, the relying party, the nonce (profile §4 to §7; rows W).

use super::case::{BANK, ISSUER, NONCE, NOW, Record, case, minted, minted_for, nik_nama, request, request_without};
use crate::cbor::Cbor;
use crate::person::Person;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [present(), typed(), fields(), documents(), audiences(), nonces(), unknown()].concat()
}

fn claim(name: &str) -> Value {
    json!({"claim": name})
}

fn present() -> Vec<Record> {
    let missing = |id: &str, flag, label: i64, name: &str| {
        case(id, &[flag]).minted(&minted().without(label)).rejects_with("claim_missing", claim(name))
    };
    vec![
        missing("w01-exp-missing", "W01", 4, "exp"),
        missing("iss-missing", "W01", 1, "iss"),
        missing("aud-missing", "W01", 3, "aud"),
        missing("iat-missing", "W01", 6, "iat"),
        missing("vct-missing", "W01", 11, "vct"),
    ]
}

fn typed() -> Vec<Record> {
    let wrong = |id: &str, flag, label: i64, value: Cbor, name: &str| {
        case(id, &[flag]).minted(&minted().with(label, value)).rejects_with("claim_malformed", claim(name))
    };
    vec![
        wrong("w02-exp-text", "W02", 4, Cbor::text("1"), "exp"),
        wrong("w02-exp-null", "W02", 4, Cbor::Null, "exp"),
        wrong("w02-exp-negative", "W02", 4, Cbor::Int(-1), "exp"),
        wrong("w02-exp-2-64", "W02", 4, Cbor::uint(u64::MAX), "exp"),
        case("w02-exp-bignum", &["W02"])
            .minted(&minted().with(4, Cbor::Raw(vec![0xc2, 0x41, 1])))
            .rejects_with("cbor_malformed", json!({"reason": "tag"})),
        wrong("iss-bytes", "W09", 1, Cbor::Bytes(ISSUER.into()), "iss"),
        wrong("aud-number", "W08", 3, Cbor::Int(1), "aud"),
        wrong("aud-array-of-numbers", "W08", 3, Cbor::Array(vec![Cbor::Int(1)]), "aud"),
        wrong("iat-text", "W04", 6, Cbor::text("now"), "iat"),
        wrong("nbf-text", "W03", 5, Cbor::text("now"), "nbf"),
        wrong("vct-text", "W11", 11, Cbor::text("ktp"), "vct"),
        wrong("cnonce-text", "H05", 39, Cbor::text("0123456789abcdef"), "cnonce"),
        wrong("cnonce-15-bytes", "H05", 39, Cbor::Bytes(vec![0; 15]), "cnonce"),
        wrong("cnonce-empty", "H05", 39, Cbor::Bytes(vec![]), "cnonce"),
        wrong("claim-169-array", "W10", 169, Cbor::Array(vec![]), "169"),
        wrong("claim-70169-array", "W10", -70169, Cbor::Array(vec![]), "-70169"),
        wrong("status-number", "L09", 65535, Cbor::Int(1), "status"),
        wrong("holder-check-number", "W10", -70169, Cbor::labels([(15, Cbor::Int(1))]), "holder_check"),
        wrong(
            "holder-check-unknown",
            "W10",
            -70169,
            Cbor::labels([(15, Cbor::Array(vec![Cbor::Int(4)]))]),
            "holder_check",
        ),
    ]
}

fn fields() -> Vec<Record> {
    let wrong = |id: &str, name: &'static str, value: Cbor| {
        let person = Person::budi().with(name, value);
        case(id, &["field"]).minted(&minted_for(&person, &[name])).rejects_with("claim_malformed", claim(name))
    };
    let texts = |texts: &[&str]| Cbor::Array(texts.iter().map(|text| Cbor::text(text)).collect());
    let photo = Cbor::labels([(16, Cbor::Bytes(vec![1]))]);
    let jpeg_2000 = Cbor::labels([(16, Cbor::Bytes(vec![1])), (17, Cbor::Int(2))]);
    vec![
        wrong("nik-15-digits", "nik", Cbor::text("317101170895000")),
        wrong("nik-17-digits", "nik", Cbor::text("31710117089500031")),
        wrong("nik-letter", "nik", Cbor::text("317101170895000A")),
        wrong("nik-number", "nik", Cbor::Int(3_171_011_708_950_003)),
        wrong("nama-empty", "nama", Cbor::text("")),
        wrong("nama-bytes", "nama", Cbor::Bytes(b"BUDI".into())),
        wrong("tanggal-lahir-dashes", "tanggal_lahir", Cbor::text("1995-08-17")),
        wrong("tanggal-lahir-number", "tanggal_lahir", Cbor::Int(19_950_817)),
        wrong("tanggal-lahir-30-february", "tanggal_lahir", Cbor::text("19950230")),
        wrong("tanggal-lahir-29-february", "tanggal_lahir", Cbor::text("19000229")),
        wrong("tanggal-lahir-month-13", "tanggal_lahir", Cbor::text("19951301")),
        wrong("tanggal-lahir-day-0", "tanggal_lahir", Cbor::text("19950800")),
        wrong("jenis-kelamin-3", "jenis_kelamin", Cbor::Int(3)),
        wrong("jenis-kelamin-text", "jenis_kelamin", Cbor::text("LAKI-LAKI")),
        wrong("golongan-darah-c", "golongan_darah", Cbor::text("C")),
        wrong("alamat-text", "alamat", Cbor::text("JL. MERDEKA")),
        wrong("alamat-3-parts", "alamat", texts(&["A", "B", "C"])),
        wrong("wilayah-3-parts", "wilayah", texts(&["A", "B", "C"])),
        wrong("kewarganegaraan-wni", "kewarganegaraan", Cbor::text("Wni")),
        wrong("kewarganegaraan-4-letters", "kewarganegaraan", Cbor::text("INDO")),
        wrong("berlaku-hingga-text", "berlaku_hingga", Cbor::text("SELAMANYA")),
        wrong("usia-17-number", "usia_17", Cbor::Int(1)),
        wrong("foto-empty", "foto", Cbor::Bytes(vec![])),
        case("foto-without-format", &["field"])
            .minted(&minted().with(169, photo))
            .rejects_with("claim_malformed", claim("foto")),
        case("foto-jpeg-2000", &["field"])
            .minted(&minted().with(169, jpeg_2000))
            .rejects_with("claim_malformed", claim("foto")),
    ]
}

fn documents() -> Vec<Record> {
    let vct = |id: &str, vct: i64| {
        case(id, &["W11"]).minted(&minted().with(11, Cbor::Int(vct))).rejects("document_unexpected")
    };
    vec![vct("w11-vct-unknown", 65000), vct("w11-vct-of-another-document", 65099), vct("w11-vct-0", 0)]
}

fn audiences() -> Vec<Record> {
    let asked = |id: &str, aud: Cbor| {
        let token = minted().with(3, aud).with(39, Cbor::Bytes(NONCE.into()));
        case(id, &["W08"]).minted(&token).request(request())
    };
    let texts = |texts: &[&str]| Cbor::Array(texts.iter().map(|text| Cbor::text(text)).collect());
    let counter = |id: &str, aud: &str| {
        case(id, &["counter"]).minted(&minted().with(3, Cbor::text(aud))).request(request_without("nonce"))
    };
    let iss =
        |id: &str, iss: &str| case(id, &["W09"]).minted(&minted().with(1, Cbor::text(iss))).rejects("issuer_mismatch");
    let level = |audience: &'static str| move |expect: &mut Value| expect["levels"]["audience"] = json!(audience);
    vec![
        asked("w08-another-relying-party", Cbor::text("https://other.example")).rejects("audience_mismatch"),
        asked("w08-slash-behind", Cbor::text("https://bank.example/")).rejects("audience_mismatch"),
        asked("w08-upper-case", Cbor::text("https://BANK.example")).rejects("audience_mismatch"),
        asked("w08-array-with-us", texts(&["https://other.example", BANK])).verifies(
            &["nik", "nama"],
            nik_nama(),
            answered,
        ),
        asked("w08-array-without-us", texts(&["https://other.example"])).rejects("audience_mismatch"),
        asked("w08-empty-array", texts(&[])).rejects("audience_mismatch"),
        asked("w08-anybody-where-challenged", Cbor::text("urn:ikd:any")).rejects("audience_mismatch"),
        asked("w08-anybody-where-challenged-and-opted-in", Cbor::text("urn:ikd:any"))
            .unchallenged()
            .rejects("audience_mismatch"),
        counter("counter-not-opted-in", "urn:ikd:any").rejects("audience_mismatch"),
        counter("counter-opted-in", "urn:ikd:any").unchallenged().verifies(&["nik", "nama"], nik_nama(), level("any")),
        counter("counter-for-us", BANK).verifies(&["nik", "nama"], nik_nama(), level("matched")),
        case("counter-anybody-in-an-array", &["counter"])
            .minted(&minted().with(3, texts(&["urn:ikd:any", "https://other.example"])))
            .request(request_without("nonce"))
            .unchallenged()
            .rejects("audience_mismatch"),
        counter("counter-upper-case", "URN:IKD:ANY").unchallenged().rejects("audience_mismatch"),
        iss("w09-slash-behind", "https://issuer.example/"),
        iss("w09-upper-case", "https://ISSUER.example"),
        iss("w09-cyrillic", "https://\u{456}ssuer.example"),
        iss("w09-decomposed", "https://issuer.example\u{301}"),
    ]
}

/// What a token that answers the request is worth.
pub fn answered(expect: &mut Value) {
    expect["levels"]["audience"] = json!("matched");
    expect["levels"]["nonce"] = json!("matched");
    expect["levels"]["holderBinding"] = json!("issuer_session");
}

fn nonces() -> Vec<Record> {
    let mut other = NONCE;
    other[15] ^= 1;
    let asked = |id: &str| case(id, &["H05"]).request(request());
    vec![
        asked("h05-nonce-missing").minted(&minted()).rejects("nonce_missing"),
        asked("h05-nonce-one-bit-off").minted(&minted().with(39, Cbor::Bytes(other.into()))).rejects("nonce_mismatch"),
        asked("nonce-matches").minted(&minted().with(39, Cbor::Bytes(NONCE.into()))).verifies(
            &["nik", "nama"],
            nik_nama(),
            answered,
        ),
        case("nonce-without-a-request", &["H05"])
            .minted(&minted().with(39, Cbor::Bytes(NONCE.into())))
            .verifies_nik_nama(),
    ]
}

fn unknown() -> Vec<Record> {
    let extended = minted()
        .with(-999, Cbor::text("private"))
        .with(100, Cbor::Map(vec![(Cbor::text("a"), Cbor::Bool(true))]))
        .with(7, Cbor::Bytes(vec![1]));
    let numbered = minted().with(7, Cbor::Bytes(vec![1]));
    let inner = minted()
        .with(169, Cbor::labels([(4, Cbor::text("BUDI SANTOSO")), (99, Cbor::text("SECRET")), (17, Cbor::Int(9))]));
    vec![
        case("w10-unknown-claims", &["W10"]).minted(&extended).verifies_nik_nama(),
        case("w10-token-number", &["W10"]).minted(&numbered).verifies_nik_nama(),
        case("w10-unknown-inner-keys", &["W10"]).minted(&inner).verifies_nik_nama(),
        case("w06-milliseconds", &["W06"])
            .minted(&minted().with(6, Cbor::uint(NOW * 1_000)).with(4, Cbor::uint(NOW * 1_000 + 90_000)))
            .rejects("lifetime_too_long"),
        case("w06-exp-milliseconds", &["W06"])
            .minted(&minted().with(4, Cbor::uint(NOW * 1_000)))
            .rejects("lifetime_too_long"),
        case("w06-nbf-milliseconds", &["W06"])
            .minted(&minted().with(5, Cbor::uint(NOW * 1_000)))
            .rejects_with("not_yet_valid", json!({"notBefore": NOW * 1_000, "checkedAt": NOW})),
    ]
}
