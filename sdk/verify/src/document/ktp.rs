//! The identity card, KTP-el (profile §7). The order is the card's.

use super::FieldKey::{Claim169, Ikd, Subject};
use super::{Document, Field, Form, field};

const ADDRESS: Form = Form::Parts(&["alamat", "rt_rw", "kel_desa", "kecamatan"]);
const REGION: Form = Form::Parts(&["kab_kota", "provinsi"]);

pub(super) const KTP: Document = Document { name: "ktp", vct: 65001, fields: FIELDS };

const FIELDS: &[&Field] = &[
    &NIK,
    &NAMA,
    &TEMPAT_LAHIR,
    &TANGGAL_LAHIR,
    &JENIS_KELAMIN,
    &GOLONGAN_DARAH,
    &ALAMAT,
    &WILAYAH,
    &AGAMA,
    &STATUS_PERKAWINAN,
    &PEKERJAAN,
    &KEWARGANEGARAAN,
    &BERLAKU_HINGGA,
    &FOTO,
    &USIA_17,
    &USIA_18,
    &USIA_21,
];

pub(crate) static NIK: Field = field("nik", Subject, Form::Nik, ["NIK", "National identity number"]);
pub(crate) static NAMA: Field = field("nama", Claim169(4), Form::Name, ["Nama lengkap", "Full name"]);
pub(crate) static TEMPAT_LAHIR: Field = field("tempat_lahir", Ikd(2), Form::Text, ["Tempat lahir", "Place of birth"]);
pub(crate) static TANGGAL_LAHIR: Field =
    field("tanggal_lahir", Claim169(8), Form::Date, ["Tanggal lahir", "Date of birth"]);
pub(crate) static JENIS_KELAMIN: Field = field("jenis_kelamin", Claim169(9), Form::Sex, ["Jenis kelamin", "Sex"]);
pub(crate) static GOLONGAN_DARAH: Field =
    field("golongan_darah", Ikd(3), Form::BloodGroup, ["Golongan darah", "Blood group"]).specific();
pub(crate) static ALAMAT: Field = field("alamat", Ikd(4), ADDRESS, ["Alamat", "Address"]);
pub(crate) static WILAYAH: Field =
    field("wilayah", Ikd(5), REGION, ["Kabupaten/kota dan provinsi", "Regency or city, and province"]);
pub(crate) static AGAMA: Field = field("agama", Ikd(6), Form::Text, ["Agama", "Religion"]).specific();
pub(crate) static STATUS_PERKAWINAN: Field =
    field("status_perkawinan", Ikd(8), Form::Text, ["Status perkawinan", "Marital status"]);
pub(crate) static PEKERJAAN: Field = field("pekerjaan", Ikd(7), Form::Text, ["Pekerjaan", "Occupation"]);
pub(crate) static KEWARGANEGARAAN: Field =
    field("kewarganegaraan", Claim169(13), Form::Country, ["Kewarganegaraan", "Nationality"]).in_clear();
pub(crate) static BERLAKU_HINGGA: Field =
    field("berlaku_hingga", Ikd(9), Form::Validity, ["Berlaku hingga", "Valid until"]).in_clear();
pub(crate) static FOTO: Field = field("foto", Claim169(16), Form::Photo, ["Pas foto", "Portrait"]).specific();
pub(crate) static USIA_17: Field =
    field("usia_17", Ikd(17), Form::Flag, ["Sudah berusia 17 tahun", "Has reached the age of 17"]);
pub(crate) static USIA_18: Field =
    field("usia_18", Ikd(18), Form::Flag, ["Sudah berusia 18 tahun", "Has reached the age of 18"]);
pub(crate) static USIA_21: Field =
    field("usia_21", Ikd(21), Form::Flag, ["Sudah berusia 21 tahun", "Has reached the age of 21"]);
