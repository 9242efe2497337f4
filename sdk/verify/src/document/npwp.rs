//! The tax card, NPWP. A person's number is the NIK, or the older one of 15 digits.

use super::FieldKey::Ikd;
use super::ktp::{ALAMAT, NAMA, NIK, WILAYAH};
use super::{Document, Field, Form, field};

pub(super) const NPWP: Document = Document { name: "npwp", vct: 65003, fields: FIELDS };

const FIELDS: &[&Field] =
    &[&NOMOR_NPWP, &NAMA, &NIK, &ALAMAT, &WILAYAH, &KANTOR_PAJAK, &TANGGAL_TERDAFTAR, &NPWP_AKTIF];

pub(crate) static NOMOR_NPWP: Field = field("nomor_npwp", Ikd(40), Form::Digits(15, 16));
pub(crate) static NPWP_AKTIF: Field = field("npwp_aktif", Ikd(41), Form::Flag);
pub(crate) static KANTOR_PAJAK: Field = field("kantor_pajak", Ikd(42), Form::Text);
pub(crate) static TANGGAL_TERDAFTAR: Field = field("tanggal_terdaftar", Ikd(43), Form::Date);
