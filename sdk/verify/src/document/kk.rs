//! The family card, KK: the holder's own row and what stands above it. One person's consent does not cover the family.

use super::FieldKey::Ikd;
use super::ktp::{
    AGAMA, ALAMAT, GOLONGAN_DARAH, JENIS_KELAMIN, KEWARGANEGARAAN, NAMA, NIK, PEKERJAAN, STATUS_PERKAWINAN,
    TANGGAL_LAHIR, TEMPAT_LAHIR, WILAYAH,
};
use super::{Document, Field, Form, field};

pub(super) const KK: Document = Document { name: "kk", vct: 65002, fields: FIELDS };

const FIELDS: &[&Field] = &[
    &NOMOR_KK,
    &KEPALA_KELUARGA,
    &ALAMAT,
    &WILAYAH,
    &NIK,
    &NAMA,
    &JENIS_KELAMIN,
    &TEMPAT_LAHIR,
    &TANGGAL_LAHIR,
    &AGAMA,
    &PENDIDIKAN,
    &PEKERJAAN,
    &GOLONGAN_DARAH,
    &STATUS_PERKAWINAN,
    &TANGGAL_PERKAWINAN,
    &HUBUNGAN,
    &KEWARGANEGARAAN,
    &NAMA_AYAH,
    &NAMA_IBU,
];

pub(crate) static NOMOR_KK: Field = field("nomor_kk", Ikd(32), Form::Digits(16, 16));
pub(crate) static KEPALA_KELUARGA: Field = field("kepala_keluarga", Ikd(33), Form::Name);
pub(crate) static HUBUNGAN: Field = field("hubungan", Ikd(34), Form::Text);
pub(crate) static PENDIDIKAN: Field = field("pendidikan", Ikd(35), Form::Text);
pub(crate) static TANGGAL_PERKAWINAN: Field = field("tanggal_perkawinan", Ikd(36), Form::Date);
pub(crate) static NAMA_AYAH: Field = field("nama_ayah", Ikd(37), Form::Name);
pub(crate) static NAMA_IBU: Field = field("nama_ibu", Ikd(38), Form::Name);
