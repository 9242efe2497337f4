//! Verified values, sealed → the fields that the person consented to.
//!
//! A credential can be asked what it offers, never what the values are. [`Credential::release`] takes it by value: what
//! was not consented is zeroized there and then.

use crate::claims_set::DisclosedClaims;
use crate::consent::{Consent, ConsentError};
use crate::cwt::NonceBytes;
use crate::document::ktp::{JENIS_KELAMIN, NIK, TANGGAL_LAHIR};
use crate::document::{Document, Field, Redaction};
use crate::evidence::SignedHash;
use crate::fields::Content;
use crate::limits;
use crate::nik::{Nik, NikWarning};
use crate::outcome::{Facts, Levels, Mode};
use crate::request::Request;
use crate::status::{StatusClaim, StatusPlace};
use crate::status_lists::NotRevoked;
use crate::value::{Value, WOMAN};
use alloc::string::String;
use alloc::vec::Vec;
use serde::ser::{Serialize, Serializer};
use zeroize::Zeroizing;

/// What was presented, in answer to what.
#[derive(Clone, Copy)]
pub(crate) struct Presented<'a> {
    pub(crate) text: &'a str,
    pub(crate) request: Option<&'a Request>,
}

type Values = Vec<(&'static Field, Value)>;

/// A verified presentation whose values nobody has seen yet.
///
/// Releasing takes the credential, so it happens once:
/// ```compile_fail,E0382
/// # fn f(credential: ikd_verify::Credential, consent: &ikd_verify::Consent) {
/// let first = credential.release(consent);
/// let second = credential.release(consent);
/// # }
/// ```
/// ```
/// # fn f(credential: ikd_verify::Credential, consent: &ikd_verify::Consent) {
/// let offered = credential.offered();
/// let released = credential.release(consent);
/// # }
/// ```
/// The values have no other way out:
/// ```compile_fail,E0616
/// # fn f(credential: ikd_verify::Credential) {
/// credential.values;
/// # }
/// ```
pub struct Credential {
    facts: Facts,
    values: Values,
    hash: SignedHash,
    request: Option<[u8; 32]>,
    content: Content,
    nonce: Option<NonceBytes>,
    issuer_key: [u8; 32],
    status: Option<StatusPlace>,
    presentation: Zeroizing<String>,
}

impl Credential {
    /// Seals current claims. The proof says that the status was asked.
    pub(crate) fn seal(
        disclosed: DisclosedClaims<'_>,
        levels: Levels,
        presented: Presented<'_>,
        _proof: NotRevoked,
    ) -> Self {
        let claims = disclosed.claims;
        let values = in_order(claims.document, claims.fields.values);
        let times = claims.validity.presentation();
        let facts = Facts {
            mode: claims.mode,
            document: claims.document.name,
            issuer: claims.issuer,
            key_id: claims.key_id,
            issued_at: times.issued,
            expires_at: times.expires,
            levels,
            warnings: warnings(&values),
            offered: values.iter().map(|(field, _)| field.name).collect(),
        };
        Self {
            facts,
            values,
            hash: claims.hash,
            request: presented.request.map(|request| *request.hash()),
            content: claims.fields.content,
            nonce: claims.nonce,
            issuer_key: claims.key,
            status: claims.status.as_ref().and_then(StatusClaim::place),
            presentation: Zeroizing::new(presented.text.into()),
        }
    }

    /// What is known of the presentation without its values.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The names of the fields that the presentation holds, in the order of the document.
    #[must_use]
    pub fn offered(&self) -> &[&'static str] {
        &self.facts.offered
    }

    /// The hash of the signed bytes: what a backend records when the code is scanned.
    #[must_use]
    pub fn signed_hash(&self) -> SignedHash {
        self.hash
    }

    /// The nonce that the presentation answers, whoever made it: for a backend that looks up whose request it was.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8; limits::NONCE_BYTES]> {
        self.nonce.as_ref()
    }

    /// The issuer's key that signed it, and its place in a status list where it has one: for lists of a later day.
    pub(crate) fn standing(&self) -> (&[u8; 32], Option<&StatusPlace>) {
        (&self.issuer_key, self.status.as_ref())
    }

    /// Whether the consent covers what the relying party requires. Takes nothing.
    ///
    /// # Errors
    /// [`ConsentError`].
    pub fn permits(&self, consent: &Consent) -> Result<(), ConsentError> {
        consent.check(self.request, |field| self.values.iter().any(|(offered, _)| *offered == field))
    }

    /// A value for a use inside this crate, under the consent that a release of its field needs.
    pub(crate) fn consented(&self, consent: &Consent, field: &'static Field) -> Result<&Value, ConsentError> {
        self.permits(consent)?;
        if !consent.shares(field) {
            return Err(ConsentError::FieldNotRequested(Some(field)));
        }
        let value = self.values.iter().find(|(own, _)| *own == field);
        value.map(|(_, value)| value).ok_or(ConsentError::RequiredFieldNotOffered(field))
    }

    /// Opens the consented fields and wipes the others.
    ///
    /// The presentation goes out only when all that it holds was released, and it holds nothing that the profile does
    /// not name: it is signed and cannot be cut, and it carries every value in plain. What every SD-CWT of a document
    /// holds in clear ([`Redaction::Clear`]) is no choice of the holder's and keeps no presentation back.
    ///
    /// # Errors
    /// [`ConsentError`]; the credential is wiped.
    pub fn release(self, consent: &Consent) -> Result<Released, ConsentError> {
        self.permits(consent)?;
        let Self { facts, values, presentation, content, .. } = self;
        let always_there = |field: &Field| facts.mode == Mode::Sd && field.redaction == Redaction::Clear;
        let goes_out = |field| consent.shares(field) || always_there(field);
        let whole = content == Content::Known && values.iter().all(|(field, _)| goes_out(field));
        let fields = values.into_iter().filter(|(field, _)| consent.shares(field)).collect();
        let presentation = whole.then_some(presentation);
        Ok(Released { facts, fields: ConsentedFields(fields), presentation })
    }
}

/// What a release gives.
pub struct Released {
    /// What is known of the presentation.
    pub facts: Facts,
    /// The consented values.
    pub fields: ConsentedFields,
    /// The exact QR text, as evidence; `None` when it holds more than was released.
    pub presentation: Option<Zeroizing<String>>,
}

/// Values that the person agreed to hand over. Serialises as an object of field names; there is no Debug or Display.
#[derive(Default)]
pub struct ConsentedFields(Values);

impl ConsentedFields {
    /// The names of the released fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(field, _)| field.name)
    }

    /// Keeps the fields of these names and wipes the others: what a report needs of what was agreed to.
    #[must_use]
    pub fn only(mut self, names: &[&str]) -> Self {
        self.0.retain(|(field, _)| names.contains(&field.name));
        self
    }
}

impl Serialize for ConsentedFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(field, value)| (field.name, value)))
    }
}

/// The document's fields in its order; what belongs to another document is wiped.
fn in_order(document: &Document, mut values: Values) -> Values {
    let take = |field: &'static Field| {
        let at = values.iter().position(|(own, _)| *own == field)?;
        Some(values.swap_remove(at))
    };
    document.fields.iter().copied().filter_map(take).collect()
}

fn warnings(values: &Values) -> Vec<NikWarning> {
    let text = |asked: &Field| values.iter().find(|(field, _)| *field == asked).and_then(|(_, value)| value.as_text());
    let Some(nik) = text(&NIK).and_then(Nik::read) else { return Vec::new() };
    let birth_date = text(&TANGGAL_LAHIR).filter(|date| !nik.fits_birth_date(date));
    let sex = text(&JENIS_KELAMIN).filter(|sex| (*sex == WOMAN) != nik.is_womans());
    let warnings = [birth_date.map(|_| NikWarning::BirthDate), sex.map(|_| NikWarning::Sex)];
    warnings.into_iter().flatten().collect()
}
