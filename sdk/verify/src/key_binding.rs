//! The holder's key binding token, and the SD-CWT inside it → both signed (draft-ietf-spice-sd-cwt; profile §4).
//!
//! The issuer's token is checked first: its `cnf` holds the key that must have signed the outer one. The outer token has no
//! key id, because nothing that it carries could be trusted to name a key.

use crate::cbor::{CborError, Item, Map};
use crate::cose::{CoseError, KCWT, Kind, Sealed, Shape, Sign1};
use crate::cwt::{AUD, CNF, CNONCE, CTI, EXP, IAT, ISS, NBF, SUB};
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::fields::Content;
use crate::holder_key::HolderKey;
use crate::issued::Issued;
use crate::key::KeyId;
use crate::time::{Leeway, Now};
use crate::trust_list::CurrentTrustList;

/// Why a presentation does not prove that its holder has the credential's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderError {
    /// The credential is bound to no key.
    Missing,
    /// The holder's token names an issuer or a subject, which are not the holder's to name.
    Malformed,
    /// The credential's key did not sign the holder's token.
    Invalid,
    /// The credential's key is weak, or of a kind that the profile does not have.
    KeyUnsupported,
}

/// A parsed key binding token whose signatures nobody checked.
pub(crate) struct KeyBinding<'e> {
    sealed: Sealed<'e>,
    credential: Sign1<'e>,
}

/// What the holder signed.
pub(crate) struct Binding<'a> {
    pub(crate) claims: Map<'a>,
    pub(crate) content: Content,
    pub(crate) hash: SignedHash,
}

impl<'e> KeyBinding<'e> {
    pub(crate) fn of(shape: Shape<'e>) -> Result<Self, Error> {
        let (sealed, credential) = Sealed::of(shape, Kind::KeyBinding, embedded)?;
        let credential = Sign1::of(Shape::of(credential)?, Kind::SdCwt)?;
        Ok(Self { sealed, credential })
    }

    pub(crate) fn key_id(&self) -> KeyId {
        self.credential.key_id()
    }

    /// Checks the issuer's signature and standing, and then the holder's signature.
    pub(crate) fn verify<'a>(
        self,
        trust: &CurrentTrustList<'a>,
        now: Now,
        leeway: Leeway,
    ) -> Result<(Issued<'a>, Binding<'a>), Error>
    where
        'e: 'a,
    {
        let issued = Issued::redacted(&self.credential.verify(trust)?, now, leeway)?;
        let cnf = issued.claims.get(CNF).ok_or(HolderError::Missing)?;
        let key = HolderKey::from_cnf(cnf).ok_or(HolderError::KeyUnsupported)?;
        if key.algorithm() != self.sealed.algorithm {
            return Err(CoseError::AlgorithmUnsupported.into());
        }
        let opened = self.sealed.open(|message, signature| key.signed(message, signature));
        let (payload, hash) = opened.ok_or(HolderError::Invalid)?;
        Ok((issued, Binding::read(payload, hash)?))
    }
}

/// The credential: an item with its tag, not a byte string.
fn embedded<'e>(protected: &Map<'e>) -> Result<Item<'e>, CoseError> {
    protected.get(KCWT).filter(|item| item.tagged().is_some()).ok_or(CoseError::HeaderMalformed)
}

impl<'a> Binding<'a> {
    fn read(payload: &'a [u8], hash: SignedHash) -> Result<Self, Error> {
        let claims = Item::only(payload)?.map().ok_or(CborError::Type)?;
        if claims.get(ISS).or(claims.get(SUB)).is_some() {
            return Err(HolderError::Malformed.into());
        }
        let known = claims.has_only(|label| [AUD, EXP, NBF, IAT, CTI, CNONCE].contains(&label));
        let content = if known { Content::Known } else { Content::Unknown };
        Ok(Self { claims, content, hash })
    }
}
