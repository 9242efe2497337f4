//! The registration of a vehicle, STNK.

use super::FieldKey::Ikd;
use super::ktp::{ALAMAT, NAMA, NIK, WILAYAH};
use super::{Document, Field, Form, field};

pub(super) const KENDARAAN: Document = Document { name: "kendaraan", vct: 65005, fields: FIELDS };

const FIELDS: &[&Field] = &[
    &NOMOR_POLISI,
    &NAMA,
    &NIK,
    &ALAMAT,
    &WILAYAH,
    &MEREK,
    &TIPE,
    &TAHUN_PEMBUATAN,
    &WARNA,
    &NOMOR_RANGKA,
    &NOMOR_MESIN,
    &STNK_BERLAKU,
];

pub(crate) static NOMOR_POLISI: Field = field("nomor_polisi", Ikd(56), Form::Text);
pub(crate) static MEREK: Field = field("merek", Ikd(57), Form::Text);
pub(crate) static TIPE: Field = field("tipe", Ikd(58), Form::Text);
pub(crate) static TAHUN_PEMBUATAN: Field = field("tahun_pembuatan", Ikd(59), Form::Digits(4, 4));
pub(crate) static WARNA: Field = field("warna", Ikd(60), Form::Text);
pub(crate) static NOMOR_RANGKA: Field = field("nomor_rangka", Ikd(61), Form::Text);
pub(crate) static NOMOR_MESIN: Field = field("nomor_mesin", Ikd(62), Form::Text);
pub(crate) static STNK_BERLAKU: Field = field("stnk_berlaku", Ikd(63), Form::Date);
