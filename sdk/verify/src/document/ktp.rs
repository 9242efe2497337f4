//! The identity card, KTP-el (profile §7). The order is the card's.

use super::FieldKey::{Claim169, Ikd, Subject};
use super::Sensitivity::{General, Specific};
use super::{Document, Field, FieldKey, Form, Sensitivity};

pub(super) const KTP: Document = Document { name: "ktp", vct: 65001, fields: FIELDS };

const ADDRESS: Form = Form::Parts(&["alamat", "rt_rw", "kel_desa", "kecamatan"]);
const REGION: Form = Form::Parts(&["kab_kota", "provinsi"]);

const FIELDS: &[Field] = &[
    field("nik", Subject, Form::Nik, General, ["NIK", "National identity number"]),
    field("nama", Claim169(4), Form::Text, General, ["Nama lengkap", "Full name"]),
    field("tempat_lahir", Ikd(2), Form::Text, General, ["Tempat lahir", "Place of birth"]),
    field("tanggal_lahir", Claim169(8), Form::Date, General, ["Tanggal lahir", "Date of birth"]),
    field("jenis_kelamin", Claim169(9), Form::Sex, General, ["Jenis kelamin", "Sex"]),
    field("golongan_darah", Ikd(3), Form::BloodGroup, Specific, ["Golongan darah", "Blood group"]),
    field("alamat", Ikd(4), ADDRESS, General, ["Alamat", "Address"]),
    field("wilayah", Ikd(5), REGION, General, ["Kabupaten/kota dan provinsi", "Regency or city, and province"]),
    field("agama", Ikd(6), Form::Text, Specific, ["Agama", "Religion"]),
    field("status_perkawinan", Ikd(8), Form::Text, General, ["Status perkawinan", "Marital status"]),
    field("pekerjaan", Ikd(7), Form::Text, General, ["Pekerjaan", "Occupation"]),
    field("kewarganegaraan", Claim169(13), Form::Country, General, ["Kewarganegaraan", "Nationality"]),
    field("berlaku_hingga", Ikd(9), Form::Validity, General, ["Berlaku hingga", "Valid until"]),
    field("foto", Claim169(16), Form::Photo, Specific, ["Pas foto", "Portrait"]),
    field("usia_17", Ikd(17), Form::Flag, General, ["Sudah berusia 17 tahun", "Has reached the age of 17"]),
    field("usia_18", Ikd(18), Form::Flag, General, ["Sudah berusia 18 tahun", "Has reached the age of 18"]),
    field("usia_21", Ikd(21), Form::Flag, General, ["Sudah berusia 21 tahun", "Has reached the age of 21"]),
];

const fn field(
    name: &'static str,
    key: FieldKey,
    form: Form,
    sensitivity: Sensitivity,
    [label_id, label_en]: [&'static str; 2],
) -> Field {
    Field { name, key, form, sensitivity, label_id, label_en }
}
