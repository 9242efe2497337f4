//! A payload that an issuer's key signed → the claims that an issuer in standing answers for (profile §8).

use crate::cbor::{CborError, Item, Map};
use crate::cose::Opened;
use crate::cwt::{ISS, claim, need};
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::issuer::IssuerKey;
use crate::key::KeyError;
use crate::time::{Leeway, Now};
use alloc::vec::Vec;

/// Claims of an issuer that the trust list has, by a key that counts.
pub(crate) struct Issued<'a> {
    pub(crate) claims: Map<'a>,
    /// How many maps of the payload hold redacted claims, at whatever depth.
    pub(crate) redactions: usize,
    pub(crate) disclosures: Option<Item<'a>>,
    /// The entry that is reported.
    pub(crate) key: &'a IssuerKey,
    /// Every entry that answers.
    pub(crate) keys: Vec<&'a IssuerKey>,
    pub(crate) hash: SignedHash,
}

impl<'a> Issued<'a> {
    /// The claims of a minted token, or of another whose claims all stand in clear.
    pub(crate) fn minted(token: &Opened<'a>, now: Now, leeway: Leeway) -> Result<Self, Error> {
        let claims = Item::only(token.payload())?;
        Self::answered(token, (claims, 0), now, leeway)
    }

    /// The claims of an SD-CWT, some of them redacted.
    pub(crate) fn redacted(token: &Opened<'a>, now: Now, leeway: Leeway) -> Result<Self, Error> {
        let claims = Item::only_redacted(token.payload())?;
        Self::answered(token, claims, now, leeway)
    }

    fn answered(
        token: &Opened<'a>,
        (claims, redactions): (Item<'a>, usize),
        now: Now,
        leeway: Leeway,
    ) -> Result<Self, Error> {
        let claims = claims.map().ok_or(CborError::Type)?;
        let issuer = need(&claims, claim(ISS), Item::text)?;
        let keys = answerable(token.signers(), issuer, now, leeway)?;
        let key = *keys.first().ok_or(KeyError::IssuerMismatch)?;
        Ok(Self { claims, redactions, disclosures: token.disclosures(), key, keys, hash: token.hash() })
    }
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
