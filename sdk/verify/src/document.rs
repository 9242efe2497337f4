//! The documents as tables: which fields each has, under which claim, in which form. No code depends on a document.

mod ktp;

/// How much harm a field's leak does (UU 27/2022 Art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// General personal data.
    General,
    /// Specific personal data, such as a portrait, or data that commerce has no reason to ask.
    Specific,
}

/// Where a field stands in the claims set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKey {
    /// Claim 2, sub.
    Subject,
    /// A key inside claim 169 (MOSIP Claim 169).
    Claim169(u8),
    /// A key inside claim −70169 (this profile, private use).
    Ikd(u8),
}

/// The form of a field's value, as signed and as returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 16 digits.
    Nik,
    /// A text, returned as signed.
    Text,
    /// `YYYYMMDD`, a real date; returned as `YYYY-MM-DD`.
    Date,
    /// 1 or 2; returned as LAKI-LAKI or PEREMPUAN.
    Sex,
    /// Three capital letters, ISO 3166 alpha-3.
    Country,
    /// One of the 13 official values, or "-" for unknown.
    BloodGroup,
    /// SEUMUR HIDUP or a date.
    Validity,
    /// Whether the person has reached an age.
    Flag,
    /// An array of texts, returned as an object of these names.
    Parts(&'static [&'static str]),
    /// An image; its format stands in claim 169, key 17.
    Photo,
}

/// One field of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The official name, which is the API's name.
    pub name: &'static str,
    /// Where it stands.
    pub key: FieldKey,
    /// Its form.
    pub form: Form,
    /// How much harm a leak does.
    pub sensitivity: Sensitivity,
    /// What a screen calls it, in Indonesian.
    pub label_id: &'static str,
    /// What a screen calls it, in English.
    pub label_en: &'static str,
}

/// A kind of document.
///
/// ```
/// use ikd_verify::Document;
/// let ktp = Document::named("ktp").unwrap();
/// assert_eq!(ktp.vct, 65001);
/// assert!(ktp.field("nik").is_some());
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name in requests and results.
    pub name: &'static str,
    /// Its number in claim 11 (vct).
    pub vct: u64,
    /// Its fields, in the order of the printed card.
    pub fields: &'static [Field],
}

impl Document {
    /// Every document that this version knows.
    pub const ALL: &'static [Document] = &[ktp::KTP];

    /// The document with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Document> {
        Self::ALL.iter().find(|document| document.name == name)
    }

    /// The document with this number.
    #[must_use]
    pub fn numbered(vct: u64) -> Option<&'static Document> {
        Self::ALL.iter().find(|document| document.vct == vct)
    }

    /// The fields of all documents.
    pub(crate) fn every_field() -> impl Iterator<Item = &'static Field> {
        Self::ALL.iter().flat_map(|document| document.fields)
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
