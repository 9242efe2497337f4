//! The documents as tables: which fields each has, under which claim, in which form. No code depends on a document.
//!
//! A field that several documents share is defined once, in the file of the first of them: one key, one form, one label.

pub(crate) mod asn;
pub(crate) mod biodata;
mod bpjs;
mod claim_169;
mod every_field;
mod kendaraan;
mod kia;
mod kk;
pub(crate) mod ktp;
mod labels;
mod npwp;
mod pemilih;
mod vaksin;

pub(crate) use every_field::EVERY_FIELD;

use crate::language::Language;

/// How much harm a field's leak does (UU 27/2022 Art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// General personal data.
    General,
    /// Specific personal data, such as a portrait, or data that commerce has no reason to ask.
    Specific,
}

/// How an SD-CWT carries a field (profile §7). Every field is a disclosure of its own: two are never merged into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// Behind a digest: the holder discloses it or not.
    Disclosure,
    /// In the claims set, seen by whoever sees the token: what tells nothing of the person, and all of a Claim 169 code.
    Clear,
}

/// Where a field stands in the claims set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKey {
    /// Claim 2, sub.
    Subject,
    /// A key inside claim 169 (MOSIP Claim 169).
    Claim169(u8),
    /// A key inside claim −70169 (this profile, private use): below 32 for the identity card, from 32 for the others.
    Ikd(u8),
}

/// The form of a field's value, as signed and as returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 16 digits.
    Nik,
    /// A text, returned as signed.
    Text,
    /// The name of a person, returned as signed. It is compared more tolerantly than other texts.
    Name,
    /// A number of so many digits at least and at most, as a text.
    Digits(u8, u8),
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
    /// The same, JPEG 2000 too: what other issuers' codes hold.
    Portrait,
    /// A number from 1 on, returned as the word in that place.
    Word(&'static [&'static str]),
    /// Two or three capital letters, ISO 3166.
    CountryCode,
    /// An array of finger positions, 0 to 10.
    Fingers,
    /// Recordings of one part of the body, each with its format and its maker.
    Biometrics,
}

/// One field of a document. Two are equal if they have one key: no key has two fields.
#[derive(Debug)]
pub struct Field {
    /// The official name, which is the API's name.
    pub name: &'static str,
    /// Where it stands.
    pub key: FieldKey,
    /// Its form.
    pub form: Form,
    /// How much harm a leak does.
    pub sensitivity: Sensitivity,
    /// How an SD-CWT carries it.
    pub redaction: Redaction,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Field {}

/// A general field, redacted in an SD-CWT.
const fn field(name: &'static str, key: FieldKey, form: Form) -> Field {
    let (sensitivity, redaction) = (Sensitivity::General, Redaction::Disclosure);
    Field { name, key, form, sensitivity, redaction }
}

impl Field {
    /// What a screen calls it.
    ///
    /// ```
    /// use ikd_verify::{Document, Language};
    /// let nik = Document::every_field().find(|field| field.name == "nik").unwrap();
    /// assert_eq!(nik.label(Language::English), "National identity number");
    /// ```
    #[must_use]
    pub fn label(&self, language: Language) -> &'static str {
        let [indonesian, english] = labels::labels(self.name);
        match language {
            Language::Indonesian => indonesian,
            Language::English => english,
        }
    }

    const fn specific(self) -> Self {
        Self { sensitivity: Sensitivity::Specific, ..self }
    }

    const fn in_clear(self) -> Self {
        Self { redaction: Redaction::Clear, ..self }
    }

    /// The field with this name, of whichever document. A name has one field, but for those that a Claim 169 code shares.
    pub(crate) fn named(name: &str) -> Option<&'static Field> {
        Document::every_field().chain(Document::CLAIM_169.fields.iter().copied()).find(|field| field.name == name)
    }
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
    /// Its fields, in the order of the printed document.
    pub fields: &'static [&'static Field],
}

impl Document {
    /// Every document that this version knows.
    pub const ALL: &'static [Document] = &[
        ktp::KTP,
        kk::KK,
        npwp::NPWP,
        bpjs::BPJS,
        kendaraan::KENDARAAN,
        asn::ASN,
        vaksin::VAKSIN,
        pemilih::PEMILIH,
        kia::KIA,
        biodata::BIODATA,
    ];

    /// What a MOSIP Claim 169 code holds. It is never minted nor challenged, and a trust list names it as document 169.
    pub const CLAIM_169: Document = claim_169::CLAIM_169;

    /// The document with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Document> {
        Self::ALL.iter().chain([&Self::CLAIM_169]).find(|document| document.name == name)
    }

    /// The document with this number.
    #[must_use]
    pub fn numbered(vct: u64) -> Option<&'static Document> {
        Self::ALL.iter().find(|document| document.vct == vct)
    }

    /// The fields of all documents, each once, those of the identity card first.
    ///
    /// ```
    /// use ikd_verify::Document;
    /// let names: Vec<_> = Document::every_field().map(|field| field.name).collect();
    /// assert_eq!(names.iter().filter(|name| **name == "nik").count(), 1);
    /// ```
    pub fn every_field() -> impl Iterator<Item = &'static Field> {
        EVERY_FIELD.iter().copied()
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }
}
