//! The documents' tables → every field once, put together when this is compiled.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "it runs in the compiler, where a wrong index is an error and no panic"
)]

use super::ktp::NIK;
use super::{Document, Field, FieldKey};

/// More than there are; one too few does not compile.
const MOST: usize = 128;
const COUNT: usize = distinct(&mut [&NIK; MOST]);

/// Every field of [`Document::ALL`], in that order.
pub(crate) static EVERY_FIELD: [&Field; COUNT] = {
    let mut fields = [&NIK; COUNT];
    distinct(&mut fields);
    fields
};

/// Writes the fields of all documents in front, without those that a document before has, and counts them.
const fn distinct(fields: &mut [&'static Field]) -> usize {
    let (mut count, mut document) = (0, 0);
    while document < Document::ALL.len() {
        let mut at = 0;
        while at < Document::ALL[document].fields.len() {
            let field = Document::ALL[document].fields[at];
            if !holds(fields, count, field.key) {
                fields[count] = field;
                count += 1;
            }
            at += 1;
        }
        document += 1;
    }
    count
}

const fn holds(fields: &[&'static Field], count: usize, key: FieldKey) -> bool {
    let mut at = 0;
    while at < count {
        if number(fields[at].key) == number(key) {
            return true;
        }
        at += 1;
    }
    false
}

/// A number for each key: traits, and so `==`, do not run in the compiler.
const fn number(key: FieldKey) -> u16 {
    match key {
        FieldKey::Subject => 0,
        FieldKey::Claim169(key) => 0x100 | key as u16,
        FieldKey::Ikd(key) => 0x200 | key as u16,
    }
}
