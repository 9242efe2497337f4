//! What a relying party asks for under a name, before anything begins: as a page shows it, and as a person may type it instead.
//!
//! A template: without nonce and expiry. Refuses a name that stands for nothing.

use crate::consent::{Choice, Consent};
use crate::error::Error;
use crate::language::Language;
use crate::request::{Request, RequestError};
use crate::transaction::{Template, Transactions};
use alloc::format;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A request that stands ready under its name. Its JSON is what a page reads.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The name that a challenge calls for.
    pub name: &'a str,
    /// The template.
    pub request: &'a Request,
    /// The language that it is written in.
    pub language: Language,
}

impl Transactions {
    /// The request for a page in this language: the one of this name with the language's code behind it (`open-account-en`), else the
    /// one of this name; without a name the first in the language, else the first.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] where nothing has the name.
    pub fn asked(&self, name: Option<&str>, language: Language) -> Result<Asked<'_>, RequestError> {
        let template = match name {
            Some(name) => self.template(&format!("{name}-{}", language.code())).or_else(|_| self.template(name)),
            None => self.first(language).ok_or(RequestError::Malformed("request")),
        };
        template.map(|Template { name, request, language }| Asked { name, request, language: *language })
    }

    /// Whether the request of this name asks for these fields, so that a person may type them instead. It judges nothing that was typed.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] where nothing has the name, [`crate::ConsentError::FieldNotRequested`].
    pub fn asks_for(&self, name: &str, fields: &[&str]) -> Result<(), Error> {
        let request = &self.template(name)?.request;
        Consent::grant(Some(request), Choice::Fields(fields))?;
        Ok(())
    }

    fn first(&self, language: Language) -> Option<&Template> {
        let fits = self.templates.iter().find(|template| template.language == language);
        fits.or(self.templates.first())
    }
}

impl Serialize for Asked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Asked", 4)?;
        json.serialize_field("outcome", "request")?;
        json.serialize_field("name", self.name)?;
        json.serialize_field("language", self.language.code())?;
        // Also one that came with a nonce: each challenge makes its own.
        json.serialize_field("request", &self.request.renewed(None, 0))?;
        json.end()
    }
}
