//! Mode L, the Claim 169 adapter: what a code holds, when it counts, and what it answers (profile §4; rows W, C).

use super::case::{BANK, Case, NOW, Record, minted, request, request_with, request_without};
use super::claim169::{
    DAY, carried, documents, identity, named, of, plain, taken, verifies, verifies_named, verifies_with,
};
use crate::cbor::{Cbor, Labels};
use crate::claim169::DOCUMENT;
use crate::trust;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    let valued = vec![
        demographics(),
        photo("l-photo-jpeg-2000", 2, "image/jp2"),
        photo("l-photo-webp", 4, "image/webp"),
        biometrics(),
        unknown(),
    ];
    [valued, identities(), times(), requests()].concat()
}

fn demographics() -> Record {
    let texts = [
        (1, "nomor_identitas", "3918592438"),
        (2, "versi", "1.2.0"),
        (3, "bahasa", "ind"),
        (4, "nama", "BUDI SANTOSO"),
        (5, "nama_depan", "BUDI"),
        (6, "nama_tengah", "ADI"),
        (7, "nama_belakang", "SANTOSO"),
        (10, "alamat_lengkap", "JL. MERDEKA NO. 17\nGAMBIR"),
        (11, "email", "budi@example.com"),
        (12, "telepon", "+62 812 0000 0000"),
        (13, "kewarganegaraan", "ID"),
        (15, "wali", "SITI"),
        (19, "nama_bahasa_kedua", "بودي سانتوسو"),
        (20, "bahasa_kedua", "ara"),
        (21, "kode_lokasi", "6P58RRHG+2V"),
        (22, "status_hukum", "citizen"),
        (23, "negara_penerbit", "IDN"),
    ];
    let mut identity: Vec<_> = texts.iter().map(|(key, _, text)| (*key, Cbor::text(text))).collect();
    identity.extend([(8, Cbor::text("19950817")), (9, Cbor::Int(3)), (14, Cbor::Int(2))]);
    identity.extend([(16, Cbor::Bytes(vec![1, 2, 3])), (17, Cbor::Int(1)), (18, documents(&[0, 1, 10]))]);
    let mut released: Value =
        texts.iter().map(|(_, name, text)| ((*name).into(), json!(text))).collect::<serde_json::Map<_, _>>().into();
    released["tanggal_lahir"] = json!("1995-08-17");
    released["jenis_kelamin"] = json!("LAINNYA");
    released["status_perkawinan"] = json!("KAWIN");
    released["foto"] = json!({"type": "image/jpeg", "base64": "AQID"});
    released["jari_terbaik"] = json!([0, 1, 10]);
    let offered = [
        "nomor_identitas",
        "versi",
        "bahasa",
        "nama",
        "nama_depan",
        "nama_tengah",
        "nama_belakang",
        "tanggal_lahir",
        "jenis_kelamin",
        "alamat_lengkap",
        "email",
        "telepon",
        "kewarganegaraan",
        "status_perkawinan",
        "wali",
        "foto",
        "jari_terbaik",
        "nama_bahasa_kedua",
        "bahasa_kedua",
        "kode_lokasi",
        "status_hukum",
        "negara_penerbit",
    ];
    verifies(carried("l-every-demographic-key", &["accepted"], &of(identity)), &offered, released)
}

fn photo(id: &str, format: i64, media: &str) -> Record {
    let identity = vec![(16, Cbor::Bytes(vec![1, 2, 3])), (17, Cbor::Int(format))];
    verifies(carried(id, &["value"], &of(identity)), &["foto"], json!({"foto": {"type": media, "base64": "AQID"}}))
}

fn recording(rest: Vec<(i64, Cbor)>) -> Cbor {
    Cbor::labels([vec![(0, Cbor::Bytes(vec![1, 2, 3]))], rest].concat())
}

fn biometrics() -> Record {
    let maker = || (3, Cbor::text("VendorA"));
    let one = |rest| Cbor::Array(vec![recording(rest)]);
    let face = Cbor::Array(vec![
        recording(vec![(1, Cbor::Int(0)), (2, Cbor::Int(4))]),
        recording(vec![(1, Cbor::Int(1)), (2, Cbor::Int(100)), maker()]),
    ]);
    let mut identity: Vec<_> = (50..=65).map(|key| (key, one(vec![]))).collect();
    identity[12].1 = face;
    identity[15].1 = recording(vec![(1, Cbor::Int(2)), (2, Cbor::Int(1))]);
    let names = [
        "ibu_jari_kanan",
        "telunjuk_kanan",
        "jari_tengah_kanan",
        "jari_manis_kanan",
        "kelingking_kanan",
        "ibu_jari_kiri",
        "telunjuk_kiri",
        "jari_tengah_kiri",
        "jari_manis_kiri",
        "kelingking_kiri",
        "iris_kanan",
        "iris_kiri",
        "wajah",
        "telapak_kanan",
        "telapak_kiri",
        "suara",
    ];
    let mut released = json!({});
    for name in names {
        released[name] = json!([{"base64": "AQID"}]);
    }
    released["wajah"] = json!([
        {"format": "image", "subFormat": "webp", "base64": "AQID"},
        {"format": "template", "subFormat": 100, "issuer": "VendorA", "base64": "AQID"},
    ]);
    released["suara"] = json!([{"format": "sound", "subFormat": "mp3", "base64": "AQID"}]);
    verifies(carried("l-every-biometric-key", &["accepted"], &of(identity)), &names, released)
}

/// Unassigned keys are ignored and never returned; neither is a holder check that an app asserted once.
fn unknown() -> Record {
    let identity = [identity(), vec![(30, Cbor::text("?")), (99, Cbor::Bool(true))]].concat();
    let asserted = Cbor::labels([(15, documents(&[3])), (2, Cbor::text("JAKARTA"))]);
    let claims = of(identity).with(2, Cbor::text("3918592438")).with(-70169, asserted).with(11, Cbor::Int(trust::KTP));
    verifies_named(carried("l-unknown-keys", &["W10"], &claims))
}

fn identities() -> Vec<Record> {
    let missing = |id: &str, label: i64, name: &str| {
        carried(id, &["W01"], &plain().without(label)).rejects_with("claim_missing", json!({"claim": name}))
    };
    let wrong = |id: &str, key: i64, value: Cbor, name: &str| {
        carried(id, &["C10", "value"], &of(vec![(key, value)])).rejects_with("claim_malformed", json!({"claim": name}))
    };
    let face = |id: &str, value: Cbor| wrong(id, 62, value, "wajah");
    vec![
        missing("l-without-iss", 1, "iss"),
        missing("l-without-exp", 4, "exp"),
        missing("l-without-iat", 6, "iat"),
        missing("l-without-169", DOCUMENT, "169"),
        carried("l-169-text", &["C10"], &plain().with(DOCUMENT, Cbor::text("")))
            .rejects_with("claim_malformed", json!({"claim": "169"})),
        wrong("l-name-number", 4, Cbor::Int(1), "nama"),
        wrong("l-birth-date-with-hyphens", 8, Cbor::text("1984-04-18"), "tanggal_lahir"),
        wrong("l-sex-4", 9, Cbor::Int(4), "jenis_kelamin"),
        wrong("l-sex-0", 9, Cbor::Int(0), "jenis_kelamin"),
        wrong("l-sex-text", 9, Cbor::text("1"), "jenis_kelamin"),
        wrong("l-country-lower-case", 13, Cbor::text("id"), "kewarganegaraan"),
        wrong("l-marriage-4", 14, Cbor::Int(4), "status_perkawinan"),
        wrong("l-photo-without-format", 16, Cbor::Bytes(vec![1]), "foto"),
        wrong("l-finger-11", 18, documents(&[11]), "jari_terbaik"),
        wrong("l-fingers-number", 18, Cbor::Int(1), "jari_terbaik"),
        face("l-face-bytes", Cbor::Bytes(vec![1])),
        face("l-face-empty", Cbor::Array(vec![])),
        face("l-face-without-data", Cbor::Array(vec![Cbor::labels([(1, Cbor::Int(0))])])),
        face("l-face-unknown-key", Cbor::Array(vec![recording(vec![(4, Cbor::Int(0))])])),
        face("l-face-format-text", Cbor::Array(vec![recording(vec![(1, Cbor::text("image"))])])),
        face("l-face-issuer-number", Cbor::Array(vec![recording(vec![(3, Cbor::Int(1))])])),
        carried("l-photo-format-5", &["value"], &of(vec![(16, Cbor::Bytes(vec![1])), (17, Cbor::Int(5))]))
            .rejects_with("claim_malformed", json!({"claim": "foto"})),
    ]
}

fn times() -> Vec<Record> {
    const MOST: u64 = 3_653 * DAY;
    let lives = |id: &str, issued: u64, expires: u64| {
        carried(id, &["W05", "W07"], &plain().with(6, Cbor::uint(issued)).with(4, Cbor::uint(expires)))
    };
    let from = |id: &str, from: u64, expires: u64| {
        carried(id, &["W03"], &plain().with(5, Cbor::uint(from)).with(4, Cbor::uint(expires)))
    };
    let until = |case: Case, issued: u64, expires: u64| {
        verifies_with(case, &["nomor_identitas", "nama"], named(), |expect| {
            expect["issuedAt"] = json!(issued);
            expect["expiresAt"] = json!(expires);
        })
    };
    vec![
        until(lives("l-ten-years", NOW, NOW + MOST), NOW, NOW + MOST),
        lives("l-ten-years-and-a-second", NOW, NOW + MOST + 1).rejects("lifetime_too_long"),
        until(from("l-nbf-now", NOW, NOW + DAY), NOW, NOW + DAY),
        // Signed long before it counts: its ten years begin with nbf.
        from("l-not-yet-valid", NOW + MOST, NOW + 2 * MOST)
            .rejects_with("not_yet_valid", json!({"notBefore": NOW + MOST, "checkedAt": NOW})),
        lives("l-exp-at-iat", NOW, NOW).rejects("time_order"),
        lives("l-expired", NOW - DAY, NOW - 60)
            .rejects_with("expired", json!({"expiredAt": NOW - 60, "checkedAt": NOW})),
        lives("l-issued-in-future", NOW + 61, NOW + DAY)
            .rejects_with("issued_in_future", json!({"issuedAt": NOW + 61, "checkedAt": NOW})),
    ]
}

fn requests() -> Vec<Record> {
    let nama = json!([{"name": "nama", "required": true, "relevance": "POJK 8/2023 Pasal 25"}]);
    let mut asked = request_without("nonce");
    asked["document"] = json!("claim_169");
    asked["fields"] = nama;
    let mut challenged = asked.clone();
    challenged["nonce"] = request()["nonce"].clone();
    let answers = |id: &str, row: &'static str, claims: &Labels| carried(id, &[row], claims).request(asked.clone());
    let aud = |id: &str| plain().with(3, Cbor::text(id));
    let both = &["nomor_identitas", "nama"];
    let released = || json!({"nama": "BUDI SANTOSO"});
    let no_name = of(vec![(1, Cbor::text("3918592438"))]);
    vec![
        verifies(answers("l-requested", "consent", &plain()), both, released()),
        verifies_with(answers("l-for-this-relying-party", "W08", &aud(BANK)), both, released(), |expect| {
            expect["levels"]["audience"] = json!("matched");
        }),
        answers("l-for-another-relying-party", "W08", &aud("https://other.example")).rejects("audience_mismatch"),
        carried("l-answers-no-nonce", &["H05"], &plain().with(39, Cbor::Bytes(vec![0; 16])))
            .request(challenged)
            .rejects("nonce_missing"),
        carried("l-for-a-request-of-another-document", &["W11"], &plain())
            .request(request())
            .rejects("document_unexpected"),
        taken("l-minted-for-a-request-of-it", &["W11"])
            .minted(&minted())
            .request(asked.clone())
            .rejects("document_unexpected"),
        answers("l-without-the-required-field", "consent", &no_name)
            .rejects_with("required_field_not_offered", json!({"field": "nama"})),
        carried("l-request-of-a-field-that-it-has-not", &["consent"], &plain())
            .request(request_with("document", json!("claim_169")))
            .rejects_with("request_malformed", json!({"item": "fields.name"})),
        verifies(carried("l-one-field-released", &["consent"], &plain()).consent(json!(["nama"])), both, released()),
        verifies(carried("l-nothing-released", &["consent"], &plain()).consent(json!("none")), both, json!({})),
    ]
}
