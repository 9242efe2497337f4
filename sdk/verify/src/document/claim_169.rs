//! What a MOSIP Claim 169 code may hold (IANA CWT claim 169, version 1.2.0, §3.1). The order is the specification's.
//!
//! Where a field means the same as ours it has our name. The photo's format (17) belongs to the photo.

use super::{Document, Field, FieldKey, Form, field};

/// The number stands in trust lists only: a Claim 169 token has no vct.
pub(super) const CLAIM_169: Document = Document { name: "claim_169", vct: 169, fields: FIELDS };

const SEX: Form = Form::Word(&["LAKI-LAKI", "PEREMPUAN", "LAINNYA"]);
const MARRIAGE: Form = Form::Word(&["BELUM KAWIN", "KAWIN", "CERAI HIDUP"]);

const FIELDS: &[&Field] = &[
    &text("nomor_identitas", 1),
    &text("versi", 2),
    &text("bahasa", 3),
    &row("nama", 4, Form::Name),
    &text("nama_depan", 5),
    &text("nama_tengah", 6),
    &text("nama_belakang", 7),
    &row("tanggal_lahir", 8, Form::Date),
    &row("jenis_kelamin", 9, SEX),
    &text("alamat_lengkap", 10),
    &text("email", 11),
    &text("telepon", 12),
    &row("kewarganegaraan", 13, Form::CountryCode),
    &row("status_perkawinan", 14, MARRIAGE),
    &text("wali", 15),
    &row("foto", 16, Form::Portrait).specific(),
    &row("jari_terbaik", 18, Form::Fingers).specific(),
    &text("nama_bahasa_kedua", 19),
    &text("bahasa_kedua", 20),
    &text("kode_lokasi", 21),
    &row("status_hukum", 22, Form::Text).specific(),
    &text("negara_penerbit", 23),
    &body("ibu_jari_kanan", 50),
    &body("telunjuk_kanan", 51),
    &body("jari_tengah_kanan", 52),
    &body("jari_manis_kanan", 53),
    &body("kelingking_kanan", 54),
    &body("ibu_jari_kiri", 55),
    &body("telunjuk_kiri", 56),
    &body("jari_tengah_kiri", 57),
    &body("jari_manis_kiri", 58),
    &body("kelingking_kiri", 59),
    &body("iris_kanan", 60),
    &body("iris_kiri", 61),
    &body("wajah", 62),
    &body("telapak_kanan", 63),
    &body("telapak_kiri", 64),
    &body("suara", 65),
];

const fn text(name: &'static str, key: u8) -> Field {
    row(name, key, Form::Text)
}

/// A part of the body: biometric, therefore specific data (UU 27/2022 Art. 4).
const fn body(name: &'static str, key: u8) -> Field {
    row(name, key, Form::Biometrics).specific()
}

const fn row(name: &'static str, key: u8, form: Form) -> Field {
    field(name, FieldKey::Claim169(key), form).in_clear()
}
