//! The claims of a CWT by number → their types (RFC 8392; profile §4, §7).
//!
//! A known claim of a wrong type is refused; a claim that the profile does not know is never looked at.

use crate::cbor::{Item, Map};
use crate::limits;
use alloc::string::String;
use alloc::vec::Vec;

/// Why a claims set is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimError {
    /// A claim that must be there is not.
    Missing(&'static str),
    /// A known claim has a wrong type or value.
    Malformed(&'static str),
    /// The token's times contradict each other, or those of the token inside.
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

pub(crate) const ISS: i128 = 1;
pub(crate) const SUB: i128 = 2;
pub(crate) const AUD: i128 = 3;
pub(crate) const EXP: i128 = 4;
pub(crate) const NBF: i128 = 5;
pub(crate) const IAT: i128 = 6;
/// The token's own number: ignored, and nothing of a person.
pub(crate) const CTI: i128 = 7;
pub(crate) const CNF: i128 = 8;
pub(crate) const VCT: i128 = 11;
pub(crate) const CNONCE: i128 = 39;
pub(crate) const STATUS: i128 = 65535;
pub(crate) const CLAIM_169: i128 = 169;
pub(crate) const IKD: i128 = -70169;

/// A claim's number and the name that a rejection gives it.
type Claim = (i128, &'static str);

/// The claim with this number, by its registered name.
pub(crate) fn claim(label: i128) -> Claim {
    let name = match label {
        ISS => "iss",
        SUB => "sub",
        AUD => "aud",
        EXP => "exp",
        NBF => "nbf",
        IAT => "iat",
        VCT => "vct",
        CNONCE => "cnonce",
        STATUS => "status",
        CLAIM_169 => "169",
        _ => "-70169",
    };
    (label, name)
}

/// Whether all these claims are there; their types are judged later.
pub(crate) fn present(claims: &Map<'_>, labels: &[i128]) -> Result<(), ClaimError> {
    let missing = labels.iter().find(|label| claims.get(**label).is_none());
    missing.map_or(Ok(()), |label| Err(ClaimError::Missing(claim(*label).1)))
}

/// A claim that may be absent, but not of another type.
pub(crate) fn read<'b, T>(
    claims: &Map<'b>,
    (label, name): Claim,
    form: impl FnOnce(Item<'b>) -> Option<T>,
) -> Result<Option<T>, ClaimError> {
    claims.get(label).map(|item| form(item).ok_or(ClaimError::Malformed(name))).transpose()
}

/// A claim that must be there, of its type.
pub(crate) fn need<'b, T>(
    claims: &Map<'b>,
    claim: Claim,
    form: impl FnOnce(Item<'b>) -> Option<T>,
) -> Result<T, ClaimError> {
    read(claims, claim, form)?.ok_or(ClaimError::Missing(claim.1))
}

/// Whom a token was made for (RFC 7519 §4.1.3, by RFC 8392 §3.1.3).
#[derive(PartialEq)]
pub(crate) enum Aud {
    One(String),
    Several(Vec<String>),
}

impl Aud {
    pub(crate) fn read(item: Item<'_>) -> Option<Self> {
        let text = |item: Item<'_>| item.text().map(String::from);
        let several = || item.array()?.into_iter().map(text).collect::<Option<_>>().map(Self::Several);
        text(item).map(Self::One).or_else(several)
    }

    pub(crate) fn names(&self, name: &str) -> bool {
        match self {
            Self::One(own) => own == name,
            Self::Several(all) => all.iter().any(|own| own == name),
        }
    }
}

pub(crate) type NonceBytes = [u8; limits::NONCE_BYTES];

pub(crate) fn nonce(item: Item<'_>) -> Option<NonceBytes> {
    item.bytes()?.try_into().ok()
}
