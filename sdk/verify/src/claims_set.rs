//! Signed claims → claims set → current claims → disclosed claims (RFC 8392; profile §4).
//!
//! In this order: claims present, their types, document, time order, lifetime, time, audience, nonce, disclosures. In mode S
//! the person's claims are the SD-CWT's and the presentation's (audience, times, nonce) are the key binding token's.

use crate::cbor::Item;
use crate::cwt::{
    AUD, Aud, CLAIM_169, CNF, CNONCE, CTI, ClaimError, EXP, IAT, IKD, ISS, NBF, NonceBytes, STATUS, VCT, claim, need,
    nonce, present, read,
};
use crate::disclosure::Redacted;
use crate::document::{Document, EVERY_FIELD};
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::fields::{Content, FieldMaps, Fields, HolderCheck, Vocabulary};
use crate::issued::Issued;
use crate::issuer::IssuerKey;
use crate::key::KeyId;
use crate::key_binding::Binding;
use crate::limits;
use crate::outcome::{Audience, Mode, Nonce};
use crate::presentation::{Manner, Signed};
use crate::request::Request;
use crate::status::StatusClaim;
use crate::time::{Leeway, Now};
use crate::validity::{Times, Validity};
use crate::verifier::Unchallenged;
use alloc::string::String;
use alloc::vec::Vec;

/// A presentation's claims, verified and typed; not yet judged against the time.
///
/// ```compile_fail,E0277
/// # fn f(claims: ikd_verify::ClaimsSet<'_>) {
/// println!("{claims:?}"); // holds personal data: no Debug
/// # }
/// ```
/// ```
/// # fn f(claims: ikd_verify::ClaimsSet<'_>) -> ikd_verify::ClaimsSet<'_> {
/// claims
/// # }
/// ```
pub struct ClaimsSet<'a> {
    pub(crate) mode: Mode,
    pub(crate) issuer: String,
    pub(crate) key_id: KeyId,
    pub(crate) key: [u8; 32],
    pub(crate) document: &'static Document,
    pub(crate) validity: Validity,
    pub(crate) status: Option<StatusClaim<'a>>,
    pub(crate) fields: Fields,
    pub(crate) hash: SignedHash,
    /// The presentation's first; each must be the relying party.
    audiences: Vec<Aud>,
    pub(crate) nonce: Option<NonceBytes>,
    redacted: Redacted<'a>,
}

const MINTED: Vocabulary = Vocabulary {
    claims: &[ISS, AUD, EXP, NBF, IAT, CTI, VCT, CNONCE, STATUS, CLAIM_169, IKD],
    documents: Document::ALL,
    fields: &EVERY_FIELD,
};
const BOUND: Vocabulary = Vocabulary {
    claims: &[ISS, AUD, EXP, NBF, IAT, CTI, VCT, CNONCE, STATUS, CLAIM_169, IKD, CNF],
    documents: Document::ALL,
    fields: &EVERY_FIELD,
};
const CARRIED: Vocabulary = Vocabulary {
    claims: &[ISS, AUD, EXP, NBF, IAT, CTI, STATUS, CLAIM_169],
    documents: core::slice::from_ref(&Document::CLAIM_169),
    fields: Document::CLAIM_169.fields,
};

/// What the presented token itself says, whoever signed it.
struct Shown {
    mode: Mode,
    audiences: Vec<Aud>,
    validity: Validity,
    nonce: Option<NonceBytes>,
    vct: u64,
}

impl<'a> ClaimsSet<'a> {
    /// Types a verified presentation's claims.
    ///
    /// # Errors
    /// [`Error::Claims`].
    pub fn parse(signed: Signed<'a>) -> Result<Self, Error> {
        let Signed { issued, manner } = signed;
        match manner {
            Manner::Minted => Self::minted(issued),
            Manner::Bound(binding) => Self::bound(issued, &binding),
            Manner::Claim169 => Self::carried(issued),
        }
    }

    fn minted(issued: Issued<'a>) -> Result<Self, Error> {
        let claims = &issued.claims;
        present(claims, &[ISS, AUD, EXP, IAT, VCT])?;
        let audiences = alloc::vec![need(claims, claim(AUD), Aud::read)?];
        let validity = Validity::Minted(Times::read(claims)?);
        let nonce = read(claims, claim(CNONCE), nonce)?;
        let vct = need(claims, claim(VCT), Item::uint)?;
        Self::of(issued, Shown { mode: Mode::Minted, audiences, validity, nonce, vct }, &MINTED)
    }

    /// A Claim 169 token says nothing of a showing: it has no nonce, and what a holder's app asserted once proves nothing now.
    fn carried(issued: Issued<'a>) -> Result<Self, Error> {
        let claims = &issued.claims;
        present(claims, &[ISS, EXP, IAT, CLAIM_169])?;
        let audiences = read(claims, claim(AUD), Aud::read)?.into_iter().collect();
        let validity = Validity::Carried(Times::read(claims)?);
        let shown = Shown { mode: Mode::Claim169, audiences, validity, nonce: None, vct: Document::CLAIM_169.vct };
        let set = Self::of(issued, shown, &CARRIED)?;
        Ok(Self { fields: Fields { holder_check: HolderCheck::None, ..set.fields }, ..set })
    }

    fn bound(issued: Issued<'a>, binding: &Binding<'a>) -> Result<Self, Error> {
        let (inner, outer) = (&issued.claims, &binding.claims);
        present(inner, &[ISS, EXP, IAT, VCT])?;
        present(outer, &[AUD, EXP, IAT])?;
        let mut audiences = alloc::vec![need(outer, claim(AUD), Aud::read)?];
        audiences.extend(read(inner, claim(AUD), Aud::read)?);
        let listed = matches!(inner.get(STATUS).and_then(StatusClaim::read), Some(StatusClaim::List { .. }));
        let most = if listed { limits::CREDENTIAL_LIFETIME } else { limits::STATELESS_LIFETIME };
        let validity = Validity::Bound { credential: Times::read(inner)?, binding: Times::read(outer)?, most };
        let nonce = read(outer, claim(CNONCE), nonce)?;
        let vct = need(inner, claim(VCT), Item::uint)?;
        let set = Self::of(issued, Shown { mode: Mode::Sd, audiences, validity, nonce, vct }, &BOUND)?;
        let content = if binding.content == Content::Known { set.fields.content } else { Content::Unknown };
        Ok(Self { hash: binding.hash, fields: Fields { content, ..set.fields }, ..set })
    }

    fn of(issued: Issued<'a>, shown: Shown, vocabulary: &Vocabulary) -> Result<Self, Error> {
        let Issued { claims, redactions, disclosures, key, keys, hash } = issued;
        let maps = FieldMaps::read(claims)?;
        let fields = maps.fields(vocabulary)?;
        let status = read(&maps.top, claim(STATUS), StatusClaim::read)?;
        let Shown { mode, audiences, validity, nonce, vct } = shown;
        Ok(Self {
            mode,
            issuer: key.issuer().into(),
            key_id: key.id(),
            key: key.key().to_bytes(),
            document: document(vct, &keys, vocabulary)?,
            validity,
            status,
            fields,
            hash,
            audiences,
            nonce,
            redacted: Redacted { maps, redactions, disclosures },
        })
    }

    /// Whether it is the document that the request asks for.
    pub(crate) fn check_requested(&self, request: Option<&Request>) -> Result<(), ClaimError> {
        let other = request.is_some_and(|request| request.document() != self.document);
        if other { Err(ClaimError::DocumentUnexpected) } else { Ok(()) }
    }

    /// Judges order, lifetime and time.
    ///
    /// # Errors
    /// [`ClaimError::TimeOrder`], [`ClaimError::LifetimeTooLong`] or [`Error::Time`].
    pub fn current_at(self, now: Now, leeway: Leeway) -> Result<CurrentClaims<'a>, Error> {
        self.validity.check_order()?;
        self.validity.check_lifetime()?;
        self.validity.check_current(now, leeway)?;
        Ok(CurrentClaims { claims: self })
    }
}

/// The document with this number, if one of the entries may sign it.
fn document(vct: u64, keys: &[&IssuerKey], vocabulary: &Vocabulary) -> Result<&'static Document, ClaimError> {
    let listed = keys.iter().any(|key| key.may_sign(vct));
    let found = vocabulary.documents.iter().find(|document| document.vct == vct);
    found.filter(|_| listed).ok_or(ClaimError::DocumentUnexpected)
}

/// Claims that count at the `now` they were checked with. Only [`ClaimsSet::current_at`] makes them.
pub struct CurrentClaims<'a> {
    claims: ClaimsSet<'a>,
}

/// The audience of a token that its holder made without knowing the relying party (profile §6).
const ANYBODY: &str = "urn:ikd:any";

impl<'a> CurrentClaims<'a> {
    /// Judges whom the token was made for and which request it answers.
    pub(crate) fn addressed_to(
        &self,
        request: Option<&Request>,
        unchallenged: Unchallenged,
    ) -> Result<(Audience, Nonce), ClaimError> {
        let Some(request) = request else { return Ok((Audience::NotChecked, Nonce::NotChecked)) };
        let names = |aud: &Aud| aud.names(request.audience());
        let taken = request.nonce().is_none() && unchallenged == Unchallenged::Accept;
        let for_anybody = |aud: &Aud| taken && *aud == Aud::One(ANYBODY.into());
        let audience = match self.claims.audiences.as_slice() {
            [] => Audience::NotChecked,
            all if all.iter().all(names) => Audience::Matched,
            [shown, issued @ ..] if for_anybody(shown) && issued.iter().all(|aud| names(aud) || for_anybody(aud)) => {
                Audience::Any
            }
            _ => return Err(ClaimError::AudienceMismatch),
        };
        let Some(expected) = request.nonce() else { return Ok((audience, Nonce::NotChecked)) };
        let nonce = self.claims.nonce.as_ref().ok_or(ClaimError::NonceMissing)?;
        if nonce == expected { Ok((audience, Nonce::Matched)) } else { Err(ClaimError::NonceMismatch) }
    }

    /// Adds what the holder disclosed of an SD-CWT. A minted token holds all of it already.
    ///
    /// # Errors
    /// [`Error::Disclosure`], or [`Error::Cbor`] and [`Error::Claims`] for what a disclosure holds.
    pub fn disclose(mut self) -> Result<DisclosedClaims<'a>, Error> {
        if self.claims.mode == Mode::Sd {
            self.claims.redacted.disclose(&mut self.claims.fields)?;
        }
        Ok(DisclosedClaims { claims: self.claims })
    }
}

/// Current claims with every disclosure matched. Only [`CurrentClaims::disclose`] makes them.
pub struct DisclosedClaims<'a> {
    pub(crate) claims: ClaimsSet<'a>,
}
