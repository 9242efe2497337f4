//! The certificate of a vaccination: data of health (UU 27/2022 Art. 4(2)(a)).

use super::FieldKey::Ikd;
use super::ktp::{NAMA, NIK, TANGGAL_LAHIR};
use super::{Document, Field, Form, field};

pub(super) const VAKSIN: Document = Document { name: "vaksin", vct: 65007, fields: FIELDS };

const FIELDS: &[&Field] = &[&NIK, &NAMA, &TANGGAL_LAHIR, &PENYAKIT, &MEREK_VAKSIN, &DOSIS, &TANGGAL_VAKSIN];

pub(crate) static PENYAKIT: Field = field("penyakit", Ikd(80), Form::Text).specific();
pub(crate) static MEREK_VAKSIN: Field = field("merek_vaksin", Ikd(81), Form::Text).specific();
pub(crate) static DOSIS: Field = field("dosis", Ikd(82), Form::Digits(1, 2)).specific();
pub(crate) static TANGGAL_VAKSIN: Field = field("tanggal_vaksin", Ikd(83), Form::Date).specific();
