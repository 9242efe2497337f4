//! What a MOSIP Claim 169 code may hold (IANA CWT claim 169, version 1.2.0, §3.1). The order is the specification's.
//!
//! Where a field means the same as ours it has our name. The photo's format (17) belongs to the photo.

use super::{Document, Field, FieldKey, Form, field};

/// The number stands in trust lists only: a Claim 169 token has no vct.
pub(super) const CLAIM_169: Document = Document { name: "claim_169", vct: 169, fields: FIELDS };

const SEX: Form = Form::Word(&["LAKI-LAKI", "PEREMPUAN", "LAINNYA"]);
const MARRIAGE: Form = Form::Word(&["BELUM KAWIN", "KAWIN", "CERAI HIDUP"]);

const FIELDS: &[&Field] = &[
    &text("nomor_identitas", 1, ["Nomor identitas", "Identity number"]),
    &text("versi", 2, ["Versi data", "Version of the data"]),
    &text("bahasa", 3, ["Bahasa", "Language"]),
    &row("nama", 4, Form::Name, ["Nama lengkap", "Full name"]),
    &text("nama_depan", 5, ["Nama depan", "First name"]),
    &text("nama_tengah", 6, ["Nama tengah", "Middle name"]),
    &text("nama_belakang", 7, ["Nama belakang", "Last name"]),
    &row("tanggal_lahir", 8, Form::Date, ["Tanggal lahir", "Date of birth"]),
    &row("jenis_kelamin", 9, SEX, ["Jenis kelamin", "Sex"]),
    &text("alamat_lengkap", 10, ["Alamat lengkap", "Whole address"]),
    &text("email", 11, ["Alamat surel", "Email address"]),
    &text("telepon", 12, ["Nomor telepon", "Phone number"]),
    &row("kewarganegaraan", 13, Form::CountryCode, ["Kewarganegaraan", "Nationality"]),
    &row("status_perkawinan", 14, MARRIAGE, ["Status perkawinan", "Marital status"]),
    &text("wali", 15, ["Wali", "Guardian"]),
    &row("foto", 16, Form::Portrait, ["Pas foto", "Portrait"]).specific(),
    &row("jari_terbaik", 18, Form::Fingers, ["Jari dengan sidik terbaik", "Fingers with the best prints"]).specific(),
    &text("nama_bahasa_kedua", 19, ["Nama lengkap dalam bahasa kedua", "Full name in the second language"]),
    &text("bahasa_kedua", 20, ["Bahasa kedua", "Second language"]),
    &text("kode_lokasi", 21, ["Kode lokasi", "Location code"]),
    &row("status_hukum", 22, Form::Text, ["Status hukum", "Legal status"]).specific(),
    &text("negara_penerbit", 23, ["Negara penerbit", "Country of issuance"]),
    &body("ibu_jari_kanan", 50, ["Ibu jari kanan", "Right thumb"]),
    &body("telunjuk_kanan", 51, ["Telunjuk kanan", "Right pointer finger"]),
    &body("jari_tengah_kanan", 52, ["Jari tengah kanan", "Right middle finger"]),
    &body("jari_manis_kanan", 53, ["Jari manis kanan", "Right ring finger"]),
    &body("kelingking_kanan", 54, ["Kelingking kanan", "Right little finger"]),
    &body("ibu_jari_kiri", 55, ["Ibu jari kiri", "Left thumb"]),
    &body("telunjuk_kiri", 56, ["Telunjuk kiri", "Left pointer finger"]),
    &body("jari_tengah_kiri", 57, ["Jari tengah kiri", "Left middle finger"]),
    &body("jari_manis_kiri", 58, ["Jari manis kiri", "Left ring finger"]),
    &body("kelingking_kiri", 59, ["Kelingking kiri", "Left little finger"]),
    &body("iris_kanan", 60, ["Iris kanan", "Right iris"]),
    &body("iris_kiri", 61, ["Iris kiri", "Left iris"]),
    &body("wajah", 62, ["Wajah", "Face"]),
    &body("telapak_kanan", 63, ["Telapak tangan kanan", "Right palm print"]),
    &body("telapak_kiri", 64, ["Telapak tangan kiri", "Left palm print"]),
    &body("suara", 65, ["Suara", "Voice"]),
];

const fn text(name: &'static str, key: u8, labels: [&'static str; 2]) -> Field {
    row(name, key, Form::Text, labels)
}

/// A part of the body: biometric, therefore specific data (UU 27/2022 Art. 4).
const fn body(name: &'static str, key: u8, labels: [&'static str; 2]) -> Field {
    row(name, key, Form::Biometrics, labels).specific()
}

const fn row(name: &'static str, key: u8, form: Form, labels: [&'static str; 2]) -> Field {
    field(name, FieldKey::Claim169(key), form, labels).in_clear()
}
