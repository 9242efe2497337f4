//! The identity card of a child, KIA. A parent or guardian consents (UU 27/2022 Art. 25).

use super::FieldKey::Ikd;
use super::kk::{KEPALA_KELUARGA, NOMOR_KK};
use super::ktp::{
    AGAMA, ALAMAT, BERLAKU_HINGGA, FOTO, GOLONGAN_DARAH, JENIS_KELAMIN, KEWARGANEGARAAN, NAMA, NIK, TANGGAL_LAHIR,
    TEMPAT_LAHIR, WILAYAH,
};
use super::{Document, Field, Form, field};

pub(super) const KIA: Document = Document { name: "kia", vct: 65009, fields: FIELDS };

const FIELDS: &[&Field] = &[
    &NIK,
    &NAMA,
    &TEMPAT_LAHIR,
    &TANGGAL_LAHIR,
    &JENIS_KELAMIN,
    &GOLONGAN_DARAH,
    &NOMOR_KK,
    &KEPALA_KELUARGA,
    &NOMOR_AKTA_LAHIR,
    &AGAMA,
    &KEWARGANEGARAAN,
    &ALAMAT,
    &WILAYAH,
    &BERLAKU_HINGGA,
    &FOTO,
];

pub(crate) static NOMOR_AKTA_LAHIR: Field = field("nomor_akta_lahir", Ikd(96), Form::Text);
