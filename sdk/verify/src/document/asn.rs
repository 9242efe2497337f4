//! The card of a civil servant, ASN. Whether somebody is one is mostly all that is needed.

use super::FieldKey::Ikd;
use super::ktp::{FOTO, NAMA, NIK};
use super::{Document, Field, Form, field};

pub(super) const ASN: Document = Document { name: "asn", vct: 65006, fields: FIELDS };

const FIELDS: &[&Field] = &[&ASN_AKTIF, &NAMA, &NIK, &NIP, &INSTANSI, &JABATAN, &GOLONGAN_RUANG, &FOTO];

pub(crate) static ASN_AKTIF: Field = field("asn_aktif", Ikd(72), Form::Flag);
pub(crate) static NIP: Field = field("nip", Ikd(73), Form::Digits(18, 18));
pub(crate) static INSTANSI: Field = field("instansi", Ikd(74), Form::Text);
pub(crate) static JABATAN: Field = field("jabatan", Ikd(75), Form::Text);
pub(crate) static GOLONGAN_RUANG: Field = field("golongan_ruang", Ikd(76), Form::Text);
