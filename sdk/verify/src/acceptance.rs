//! A genuine presentation and what the store said of it → an acceptance with its evidence, once.
//!
//! The host takes the nonce in one atomic operation; [`Acceptable::accept`] looks at what stood there. It takes itself by value,
//! so one judgement is accepted once at most.

use crate::consent::Consent;
use crate::credential::{Credential, Released};
use crate::error::Error;
use crate::evidence::{Evidence, ListHashes};
use crate::language::Language;
use crate::limits;
use crate::outcome::Verified;
use crate::request::Request;
use crate::server_error::ServerError;
use crate::store_key::NonceState;
use crate::trust_list::SeenList;
use alloc::string::String;
use zeroize::Zeroizing;

/// A genuine presentation, what was asked, and when.
pub(crate) struct Case {
    pub(crate) credential: Credential,
    pub(crate) consent: Consent,
    pub(crate) request: Request,
    pub(crate) language: Language,
    pub(crate) at: u64,
}

/// A genuine presentation whose nonce the host now takes.
pub struct Acceptable {
    pub(crate) key: String,
    pub(crate) lists: ListHashes,
    pub(crate) trust_list: Option<SeenList>,
    pub(crate) case: Case,
}

/// What the store said when it was to remember the signed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// They were not there.
    New,
    /// They were accepted before.
    Before,
}

impl Acceptable {
    /// Where the store is to remember the signed bytes, if nothing stands there.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Accepts, if what stood under the nonce's key says that this session's nonce was open until now.
    ///
    /// # Errors
    /// [`ServerError::Replayed`], [`ServerError::NonceUnknown`] or [`ServerError::SessionMismatch`].
    pub fn accept(self, session: &str, stood: Option<&str>, remembered: Remembered) -> Result<Accepted, Error> {
        match (NonceState::read(stood, session)?, remembered) {
            (NonceState::Open, Remembered::New) => self.released(),
            _ => Err(ServerError::Replayed.into()),
        }
    }

    /// Accepts a code for anybody, if the store did not know it and remembers longer than the code can be old.
    ///
    /// # Errors
    /// [`ServerError::Replayed`], or [`ServerError::StoreUnavailable`] for a code that a store may have known before it lost its memory.
    pub fn accept_at_counter(self, remembered: Remembered, store_age: u64) -> Result<Accepted, Error> {
        if remembered == Remembered::Before {
            return Err(ServerError::Replayed.into());
        }
        let first = self.case.credential.facts().issued_at.saturating_sub(limits::LEEWAY_MOST);
        if self.case.at.saturating_sub(store_age) > first {
            return Err(ServerError::StoreUnavailable.into());
        }
        self.released()
    }

    fn released(self) -> Result<Accepted, Error> {
        let Self { lists, trust_list, case: Case { credential, consent, request, language, at }, .. } = self;
        let Released { facts, fields, presentation } = credential.release(&consent)?;
        Ok(Accepted {
            verified: Verified { facts, released: fields },
            presentation,
            request,
            language,
            at,
            lists,
            trust_list,
        })
    }
}

/// A presentation that was accepted, once. Only [`Acceptable`] makes it.
pub struct Accepted {
    /// The result with the consented values, as every runtime prints it.
    pub verified: Verified,
    /// The exact text, where all that it holds was released.
    pub presentation: Option<Zeroizing<String>>,
    /// The request that it answered.
    pub request: Request,
    /// The language in which the request was made.
    pub language: Language,
    /// When it was scanned, and so judged.
    pub at: u64,
    /// The lists that judged it.
    pub lists: ListHashes,
    /// The trust list's number and hash.
    pub trust_list: Option<SeenList>,
}

impl Accepted {
    /// What the relying party keeps, to verify it again in years. `None` where the code holds more than was released.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence<'_>> {
        let presentation = self.presentation.as_ref()?.as_str();
        let fields = self.verified.released.names().collect();
        Some(Evidence { presentation, request: &self.request, fields, at: self.at, lists: &self.lists })
    }
}
