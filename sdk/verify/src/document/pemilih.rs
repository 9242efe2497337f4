//! The entry in the roll of voters. The polling station tells where somebody lives.

use super::FieldKey::Ikd;
use super::ktp::{NAMA, NIK, WILAYAH};
use super::{Document, Field, Form, field};

pub(super) const PEMILIH: Document = Document { name: "pemilih", vct: 65008, fields: FIELDS };

const FIELDS: &[&Field] = &[&NIK, &NAMA, &WILAYAH, &TERDAFTAR_PEMILIH, &TPS];

pub(crate) static TERDAFTAR_PEMILIH: Field = field("terdaftar_pemilih", Ikd(88), Form::Flag).specific();
pub(crate) static TPS: Field = field("tps", Ikd(89), Form::Text).specific();
