//! Tokens that must be accepted, and every form of value (profile §7 and §10).

use super::case::{Case, Record, case, minted, minted_for, minted_with};
use crate::cbor::Cbor;
use crate::person::Person;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [whole(), values(), niks(), holder_checks()].concat()
}

const ALL: [&str; 17] = [
    "nik",
    "nama",
    "tempat_lahir",
    "tanggal_lahir",
    "jenis_kelamin",
    "golongan_darah",
    "alamat",
    "wilayah",
    "agama",
    "status_perkawinan",
    "pekerjaan",
    "kewarganegaraan",
    "berlaku_hingga",
    "foto",
    "usia_17",
    "usia_18",
    "usia_21",
];

/// The card's fields without some, and their values as they are released.
pub fn card_without(names: &[&str]) -> (Vec<&'static str>, Value) {
    let mut values = json!({
        "nik": "3171011708950003", "nama": "BUDI SANTOSO", "tempat_lahir": "JAKARTA", "tanggal_lahir": "1995-08-17",
        "jenis_kelamin": "LAKI-LAKI", "golongan_darah": "O+",
        "alamat": {"alamat": "JL. MERDEKA NO. 17", "rt_rw": "005/012", "kel_desa": "GAMBIR", "kecamatan": "GAMBIR"},
        "wilayah": {"kab_kota": "JAKARTA PUSAT", "provinsi": "DKI JAKARTA"},
        "agama": "KEPERCAYAAN TERHADAP TUHAN YME", "status_perkawinan": "BELUM KAWIN", "pekerjaan": "KARYAWAN SWASTA",
        "kewarganegaraan": "IDN", "berlaku_hingga": "SEUMUR HIDUP",
        "foto": {"type": "image/webp", "base64": "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="},
        "usia_17": true, "usia_18": true, "usia_21": true,
    });
    if let Some(values) = values.as_object_mut() {
        values.retain(|name, _| !names.contains(&name.as_str()));
    }
    (ALL.into_iter().filter(|name| !names.contains(name)).collect(), values)
}

fn whole() -> Vec<Record> {
    let (_, released) = card_without(&[]);
    vec![
        case("nik-and-nama", &["accepted"]).minted(&minted()).verifies_nik_nama(),
        case("every-field", &["accepted"]).minted(&minted_with(&ALL)).verifies(&ALL, released, |_| {}),
        case("no-field", &["accepted"]).minted(&minted_with(&[])).verifies(&[], json!({}), |_| {}),
        case("age-flag-only", &["accepted"]).minted(&minted_with(&["usia_17"])).verifies(
            &["usia_17"],
            json!({"usia_17": true}),
            |_| {},
        ),
    ]
}

fn one(id: &str, name: &'static str, signed: Cbor, released: Value) -> Record {
    let token = minted_for(&Person::budi().with(name, signed), &[name]);
    case(id, &["value"]).minted(&token).verifies(&[name], json!({name: released}), |_| {})
}

fn values() -> Vec<Record> {
    let photo = |id: &str, format: i64, media: &str| {
        let token =
            minted().with(169, Cbor::labels([(16, Cbor::Bytes(vec![1, 2, 3])), (17, Cbor::Int(format))])).without(2);
        let released = json!({"foto": {"type": media, "base64": "AQID"}});
        case(id, &["value"]).minted(&token).verifies(&["foto"], released, |_| {})
    };
    vec![
        one("one-word-name", "nama", Cbor::text("SUHARTO"), json!("SUHARTO")),
        one(
            "name-with-titles",
            "nama",
            Cbor::text("DR. H. MA'RUF / A. R., S.H."),
            json!("DR. H. MA'RUF / A. R., S.H."),
        ),
        one("name-with-bidi-marks", "nama", Cbor::text("Budi \u{202e}isutnas"), json!("Budi \u{202e}isutnas")),
        one(
            "name-with-markup",
            "nama",
            Cbor::text("<img src=x onerror=alert(1)>"),
            json!("<img src=x onerror=alert(1)>"),
        ),
        one("leap-day", "tanggal_lahir", Cbor::text("20000229"), json!("2000-02-29")),
        one("perempuan", "jenis_kelamin", Cbor::Int(2), json!("PEREMPUAN")),
        one("blood-group-unknown", "golongan_darah", Cbor::text("TIDAK TAHU"), json!("TIDAK TAHU")),
        one("blood-group-ab", "golongan_darah", Cbor::text("AB"), json!("AB")),
        one("blood-group-b-minus", "golongan_darah", Cbor::text("B-"), json!("B-")),
        one("valid-until-a-date", "berlaku_hingga", Cbor::text("20301231"), json!("2030-12-31")),
        one("under-21", "usia_21", Cbor::Bool(false), json!(false)),
        photo("photo-jpeg", 1, "image/jpeg"),
        photo("photo-avif", 3, "image/avif"),
        photo("photo-webp", 4, "image/webp"),
    ]
}

fn niks() -> Vec<Record> {
    let warned = |id: &str, person: &Person, fields: [&str; 3], released: Value, warnings: Value| {
        let token = minted_for(person, &fields);
        case(id, &["nik"]).minted(&token).verifies(&fields, released, |expect| expect["warnings"] = warnings)
    };
    let fields = ["nik", "tanggal_lahir", "jenis_kelamin"];
    let woman = "3171015708950003";
    let released = |nik: &str, date: &str, sex: &str| json!({"nik": nik, "tanggal_lahir": date, "jenis_kelamin": sex});
    let budi = Person::budi;
    let siti = || budi().with("nik", Cbor::text(woman)).with("jenis_kelamin", Cbor::Int(2));
    let later = || budi().with("tanggal_lahir", Cbor::text("19950818"));
    vec![
        warned("nik-fits", &budi(), fields, released("3171011708950003", "1995-08-17", "LAKI-LAKI"), json!([])),
        warned("nik-of-a-woman-fits", &siti(), fields, released(woman, "1995-08-17", "PEREMPUAN"), json!([])),
        warned(
            "nik-of-another-day",
            &later(),
            fields,
            released("3171011708950003", "1995-08-18", "LAKI-LAKI"),
            json!(["nik_birth_date_mismatch"]),
        ),
        warned(
            "nik-of-a-man-for-a-woman",
            &budi().with("jenis_kelamin", Cbor::Int(2)),
            fields,
            released("3171011708950003", "1995-08-17", "PEREMPUAN"),
            json!(["nik_sex_mismatch"]),
        ),
        warned(
            "nik-fits-nothing",
            &siti().with("tanggal_lahir", Cbor::text("20010101")).with("jenis_kelamin", Cbor::Int(1)),
            fields,
            released(woman, "2001-01-01", "LAKI-LAKI"),
            json!(["nik_birth_date_mismatch", "nik_sex_mismatch"]),
        ),
    ]
}

fn holder_checks() -> Vec<Record> {
    let asserted = |id: &str, checks: &[i64]| -> Case {
        let checks = Cbor::Array(checks.iter().map(|check| Cbor::Int(*check)).collect());
        case(id, &["holder"]).minted(&minted().with(-70169, Cbor::labels([(15, checks)])))
    };
    let level = |case: Case, level: &'static str| {
        case.verifies(&["nik", "nama"], super::case::nik_nama(), |expect| {
            expect["levels"]["holderCheck"] = json!(level);
        })
    };
    vec![
        level(asserted("holder-check-empty", &[]), "none"),
        level(asserted("holder-check-pin", &[1]), "pin"),
        level(asserted("holder-check-biometric", &[1, 2]), "biometric"),
        level(asserted("holder-check-face", &[3, 1]), "face_liveness"),
    ]
}
