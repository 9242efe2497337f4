//! The health insurance card, BPJS Kesehatan. Where somebody is treated says something of the health.

use super::FieldKey::Ikd;
use super::ktp::{NAMA, NIK, TANGGAL_LAHIR};
use super::{Document, Field, Form, field};

pub(super) const BPJS: Document = Document { name: "bpjs", vct: 65004, fields: FIELDS };

const FIELDS: &[&Field] = &[&NOMOR_BPJS, &NAMA, &NIK, &TANGGAL_LAHIR, &BPJS_AKTIF, &KELAS_RAWAT, &FASKES];

pub(crate) static NOMOR_BPJS: Field = field("nomor_bpjs", Ikd(48), Form::Digits(13, 13));
pub(crate) static BPJS_AKTIF: Field = field("bpjs_aktif", Ikd(49), Form::Flag);
pub(crate) static KELAS_RAWAT: Field = field("kelas_rawat", Ikd(50), Form::Text);
pub(crate) static FASKES: Field = field("faskes", Ikd(51), Form::Text).specific();
