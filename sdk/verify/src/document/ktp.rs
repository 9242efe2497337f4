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

pub(crate) static NIK: Field = field("nik", Subject, Form::Nik);
pub(crate) static NAMA: Field = field("nama", Claim169(4), Form::Name);
pub(crate) static TEMPAT_LAHIR: Field = field("tempat_lahir", Ikd(2), Form::Text);
pub(crate) static TANGGAL_LAHIR: Field = field("tanggal_lahir", Claim169(8), Form::Date);
pub(crate) static JENIS_KELAMIN: Field = field("jenis_kelamin", Claim169(9), Form::Sex);
pub(crate) static GOLONGAN_DARAH: Field = field("golongan_darah", Ikd(3), Form::BloodGroup).specific();
pub(crate) static ALAMAT: Field = field("alamat", Ikd(4), ADDRESS);
pub(crate) static WILAYAH: Field = field("wilayah", Ikd(5), REGION);
pub(crate) static AGAMA: Field = field("agama", Ikd(6), Form::Text).specific();
pub(crate) static STATUS_PERKAWINAN: Field = field("status_perkawinan", Ikd(8), Form::Text);
pub(crate) static PEKERJAAN: Field = field("pekerjaan", Ikd(7), Form::Text);
pub(crate) static KEWARGANEGARAAN: Field = field("kewarganegaraan", Claim169(13), Form::Country).in_clear();
pub(crate) static BERLAKU_HINGGA: Field = field("berlaku_hingga", Ikd(9), Form::Validity).in_clear();
pub(crate) static FOTO: Field = field("foto", Claim169(16), Form::Photo).specific();
pub(crate) static USIA_17: Field = field("usia_17", Ikd(17), Form::Flag);
pub(crate) static USIA_18: Field = field("usia_18", Ikd(18), Form::Flag);
pub(crate) static USIA_21: Field = field("usia_21", Ikd(21), Form::Flag);
