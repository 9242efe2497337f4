//! The population register's data of one person (UU 24/2013 Art. 58(2)). The parents' numbers are theirs, and left out.

use super::FieldKey::Ikd;
use super::kia::NOMOR_AKTA_LAHIR;
use super::kk::{HUBUNGAN, NAMA_AYAH, NAMA_IBU, NOMOR_KK, PENDIDIKAN, TANGGAL_PERKAWINAN};
use super::ktp::{
    AGAMA, ALAMAT, GOLONGAN_DARAH, JENIS_KELAMIN, KEWARGANEGARAAN, NAMA, NIK, PEKERJAAN, STATUS_PERKAWINAN,
    TANGGAL_LAHIR, TEMPAT_LAHIR, WILAYAH,
};
use super::{Document, Field, Form, field};

pub(super) const BIODATA: Document = Document { name: "biodata", vct: 65010, fields: FIELDS };

const FIELDS: &[&Field] = &[
    &NOMOR_KK,
    &NIK,
    &NAMA,
    &JENIS_KELAMIN,
    &TEMPAT_LAHIR,
    &TANGGAL_LAHIR,
    &GOLONGAN_DARAH,
    &AGAMA,
    &STATUS_PERKAWINAN,
    &HUBUNGAN,
    &DISABILITAS,
    &PENDIDIKAN,
    &PEKERJAAN,
    &KEWARGANEGARAAN,
    &NAMA_IBU,
    &NAMA_AYAH,
    &ALAMAT,
    &WILAYAH,
    &NOMOR_AKTA_LAHIR,
    &NOMOR_AKTA_PERKAWINAN,
    &TANGGAL_PERKAWINAN,
    &NOMOR_AKTA_PERCERAIAN,
    &TANGGAL_PERCERAIAN,
];

pub(crate) static DISABILITAS: Field = field("disabilitas", Ikd(104), Form::Text).specific();
pub(crate) static NOMOR_AKTA_PERKAWINAN: Field = field("nomor_akta_perkawinan", Ikd(105), Form::Text);
pub(crate) static NOMOR_AKTA_PERCERAIAN: Field = field("nomor_akta_perceraian", Ikd(106), Form::Text);
pub(crate) static TANGGAL_PERCERAIAN: Field = field("tanggal_perceraian", Ikd(107), Form::Date);
