//! One finding of the lint, with its stable code and its sentence.

use crate::profile::Sentence;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Who refuses a request for a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// The verifier too: the request never gets an answer.
    Verifier,
    /// The lint alone.
    Lint,
}

/// What a request breaks. A rule may be added, a code never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// An item is missing, empty or wrong.
    RequestMalformed,
    /// A field that the document has not, or one named twice.
    FieldOutsideDocument,
    /// A document that commerce has no reason to ask for.
    DocumentRefused,
    /// A field that commerce has no reason to ask for.
    FieldRefused,
    /// So many fields of the card that it is a copy of it.
    CardCopied,
    /// Specific personal data without a reason of its own.
    ReasonMissing,
    /// A field that another one already tells.
    FieldRedundant,
    /// A child's document on another basis than consent.
    ParentalConsentMissing,
    /// Another document than the profile's.
    DocumentUnlikeProfile,
    /// A legal basis that the profile does not know.
    LegalBasisUnlikeProfile,
    /// A field that the profile does not ask for.
    FieldOutsideProfile,
    /// A required field of the profile is not asked for.
    FieldOfProfileMissing,
    /// The profile wants exactly one of its fields.
    OneFieldOfProfile,
}

impl Rule {
    /// The stable snake_case code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// What it says.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        let (_, en, id) = self.row();
        Sentence { id, en }
    }

    /// Who refuses the request for it.
    #[must_use]
    pub fn judge(self) -> Judge {
        match self {
            Self::RequestMalformed | Self::FieldOutsideDocument => Judge::Verifier,
            _ => Judge::Lint,
        }
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::RequestMalformed => (
                "request_malformed",
                "an item is missing, empty or wrong",
                "sebuah butir tidak ada, kosong, atau salah",
            ),
            Self::FieldOutsideDocument => (
                "field_outside_document",
                "the document has no such field, or it is asked twice",
                "dokumen tidak memuat data itu, atau diminta dua kali",
            ),
            Self::DocumentRefused => (
                "document_refused",
                "commerce has no reason to ask for this document",
                "kegiatan niaga tidak punya alasan untuk meminta dokumen ini",
            ),
            Self::FieldRefused => (
                "field_refused",
                "commerce has no reason to ask for this field",
                "kegiatan niaga tidak punya alasan untuk meminta data ini",
            ),
            Self::CardCopied => (
                "card_copied",
                "so many fields are a copy of the card; note NIK and name instead",
                "data sebanyak ini sama dengan fotokopi KTP; catat NIK dan nama saja",
            ),
            Self::ReasonMissing => (
                "reason_missing",
                "specific personal data needs a reason of its own, in three words or more",
                "data pribadi spesifik memerlukan alasan tersendiri, tiga kata atau lebih",
            ),
            Self::FieldRedundant => (
                "field_redundant",
                "another field that is asked for already tells it",
                "data lain yang diminta sudah memuatnya",
            ),
            Self::ParentalConsentMissing => (
                "parental_consent_missing",
                "a child's data needs the consent of a parent or guardian",
                "data anak memerlukan persetujuan orang tua atau wali",
            ),
            _ => self.profile_row(),
        }
    }

    fn profile_row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::DocumentUnlikeProfile => {
                ("document_unlike_profile", "the profile is of another document", "profil ini untuk dokumen lain")
            }
            Self::LegalBasisUnlikeProfile => (
                "legal_basis_unlike_profile",
                "the profile stands on another legal basis",
                "profil ini berdiri di atas dasar hukum lain",
            ),
            Self::FieldOutsideProfile => (
                "field_outside_profile",
                "the profile does not ask for this field",
                "profil ini tidak meminta data ini",
            ),
            Self::FieldOfProfileMissing => {
                ("field_of_profile_missing", "the profile requires this field", "profil ini mewajibkan data ini")
            }
            _ => (
                "one_field_of_profile",
                "the profile asks for exactly one of its fields",
                "profil ini meminta tepat satu dari datanya",
            ),
        }
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is broken.
    pub rule: Rule,
    /// The item's name in the request's JSON.
    pub item: &'static str,
    /// For an item of a field that cannot be named: its place in `fields`, from 0.
    pub index: Option<usize>,
    /// The field.
    pub field: Option<&'static str>,
    /// The rule of law, or of the profile, behind it.
    pub article: &'static str,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Finding", 7)?;
        json.serialize_field("code", self.rule.code())?;
        json.serialize_field("by", if self.rule.judge() == Judge::Verifier { "verifier" } else { "lint" })?;
        json.serialize_field("item", self.item)?;
        if let Some(index) = &self.index {
            json.serialize_field("index", index)?;
        }
        if let Some(field) = self.field {
            json.serialize_field("field", field)?;
        }
        json.serialize_field("article", self.article)?;
        json.serialize_field("sentence", &self.rule.sentence())?;
        json.end()
    }
}
