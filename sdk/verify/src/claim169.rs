//! A MOSIP Claim 169 code → a signed token (IANA CWT claim 169, version 1.2.0; profile §4, mode L). An adapter, opt-in.
//!
//! Bare canonical Base45 → one zlib stream → an optional tag 61 → a tagged COSE_Sign1 without typ, so that no token of
//! this profile can pass for one. Its issuers name their keys in their own way, or not at all: where the kid is no key's of
//! the trust list, each key that the list allows for document 169 is tried, four at most. Refuses COSE_Encrypt0, keys
//! in headers, and algorithms other than −19 and −8. Never inflates twice, and never reads a claim to find a key.

use crate::cbor::{Item, Map};
use crate::cose::{CoseError, KID, Kind, Opened, Sealed, Shape};
use crate::document::Document;
use crate::envelope::{self, TextError};
use crate::error::Error;
use crate::inflate::inflate;
use crate::issuer::IssuerKey;
use crate::key::{KeyError, KeyId};
use crate::limits;
use crate::trust_list::CurrentTrustList;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Whether MOSIP Claim 169 codes are taken. Everything in them was shown, and nothing binds them to who shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Claim169 {
    /// Refuse them: `not_an_ikd_qr`.
    #[default]
    Refuse,
    /// Take them.
    Accept,
}

/// The bytes behind a text's Base45 and zlib.
pub(crate) fn open(text: &str) -> Result<Zeroizing<Vec<u8>>, TextError> {
    let stream = envelope::decode(text).ok_or(TextError::Base45)?;
    Ok(inflate(&stream, limits::CLAIM_169_BYTES)?)
}

/// Tag 61 (CWT) as it is written.
const TAG_CWT: [u8; 2] = [0xd8, 0x3d];

/// How a token names its key.
#[derive(Clone, Copy)]
enum Named {
    /// Not at all.
    Nothing,
    /// By eight bytes, as this profile does.
    Ours(KeyId),
    /// By a name of its issuer's own.
    Theirs,
}

/// A parsed Claim 169 token whose signature nobody checked.
pub(crate) struct Carried<'e> {
    sealed: Sealed<'e>,
    named: Named,
}

impl<'e> Carried<'e> {
    pub(crate) fn parse(bytes: &'e [u8]) -> Result<Self, Error> {
        let shape = Shape::read(bytes.strip_prefix(&TAG_CWT).unwrap_or(bytes))?;
        let (sealed, named) = Sealed::of(shape, Kind::Claim169, named)?;
        Ok(Self { sealed, named })
    }

    pub(crate) fn key_id(&self) -> Option<KeyId> {
        if let Named::Ours(id) = self.named { Some(id) } else { None }
    }

    /// Checks the signature with every key that may have made it.
    pub(crate) fn verify<'a>(&self, trust: &CurrentTrustList<'a>) -> Result<Opened<'a>, Error>
    where
        'e: 'a,
    {
        let keys = self.candidates(trust)?;
        Ok(self.sealed.verify(keys.into_iter())?)
    }

    fn candidates<'a>(&self, trust: &CurrentTrustList<'a>) -> Result<Vec<&'a IssuerKey>, Error> {
        let own: Vec<_> = self.key_id().map(|id| trust.keys_with(id).iter().collect()).unwrap_or_default();
        if !own.is_empty() {
            return Ok(own);
        }
        let allowed: Vec<_> = trust.keys_for(Document::CLAIM_169.vct).collect();
        match self.named {
            _ if allowed.len() <= limits::KEYS_PER_ID => Ok(allowed),
            Named::Nothing => Err(CoseError::KeyIdMissing.into()),
            Named::Ours(_) | Named::Theirs => Err(KeyError::IssuerUnknown.into()),
        }
    }
}

fn named(protected: &Map<'_>) -> Result<Named, CoseError> {
    let Some(kid) = protected.get(KID).map(Item::bytes) else { return Ok(Named::Nothing) };
    let kid = kid.ok_or(CoseError::HeaderMalformed)?;
    Ok(kid.try_into().map_or(Named::Theirs, |id| Named::Ours(KeyId(id))))
}
