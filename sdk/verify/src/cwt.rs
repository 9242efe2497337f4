//! Signed bytes → claims set → current claims (RFC 8392; profile §4, mode M).
//!
//! In this order: issuer match and the key's standing, claims present, their types, document, time order, lifetime,
//! time. A claim that the profile does not know is ignored and never returned; a known one of a wrong type is refused.

use crate::cbor::{CborError, Item, Label, Map};
use crate::cose::Signed;
use crate::document::{Document, Field, FieldKey};
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::issuer::IssuerKey;
use crate::key::{KeyError, KeyId};
use crate::limits;
use crate::outcome::{Audience, Nonce};
use crate::request::Request;
use crate::time::{Leeway, Now, Span, check_issued, time};
use crate::value::{PHOTO_FORMAT, Value};
use crate::verifier::Unchallenged;
use alloc::string::String;
use alloc::vec::Vec;

/// Why a claims set is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimError {
    /// A claim that must be there is not.
    Missing(&'static str),
    /// A known claim has a wrong type or value.
    Malformed(&'static str),
    /// iat is not before exp.
    TimeOrder,
    /// exp − iat is more than the profile allows.
    LifetimeTooLong,
    /// Another document than the request, the trust list or this version takes.
    DocumentUnexpected,
    /// Made for another relying party.
    AudienceMismatch,
    /// The request had a nonce and the token has none.
    NonceMissing,
    /// The token answers another request.
    NonceMismatch,
}

/// What the issuer's app asserted about the person who held the phone (claim −70169, key 15); the strongest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolderCheck {
    /// Nothing asserted.
    None,
    /// A PIN.
    Pin,
    /// A fingerprint or a face of the device's own.
    Biometric,
    /// A face with liveness, checked by the issuer.
    FaceLiveness,
}

impl HolderCheck {
    /// The stable word for `levels.holderCheck`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pin => "pin",
            Self::Biometric => "biometric",
            Self::FaceLiveness => "face_liveness",
        }
    }
}

/// Whether a token holds anything that no consent screen could show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Only claims that the profile names.
    Known,
    /// Others too; they may be personal data.
    Unknown,
}

/// A minted token's claims, verified and typed; not yet judged against the time.
///
/// ```compile_fail,E0277
/// # fn f(claims: ikd_verify::ClaimsSet) {
/// println!("{claims:?}"); // holds personal data: no Debug
/// # }
/// ```
/// ```
/// # fn f(claims: ikd_verify::ClaimsSet) -> ikd_verify::ClaimsSet {
/// claims
/// # }
/// ```
pub struct ClaimsSet {
    pub(crate) issuer: String,
    pub(crate) key_id: KeyId,
    pub(crate) audience: Aud,
    pub(crate) expires: u64,
    pub(crate) not_before: Option<u64>,
    pub(crate) issued: u64,
    pub(crate) document: &'static Document,
    pub(crate) nonce: Option<[u8; limits::NONCE_BYTES]>,
    pub(crate) holder_check: HolderCheck,
    pub(crate) values: Vec<(&'static Field, Value)>,
    pub(crate) content: Content,
    pub(crate) hash: SignedHash,
}

const ISS: i128 = 1;
const SUB: i128 = 2;
const AUD: i128 = 3;
const EXP: i128 = 4;
const NBF: i128 = 5;
const IAT: i128 = 6;
/// The token's own number: ignored, and nothing of a person.
const CTI: i128 = 7;
const VCT: i128 = 11;
const CNONCE: i128 = 39;
const STATUS: i128 = 65535;
const CLAIM_169: i128 = 169;
const IKD: i128 = -70169;
const HOLDER_CHECK: i128 = 15;

const REQUIRED: [(i128, &str); 5] = [(ISS, "iss"), (AUD, "aud"), (EXP, "exp"), (IAT, "iat"), (VCT, "vct")];

impl ClaimsSet {
    /// Parses a verified payload, and finds the trust list's entry that answers for it.
    ///
    /// # Errors
    /// [`Error::Cbor`], [`Error::Key`] or [`Error::Claims`].
    pub fn parse(signed: &Signed<'_>, now: Now, leeway: Leeway) -> Result<Self, Error> {
        let claims = Item::only(signed.payload())?.map().ok_or(CborError::Type)?;
        let keys = answerable(signed.signers(), issuer(&claims)?, now, leeway)?;
        let key = keys.first().ok_or(KeyError::IssuerMismatch)?;
        for (label, name) in REQUIRED {
            claims.get(label).ok_or(ClaimError::Missing(name))?;
        }
        let audience = need(&claims, AUD, "aud", audience)?;
        let expires = need(&claims, EXP, "exp", time)?;
        let not_before = read(&claims, NBF, "nbf", time)?;
        let issued = need(&claims, IAT, "iat", time)?;
        let vct = need(&claims, VCT, "vct", Item::uint)?;
        let nonce = read(&claims, CNONCE, "cnonce", nonce)?;
        let holder_check = holder_check(&claims)?;
        let (values, content) = (values(&claims)?, content(&claims)?);
        read(&claims, STATUS, "status", status)?;
        let document = document(vct, &keys)?;
        let (issuer, key_id, hash) = (key.issuer().into(), key.id(), signed.hash());
        Ok(Self {
            issuer,
            key_id,
            audience,
            expires,
            not_before,
            issued,
            document,
            nonce,
            holder_check,
            values,
            content,
            hash,
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
    pub fn current_at(self, now: Now, leeway: Leeway) -> Result<CurrentClaims, Error> {
        if self.issued >= self.expires {
            return Err(ClaimError::TimeOrder.into());
        }
        if self.expires.saturating_sub(self.issued) > limits::MINTED_LIFETIME {
            return Err(ClaimError::LifetimeTooLong.into());
        }
        Span { from: self.not_before, until: self.expires }.check(now, leeway)?;
        check_issued(self.issued, now, leeway)?;
        Ok(CurrentClaims { claims: self })
    }
}

/// Claims that count at the `now` they were checked with. Only [`ClaimsSet::current_at`] makes them.
pub struct CurrentClaims {
    pub(crate) claims: ClaimsSet,
}

/// The audience of a token that its holder made without knowing the relying party (profile §6).
const ANYBODY: &str = "urn:ikd:any";

impl CurrentClaims {
    /// Judges whom the token was made for and which request it answers.
    pub(crate) fn addressed_to(
        &self,
        request: Option<&Request>,
        unchallenged: Unchallenged,
    ) -> Result<(Audience, Nonce), ClaimError> {
        let Some(request) = request else { return Ok((Audience::NotChecked, Nonce::NotChecked)) };
        let names = |name| self.claims.audience.names(name);
        let taken = request.nonce().is_none() && unchallenged == Unchallenged::Accept;
        let for_anybody = taken && self.claims.audience == Aud::One(ANYBODY.into());
        let audience = if names(request.audience()) {
            Audience::Matched
        } else if for_anybody {
            Audience::Any
        } else {
            return Err(ClaimError::AudienceMismatch);
        };
        let Some(expected) = request.nonce() else { return Ok((audience, Nonce::NotChecked)) };
        let nonce = self.claims.nonce.as_ref().ok_or(ClaimError::NonceMissing)?;
        if nonce == expected { Ok((audience, Nonce::Matched)) } else { Err(ClaimError::NonceMismatch) }
    }

    pub(crate) fn holder_check(&self) -> HolderCheck {
        self.claims.holder_check
    }
}

fn issuer<'b>(claims: &Map<'b>) -> Result<&'b str, ClaimError> {
    let iss = claims.get(ISS).ok_or(ClaimError::Missing("iss"))?;
    iss.text().ok_or(ClaimError::Malformed("iss"))
}

/// The entries that answer for the token: the issuer's, in standing. One key may stand in several (its issuer renewed
/// it); a key that any entry revokes is lost in all.
fn answerable<'a>(
    signers: &[&'a IssuerKey],
    iss: &str,
    now: Now,
    leeway: Leeway,
) -> Result<Vec<&'a IssuerKey>, KeyError> {
    let own: Vec<_> = signers.iter().copied().filter(|signer| signer.issuer() == iss).collect();
    if own.is_empty() {
        return Err(KeyError::IssuerMismatch);
    }
    if signers.iter().any(|signer| signer.is_revoked(now)) {
        return Err(KeyError::Revoked);
    }
    let (standing, fallen): (Vec<_>, Vec<_>) =
        own.into_iter().map(|signer| signer.standing(now, leeway).map(|()| signer)).partition(Result::is_ok);
    let faults = || fallen.iter().filter_map(|entry| entry.as_ref().err());
    match faults().find(|fault| **fault == KeyError::NotCurrent).or(faults().next()) {
        Some(fault) if standing.is_empty() => Err(*fault),
        _ => Ok(standing.into_iter().flatten().collect()),
    }
}

/// The document with this number, if one of the entries may sign it.
fn document(vct: u64, keys: &[&IssuerKey]) -> Result<&'static Document, ClaimError> {
    let listed = keys.iter().any(|key| key.may_sign(vct));
    Document::numbered(vct).filter(|_| listed).ok_or(ClaimError::DocumentUnexpected)
}

/// A claim that may be absent, but not of another type.
fn read<'b, T>(
    claims: &Map<'b>,
    label: i128,
    name: &'static str,
    form: impl FnOnce(Item<'b>) -> Option<T>,
) -> Result<Option<T>, ClaimError> {
    claims.get(label).map(|item| form(item).ok_or(ClaimError::Malformed(name))).transpose()
}

fn need<'b, T>(
    claims: &Map<'b>,
    label: i128,
    name: &'static str,
    form: impl FnOnce(Item<'b>) -> Option<T>,
) -> Result<T, ClaimError> {
    read(claims, label, name, form)?.ok_or(ClaimError::Missing(name))
}

/// Whom a token was made for (RFC 7519 §4.1.3, by RFC 8392 §3.1.3).
#[derive(PartialEq)]
pub(crate) enum Aud {
    One(String),
    Several(Vec<String>),
}

impl Aud {
    fn names(&self, name: &str) -> bool {
        match self {
            Self::One(own) => own == name,
            Self::Several(all) => all.iter().any(|own| own == name),
        }
    }
}

fn audience(item: Item<'_>) -> Option<Aud> {
    let text = |item: Item<'_>| item.text().map(String::from);
    let several = || item.array()?.into_iter().map(text).collect::<Option<_>>().map(Aud::Several);
    text(item).map(Aud::One).or_else(several)
}

fn nonce(item: Item<'_>) -> Option<[u8; limits::NONCE_BYTES]> {
    item.bytes()?.try_into().ok()
}

/// `{"status_list": {"idx": uint, "uri": text}}` (draft-ietf-oauth-status-list §6.3). Only its form is judged here.
fn status(item: Item<'_>) -> Option<()> {
    let status = item.map()?;
    let Some(list) = status.named("status_list") else { return Some(()) };
    let list = list.map()?;
    list.named("idx")?.uint()?;
    list.named("uri")?.text().map(|_| ())
}

fn holder_check(claims: &Map<'_>) -> Result<HolderCheck, ClaimError> {
    let Some(checks) = inner(claims, IKD)?.and_then(|ikd| ikd.get(HOLDER_CHECK)) else { return Ok(HolderCheck::None) };
    let checks = checks.array().ok_or(ClaimError::Malformed("holder_check"))?;
    let read = checks.into_iter().map(|check| match check.uint() {
        Some(1) => Ok(HolderCheck::Pin),
        Some(2) => Ok(HolderCheck::Biometric),
        Some(3) => Ok(HolderCheck::FaceLiveness),
        _ => Err(ClaimError::Malformed("holder_check")),
    });
    read.collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().max().unwrap_or(HolderCheck::None))
}

/// The fields of every known document: a value of a wrong form is refused whatever the document is.
fn values(claims: &Map<'_>) -> Result<Vec<(&'static Field, Value)>, ClaimError> {
    let (shared, own) = (inner(claims, CLAIM_169)?, inner(claims, IKD)?);
    let mut values = Vec::new();
    for field in Document::every_field() {
        let (claim, label) = label_of(field);
        let map = match claim {
            CLAIM_169 => shared.as_ref(),
            IKD => own.as_ref(),
            _ => Some(claims),
        };
        let Some((map, item)) = map.and_then(|map| Some((map, map.get(label)?))) else { continue };
        let value = Value::read(field, item, map).ok_or(ClaimError::Malformed(field.name))?;
        values.push((field, value));
    }
    Ok(values)
}

fn content(claims: &Map<'_>) -> Result<Content, ClaimError> {
    const CLAIMS: [i128; 12] = [ISS, SUB, AUD, EXP, NBF, IAT, CTI, VCT, CNONCE, STATUS, CLAIM_169, IKD];
    let shared =
        |label| label == PHOTO_FORMAT || Document::every_field().any(|field| label_of(field) == (CLAIM_169, label));
    let own = |label| label == HOLDER_CHECK || Document::every_field().any(|field| label_of(field) == (IKD, label));
    let all = |map: Option<Map<'_>>, known: &dyn Fn(i128) -> bool| {
        map.is_none_or(|map| map.labels().all(|label| matches!(label, Label::Int(label) if known(label))))
    };
    let named = claims.labels().all(|label| matches!(label, Label::Int(label) if CLAIMS.contains(&label)));
    let known = named && all(inner(claims, CLAIM_169)?, &shared) && all(inner(claims, IKD)?, &own);
    Ok(if known { Content::Known } else { Content::Unknown })
}

/// The claim that holds a field, and the field's label in it.
fn label_of(field: &Field) -> (i128, i128) {
    match field.key {
        FieldKey::Subject => (SUB, SUB),
        FieldKey::Claim169(key) => (CLAIM_169, key.into()),
        FieldKey::Ikd(key) => (IKD, key.into()),
    }
}

fn inner<'b>(claims: &Map<'b>, label: i128) -> Result<Option<Map<'b>>, ClaimError> {
    read(claims, label, if label == IKD { "-70169" } else { "169" }, Item::map)
}
