//! The whole path in one function, in the order of the picture.
//!
//! ```text
//!  Frame ──find──▶ QrText ──open──▶ Envelope ──parse──▶ Presentation ──verify──▶ Signed ──parse──▶ ClaimsSet
//!  pixels          one QR's text    COSE bytes          sealed, unver- ▲         bytes + issuer    claims  │ current_at(now)
//!                                                       ified bytes    │         (+ holder)                ▼
//!                                                   TrustList ─ Issuer ┘                           CurrentClaims
//!                                                                                                          │ disclose
//!                                                             StatusLists ──▶ NotRevoked + DisclosedClaims
//!                                                                                                          │ seal
//!   app ◀── Outcome ◀── ConsentedFields ◀──release── Credential (values sealed) ◀──────────────────────────┘
//!                                ▲
//!               Request ──grant──▶ Consent
//!  No QR in a frame is None. Any failure after that is Error { code }, and becomes Outcome::Rejected.
//! ```

use crate::challenge::Challenge;
use crate::claim169::Claim169;
use crate::claims_set::ClaimsSet;
use crate::consent::{Choice, Consent};
use crate::credential::{Credential, Presented};
use crate::envelope::Envelope;
use crate::error::Error;
use crate::outcome::Levels;
use crate::presentation::Presentation;
use crate::request::{Request, RequestError};
use crate::stage::Stage;
use crate::status::StatusPolicy;
use crate::status_lists::{SeenStatusList, StatusLists};
use crate::time::{Leeway, Now};
use crate::trust_list::{SeenList, TrustList, TrustListError};
use alloc::vec::Vec;

/// Whether a token for anybody (`urn:ikd:any`) is taken where the request has no nonce: scanning at a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unchallenged {
    /// Refuse it.
    #[default]
    Refuse,
    /// Take it. The host must remember the signed hash until exp + leeway.
    Accept,
}

/// Verifies presentations under one trust list and at most one request.
///
/// It takes the list and the request as the results of reading them, because a list that cannot be read is the verdict
/// on every presentation, and the first failure in the order of the pipeline wins.
pub struct Verifier {
    trust_list: Result<TrustList, TrustListError>,
    request: Option<Result<Request, RequestError>>,
    leeway: Leeway,
    unchallenged: Unchallenged,
    status_lists: StatusLists,
    claim169: Claim169,
}

impl Verifier {
    /// A verifier without a request: every offered field may be released, audience and nonce are not checked.
    #[must_use]
    pub fn new(trust_list: Result<TrustList, TrustListError>) -> Self {
        let (leeway, unchallenged, claim169) = (Leeway::default(), Unchallenged::default(), Claim169::default());
        Self { trust_list, request: None, leeway, unchallenged, status_lists: StatusLists::default(), claim169 }
    }

    /// Answers to this request only.
    #[must_use]
    pub fn request(self, request: Result<Request, RequestError>) -> Self {
        Self { request: Some(request), ..self }
    }

    /// Forgives this much clock difference instead of 60 seconds.
    #[must_use]
    pub fn leeway(self, leeway: Leeway) -> Self {
        Self { leeway, ..self }
    }

    /// Takes tokens for anybody, or not.
    #[must_use]
    pub fn unchallenged(self, unchallenged: Unchallenged) -> Self {
        Self { unchallenged, ..self }
    }

    /// Looks a credential's status up in these signed lists. They are opened by this verifier's trust list; the host
    /// fetched them, or has them from a file.
    #[must_use]
    pub fn status_lists<L: AsRef<[u8]>>(mut self, lists: impl IntoIterator<Item = L>) -> Self {
        // Without a trust list nothing is verified, so nothing is looked up.
        if let Ok(trust_list) = &self.trust_list {
            self.status_lists = self.status_lists.open(lists, trust_list);
        }
        self
    }

    /// Refuses status lists that are older than those which the host saw before.
    #[must_use]
    pub fn seen_status_lists(self, seen: Vec<SeenStatusList>) -> Self {
        Self { status_lists: self.status_lists.seen(seen), ..self }
    }

    /// Asks this much of a credential's status instead of [`StatusPolicy::Prefer`].
    #[must_use]
    pub fn status_policy(self, policy: StatusPolicy) -> Self {
        Self { status_lists: self.status_lists.policy(policy), ..self }
    }

    /// Takes MOSIP Claim 169 codes too, or not. Such a code is bound to nobody, and answers no nonce.
    ///
    /// ```
    /// use ikd_verify::{Claim169, TrustListError, Verifier};
    /// let verifier = Verifier::new(Err(TrustListError::Untrusted)).claim169(Claim169::Accept);
    /// ```
    #[must_use]
    pub fn claim169(self, claim169: Claim169) -> Self {
        Self { claim169, ..self }
    }

    /// Verifies one QR's text. The values stay sealed in the credential.
    ///
    /// # Errors
    /// The first failure, in the order trust list, request, text, CBOR, COSE, issuer, claims, document, time order,
    /// lifetime, time, audience, nonce, disclosures, status. In mode S the key binding token's signature comes after
    /// the issuer.
    pub fn verify(&self, text: &str, now: Now) -> Result<Credential, Error> {
        self.watched(text, now, |_| ())
    }

    /// The same, with a call after each stage that was passed: for who shows or measures how far a code gets.
    ///
    /// # Errors
    /// As [`Verifier::verify`].
    pub fn watched(&self, text: &str, now: Now, passed: impl FnMut(Stage)) -> Result<Credential, Error> {
        self.judge(text, self.request.as_ref().map(Result::as_ref), now, passed)
    }

    /// Verifies one QR's text as the answer to this request rather than to the verifier's own: for a backend, whose requests
    /// differ by session while its lists stay.
    ///
    /// # Errors
    /// As [`Verifier::verify`].
    pub fn answer(&self, text: &str, request: &Request, now: Now) -> Result<Credential, Error> {
        self.judge(text, Some(Ok(request)), now, |_| ())
    }

    fn judge(
        &self,
        text: &str,
        request: Asked<'_>,
        now: Now,
        mut passed: impl FnMut(Stage),
    ) -> Result<Credential, Error> {
        let trust_list = self.trust_list.as_ref().map_err(|error| *error)?;
        let trust = trust_list.current_at(now, self.leeway)?;
        passed(Stage::TrustList);
        let request = current(request, now)?;
        passed(Stage::Request);
        let envelope = Envelope::open_with(text, self.claim169)?;
        passed(Stage::Envelope);
        let presentation = Presentation::parse(&envelope)?;
        passed(Stage::Headers);
        let signed = presentation.verify(&trust, now, self.leeway)?;
        passed(Stage::Signatures);
        let claims = ClaimsSet::parse(signed)?;
        passed(Stage::Claims);
        claims.check_requested(request)?;
        passed(Stage::Document);
        let current = claims.current_at(now, self.leeway)?;
        passed(Stage::Times);
        let (audience, nonce) = current.addressed_to(request, self.unchallenged)?;
        passed(Stage::Addressee);
        let disclosed = current.disclose()?;
        passed(Stage::Disclosures);
        let (not_revoked, status) = self.status_lists.judge(disclosed.claims.status.as_ref(), now, self.leeway)?;
        passed(Stage::Status);
        let (mode, holder_check) = (disclosed.claims.mode, disclosed.claims.fields.holder_check);
        let (clock, environment) = (now.clock(), trust_list.environment());
        let levels = Levels { mode, status, audience, nonce, holder_check, clock, environment };
        Ok(Credential::seal(disclosed, levels, Presented { text, request }, not_revoked))
    }

    /// The `IKDQ1:` challenge for the fields that the person chose.
    ///
    /// # Errors
    /// [`Error::Request`] or [`Error::Consent`].
    pub fn challenge(&self, choice: Choice<'_>, now: Now) -> Result<Challenge, Error> {
        let request = current(self.request.as_ref().map(Result::as_ref), now)?;
        Challenge::new(request.ok_or(RequestError::Malformed("request"))?, choice)
    }

    /// The person's consent to this verifier's request. It opens only credentials that answer the same request.
    ///
    /// # Errors
    /// [`Error::Request`] where the request is malformed, else [`Error::Consent`].
    pub fn grant(&self, choice: Choice<'_>) -> Result<Consent, Error> {
        let request = self.request.as_ref().map(Result::as_ref).transpose().map_err(|error| *error)?;
        Ok(Consent::grant(request, choice)?)
    }

    /// SHA-256 of the request, where there is a well-formed one.
    #[must_use]
    pub fn request_hash(&self) -> Option<&[u8; 32]> {
        self.request.as_ref().and_then(|request| request.as_ref().ok()).map(Request::hash)
    }

    /// The trust list's number and hash, for the host to keep and give back by [`crate::Anchors::seen`].
    #[must_use]
    pub fn seen_trust_list(&self) -> Option<SeenList> {
        self.trust_list.as_ref().ok().map(TrustList::as_seen)
    }

    /// The newest status list of each address, for the host to keep and give back by [`Verifier::seen_status_lists`].
    #[must_use]
    pub fn seen_status_lists_at(&self, now: Now) -> Vec<SeenStatusList> {
        self.status_lists.seen_at(now, self.leeway)
    }
}

/// The request that is to be answered, if there is one and if it could be read.
type Asked<'r> = Option<Result<&'r Request, &'r RequestError>>;

fn current(request: Asked<'_>, now: Now) -> Result<Option<&Request>, RequestError> {
    request.map(|request| request.map_err(|error| *error)?.current_at(now)).transpose()
}
