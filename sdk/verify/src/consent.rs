//! Request + the person's choice → consent: which fields may leave, and which must.

use crate::document::{Document, Field};
use crate::request::Request;
use alloc::string::String;
use alloc::vec::Vec;

/// Why nothing is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentError {
    /// The choice names a field that the relying party did not ask for, or that no document has; or the consent was
    /// given to another request.
    FieldNotRequested(Option<&'static Field>),
    /// The credential does not hold a field that the relying party requires.
    RequiredFieldNotOffered(&'static Field),
    /// The person did not share a field that the relying party requires.
    Refused(&'static Field),
}

/// What the person chose on the consent screen.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// Everything that was asked for.
    All,
    /// Nothing.
    Nothing,
    /// These fields, by name.
    Fields(&'a [&'a str]),
}

/// What may be released, and what a release must hold. Made from a request by [`Consent::grant`] alone.
///
/// ```
/// use ikd_verify::{Choice, Consent, ConsentError};
/// assert!(Consent::grant(None, Choice::Fields(&["nik"])).is_ok());
/// assert_eq!(Consent::grant(None, Choice::Fields(&["*"])).err(), Some(ConsentError::FieldNotRequested(None)));
/// ```
pub struct Consent {
    request: Option<[u8; 32]>,
    relying_party: Option<String>,
    shared: Vec<&'static Field>,
    required: Vec<&'static Field>,
}

impl Consent {
    /// Grants the choice. Without a request every field of every document may be chosen.
    ///
    /// # Errors
    /// [`ConsentError::FieldNotRequested`].
    pub fn grant(request: Option<&Request>, choice: Choice<'_>) -> Result<Self, ConsentError> {
        let asked: Vec<&'static Field> = match request {
            Some(request) => request.fields().iter().map(|asked| asked.field).collect(),
            None => Document::every_field().chain(Document::CLAIM_169.fields.iter().copied()).collect(),
        };
        let shared = match choice {
            Choice::All => asked,
            Choice::Nothing => Vec::new(),
            Choice::Fields(names) => names.iter().map(|name| find(&asked, name)).collect::<Result<_, _>>()?,
        };
        Ok(Self {
            request: request.map(|request| *request.hash()),
            relying_party: request.map(|request| request.audience().into()),
            shared,
            required: request.map(required).unwrap_or_default(),
        })
    }

    /// The id of the relying party that asked, where there was a request.
    pub(crate) fn relying_party(&self) -> Option<&str> {
        self.relying_party.as_deref()
    }

    pub(crate) fn shares(&self, field: &Field) -> bool {
        // A name is one thing to a person, whichever document it stands in.
        self.shared.iter().any(|shared| shared.name == field.name)
    }

    /// Whether a credential that answers this request and offers these fields can be released under this consent.
    pub(crate) fn check(&self, request: Option<[u8; 32]>, offers: impl Fn(&Field) -> bool) -> Result<(), ConsentError> {
        if request != self.request {
            return Err(ConsentError::FieldNotRequested(None));
        }
        if let Some(field) = self.required.iter().find(|field| !offers(field)) {
            return Err(ConsentError::RequiredFieldNotOffered(field));
        }
        self.shares_required()
    }

    /// Whether every required field is shared.
    pub(crate) fn shares_required(&self) -> Result<(), ConsentError> {
        match self.required.iter().find(|field| !self.shares(field)) {
            Some(field) => Err(ConsentError::Refused(field)),
            None => Ok(()),
        }
    }
}

fn find(asked: &[&'static Field], name: &str) -> Result<&'static Field, ConsentError> {
    let asked = asked.iter().copied().find(|field| field.name == name);
    asked.ok_or_else(|| ConsentError::FieldNotRequested(Field::named(name)))
}

fn required(request: &Request) -> Vec<&'static Field> {
    request.fields().iter().filter(|asked| asked.need.is_required()).map(|asked| asked.field).collect()
}
