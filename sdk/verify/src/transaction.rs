//! One request of a backend, from its challenge to its acceptance, without I/O: the host reads and writes its store between the
//! steps.
//!
//! ```text
//!  begin ─▶ Begun (nonce, record, challenge)      seen ─▶ Sighting      judge ─▶ Acceptable ──accept(what stood)──▶ Accepted
//! ```
//! The presentation is verified first, then its nonce is taken by the host in one atomic operation, then [`Acceptable::accept`]
//! looks at what stood there. Whatever a browser says beside the presentation is not asked for.

use crate::acceptance::{Acceptable, Case};
use crate::challenge::Challenge;
use crate::consent::{Choice, Consent};
use crate::error::Error;
use crate::evidence::{ListHashes, SignedHash};
use crate::language::Language;
use crate::limits;
use crate::request::{Request, RequestError};
use crate::server_error::ServerError;
use crate::sighting::Sighting;
use crate::store_key::{NonceState, StoreKeys};
use crate::time::{Clock, Now};
use crate::transaction_record::TransactionRecord;
use crate::verifier::Verifier;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// What a relying party asks for under a name.
pub(crate) struct Template {
    pub name: String,
    pub request: Request,
    pub language: Language,
}

/// A relying party's requests and lists: what judges each of its transactions.
pub struct Transactions {
    audience: String,
    keys: StoreKeys,
    verifier: Verifier,
    lists: ListHashes,
    pub(crate) templates: Vec<Template>,
}

/// A transaction that begins: what to store, and what the page gets.
pub struct Begun {
    /// Under the nonce's key, if nothing stands there yet.
    pub nonce: (String, String),
    /// Under the session's key, whatever stands there.
    pub session: (String, String),
    /// The request, for the page.
    pub request: Request,
    /// The challenge for the wallet.
    pub challenge: Challenge,
}

/// What is to be done about a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// This one counts already.
    Before(Sighting),
    /// Store this, if nothing stands there yet; then look again.
    Now(Sighting),
}

/// A presentation that is genuine, or the nonce of another transaction that it answers.
pub enum Judged {
    /// It may be accepted, if its nonce was not taken.
    Acceptable(Box<Acceptable>),
    /// It answers a request that is not the session's newest. The host looks the nonce up: [`Transactions::foreign`].
    Foreign([u8; limits::NONCE_BYTES]),
}

impl Transactions {
    /// A relying party with this https origin. What the lists are is told by the hashes of their bytes.
    #[must_use]
    pub fn new(audience: &str, verifier: Verifier, lists: ListHashes) -> Self {
        let keys = StoreKeys::new(audience);
        Self { audience: audience.into(), keys, verifier, lists, templates: Vec::new() }
    }

    /// Asks for this under a name, in a language.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] where the request is another relying party's, or the name stands for another one.
    pub fn asks(mut self, name: &str, request: Request, language: Language) -> Result<Self, RequestError> {
        if request.audience() != self.audience {
            return Err(RequestError::Malformed("relyingParty.id"));
        }
        if self.template(name).is_ok() {
            return Err(RequestError::Malformed("request"));
        }
        self.templates.push(Template { name: name.into(), request, language });
        Ok(self)
    }

    /// Goes on with newer lists.
    pub fn renew(&mut self, verifier: Verifier, lists: ListHashes) {
        (self.verifier, self.lists) = (verifier, lists);
    }

    /// The keys of the store.
    #[must_use]
    pub fn keys(&self) -> &StoreKeys {
        &self.keys
    }

    /// The verifier with its lists.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Begins a transaction. The nonce is 16 bytes that nobody can guess.
    ///
    /// # Errors
    /// [`ServerError::SessionMissing`] where the session's name is none, [`RequestError::Malformed`] where nothing has the request's
    /// name, [`Error::Consent`] for the choice.
    pub fn begin(
        &self,
        session: &str,
        (name, choice): (&str, Choice<'_>),
        nonce: [u8; limits::NONCE_BYTES],
        now: u64,
    ) -> Result<Begun, Error> {
        if session.is_empty() || session.len() > limits::SESSION_BYTES {
            return Err(ServerError::SessionMissing.into());
        }
        let template = self.template(name)?;
        let expires = now.saturating_add(limits::REQUEST_LIFETIME);
        let request = template.request.renewed(Some(nonce), expires);
        let challenge = Challenge::new(&request, choice)?;
        let fields = challenge.fields.iter().map(|asked| asked.field.name.into()).collect();
        let record = TransactionRecord { name: name.into(), nonce, request: *request.hash(), expires, fields };
        Ok(Begun {
            nonce: (self.keys.nonce(&nonce), NonceState::Open.of(session)),
            session: (self.keys.session(session), record.to_text()),
            request,
            challenge,
        })
    }

    /// What a scan means to a transaction. `stood` is what the store holds under the nonce's sighting.
    ///
    /// # Errors
    /// [`ServerError::EvidenceMismatch`] for another code than the first, [`RequestError::Expired`] for a first one that is late.
    pub fn seen(
        &self,
        record: &TransactionRecord,
        hash: SignedHash,
        stood: Option<&str>,
        now: u64,
    ) -> Result<Seen, Error> {
        match stood.map(Sighting::read) {
            Some(Some(first)) if first.hash == hash => Ok(Seen::Before(first)),
            Some(_) => Err(ServerError::EvidenceMismatch.into()),
            None if now >= record.expires => Err(RequestError::Expired { at: record.expires, now }.into()),
            None => Ok(Seen::Now(Sighting { hash, at: now })),
        }
    }

    /// Verifies a presentation as the answer to a transaction, at the time of its scan. Without one it is being seen now.
    ///
    /// # Errors
    /// As [`Verifier::answer`]; [`ServerError::NonceUnknown`] where the request is no longer asked, [`ServerError::EvidenceMismatch`]
    /// for another code than the scanned one, [`RequestError::Expired`] for one that comes too late.
    pub fn judge(
        &self,
        record: &TransactionRecord,
        text: &str,
        sighting: Option<Sighting>,
        now: u64,
    ) -> Result<Judged, Error> {
        let template = self.template(&record.name).map_err(|_| ServerError::NonceUnknown)?;
        let request = template.request.renewed(Some(record.nonce), record.expires);
        if *request.hash() != record.request {
            return Err(ServerError::NonceUnknown.into());
        }
        let at = Now::new(sighting.map_or(now, |seen| seen.at), Clock::Server);
        let credential = match self.verifier.answer(text, &request, at) {
            Err(error) => return self.elsewhere(error, text, at).map(Judged::Foreign),
            Ok(credential) => credential,
        };
        if sighting.is_some_and(|seen| seen.hash != credential.signed_hash()) {
            return Err(ServerError::EvidenceMismatch.into());
        }
        sighting.map(|seen| seen.check(now)).transpose()?;
        let names: Vec<&str> = record.fields.iter().map(String::as_str).collect();
        let consent = Consent::grant(Some(&request), Choice::Fields(&names))?;
        credential.permits(&consent)?;
        let language = template.language;
        Ok(Judged::Acceptable(Box::new(self.acceptable(Case {
            credential,
            consent,
            request,
            language,
            at: at.unix(),
        }))))
    }

    /// Verifies a code for anybody as an answer to the request of this name, at a counter.
    ///
    /// # Errors
    /// As [`Verifier::answer`]; the verifier decides whether such codes are taken at all.
    pub fn judge_at_counter(&self, name: &str, text: &str, now: u64) -> Result<Acceptable, Error> {
        let template = self.template(name)?;
        let request = template.request.renewed(None, now.saturating_add(limits::REQUEST_LIFETIME));
        let credential = self.verifier.answer(text, &request, Now::new(now, Clock::Server))?;
        let consent = Consent::grant(Some(&request), Choice::All)?;
        credential.permits(&consent)?;
        Ok(self.acceptable(Case { credential, consent, request, language: template.language, at: now }))
    }

    /// Why a presentation with another transaction's nonce is refused. `stood` is what the store holds under that nonce's key.
    #[must_use]
    pub fn foreign(&self, stood: Option<&str>, session: &str) -> Error {
        match NonceState::read(stood, session) {
            Ok(NonceState::Taken) => ServerError::Replayed.into(),
            Ok(NonceState::Open) => crate::ClaimError::NonceMismatch.into(),
            Err(error) => error.into(),
        }
    }

    /// Why a scanned code that answers another transaction is refused, before anybody shows its text. `stood` is what the store holds
    /// under [`StoreKeys::accepted`].
    #[must_use]
    pub fn foreign_scan(&self, stood: Option<&str>, session: &str) -> Error {
        // What was never accepted is unknown here: it may be another session's that still waits.
        stood.map_or(crate::ClaimError::NonceMismatch.into(), |stood| self.foreign(Some(stood), session))
    }

    /// The nonce that a presentation answers instead, if that is all that is wrong with it.
    fn elsewhere(&self, error: Error, text: &str, at: Now) -> Result<[u8; limits::NONCE_BYTES], Error> {
        if error != Error::Claims(crate::ClaimError::NonceMismatch) {
            return Err(error);
        }
        let alone = self.verifier.verify(text, at).map_err(|_| error)?;
        alone.nonce().copied().ok_or(error)
    }

    fn acceptable(&self, case: Case) -> Acceptable {
        let trust_list = self.verifier.seen_trust_list();
        Acceptable {
            key: self.keys.accepted(case.credential.signed_hash()),
            lists: self.lists.clone(),
            trust_list,
            case,
        }
    }

    pub(crate) fn template(&self, name: &str) -> Result<&Template, RequestError> {
        self.templates.iter().find(|template| template.name == name).ok_or(RequestError::Malformed("request"))
    }
}
