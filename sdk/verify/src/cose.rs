//! COSE bytes → `Sign1` (sealed) → `Signed` (RFC 9052 §4; profile §3).
//!
//! Checks in this order: structure, typ for this position, crit, label set, alg, kid, detached payload, key lookup,
//! signature. The signature covers the bytes as received. A header that the profile does not name is refused, not
//! ignored, and nothing that a token carries is ever used as a key.

use crate::cbor::{CborError, Item, Label, Map, Writer};
use crate::envelope::Envelope;
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::issuer::IssuerKey;
use crate::key::{ALG_ED25519, KeyError, KeyId, PublicKey};
use crate::trust_list::CurrentTrustList;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Why bytes are not a COSE_Sign1 of this profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoseError {
    /// Another tag, no tag, or not the array of four.
    NotSign1,
    /// A header that the profile does not allow, or one in the wrong place.
    HeaderMalformed,
    /// Critical headers (`crit`), of which the profile knows none.
    HeaderCritical,
    /// No algorithm.
    AlgorithmMissing,
    /// Another algorithm than the profile allows here.
    AlgorithmUnsupported,
    /// No key id.
    KeyIdMissing,
    /// Another kind of token than this position takes.
    TypeUnexpected,
    /// The payload is kept elsewhere.
    PayloadDetached,
}

/// What kind of token a position takes, told by header 16 (typ). One kind is never accepted as another.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// application/cwt: a minted token.
    Minted,
    /// application/ikd-trust+cwt.
    TrustList,
}

impl Kind {
    fn typ(self) -> Label<'static> {
        match self {
            Self::Minted => Label::Int(61),
            Self::TrustList => Label::Text("application/ikd-trust+cwt"),
        }
    }
}

const TAG_SIGN1: u64 = 18;
const ALG: i128 = 1;
const CRIT: i128 = 2;
const KID: i128 = 4;
const TYP: i128 = 16;

/// A parsed COSE_Sign1 whose signature nobody checked: its payload cannot be read.
///
/// ```compile_fail,E0599
/// # fn f(sign1: ikd_verify::Sign1<'_>) -> &[u8] {
/// sign1.payload()
/// # }
/// ```
/// ```
/// # fn f(sign1: ikd_verify::Sign1<'_>) -> ikd_verify::KeyId {
/// sign1.key_id()
/// # }
/// ```
pub struct Sign1<'e> {
    protected: &'e [u8],
    payload: &'e [u8],
    signature: &'e [u8],
    key_id: KeyId,
}

impl<'e> Sign1<'e> {
    /// Parses a presentation's envelope as a minted token.
    ///
    /// # Errors
    /// [`Error::Cbor`] or [`Error::Cose`].
    pub fn parse(envelope: &'e Envelope) -> Result<Self, Error> {
        Self::parse_kind(envelope.bytes(), Kind::Minted)
    }

    pub(crate) fn parse_kind(bytes: &'e [u8], kind: Kind) -> Result<Self, Error> {
        let [protected, unprotected, payload, signature] = four(bytes)?;
        let (Some(protected), Some(unprotected)) = (protected.bytes(), unprotected.map()) else {
            return Err(CoseError::NotSign1.into());
        };
        let Some(signature) = signature.bytes() else { return Err(CoseError::NotSign1.into()) };
        if payload.bytes().is_none() && !payload.is_null() {
            return Err(CoseError::NotSign1.into());
        }
        let key_id = key_id(protected, &unprotected, kind)?;
        let payload = payload.bytes().ok_or(CoseError::PayloadDetached)?;
        Ok(Self { protected, payload, signature, key_id })
    }

    /// The id of the key that the token says it is signed with: a hint, not yet a fact.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Checks the signature with every trusted key that has the token's key id.
    ///
    /// # Errors
    /// [`KeyError::IssuerUnknown`] or [`KeyError::SignatureInvalid`].
    pub fn verify<'a>(self, trust: &CurrentTrustList<'a>) -> Result<Signed<'a>, KeyError>
    where
        'e: 'a,
    {
        let keys = trust.keys_with(self.key_id);
        if keys.is_empty() {
            return Err(KeyError::IssuerUnknown);
        }
        let to_be_signed = self.to_be_signed();
        let signed_by = |key: &PublicKey| key.signed(&to_be_signed, self.signature);
        let signers: Vec<_> = keys.iter().filter(|issuer| signed_by(issuer.key())).collect();
        if signers.is_empty() {
            return Err(KeyError::SignatureInvalid);
        }
        Ok(Signed { payload: self.payload, signers, hash: SignedHash::of(&to_be_signed) })
    }

    /// Checks the signature with one of the given roots, by its key id: for trust lists.
    pub(crate) fn verify_root(self, roots: &[PublicKey]) -> Option<(&'e [u8], SignedHash)> {
        let to_be_signed = self.to_be_signed();
        let root = roots.iter().find(|root| root.id() == self.key_id)?;
        root.signed(&to_be_signed, self.signature).then(|| (self.payload, SignedHash::of(&to_be_signed)))
    }

    /// `Sig_structure` of RFC 9052 §4.4: ["Signature1", protected, external_aad (empty), payload].
    fn to_be_signed(&self) -> Zeroizing<Vec<u8>> {
        let capacity = self.protected.len().saturating_add(self.payload.len()).saturating_add(24);
        let writer = Writer::new(capacity).array(4).text("Signature1");
        Zeroizing::new(writer.bytes(self.protected).bytes(&[]).bytes(self.payload).finish())
    }
}

/// The four elements of a tagged COSE_Sign1.
fn four(bytes: &[u8]) -> Result<[Item<'_>; 4], Error> {
    let item = match Item::only_tagged(bytes) {
        // An outer tag that is not ours makes it another thing, whatever tags are inside.
        Err(CborError::Tag) if has_other_tag(bytes) => return Err(CoseError::NotSign1.into()),
        item => item?,
    };
    match item.tagged() {
        Some((TAG_SIGN1, inner)) => {
            inner.array().and_then(|items| items.try_into().ok()).ok_or(CoseError::NotSign1.into())
        }
        _ => Err(CoseError::NotSign1.into()),
    }
}

fn has_other_tag(bytes: &[u8]) -> bool {
    const TAG_18: u8 = 0xd2;
    bytes.first().is_some_and(|first| first >> 5 == 6 && *first != TAG_18)
}

/// Checks the headers and gives the key id. An empty protected bucket may be no bytes or an empty map (RFC 9052 §3).
fn key_id(protected: &[u8], unprotected: &Map<'_>, kind: Kind) -> Result<KeyId, Error> {
    let protected = Item::only(if protected.is_empty() { &[0xa0] } else { protected })?;
    let protected = protected.map().ok_or(CoseError::HeaderMalformed)?;
    if protected.get(TYP).and_then(Item::label) != Some(kind.typ()) {
        return Err(CoseError::TypeUnexpected.into());
    }
    if protected.get(CRIT).or(unprotected.get(CRIT)).is_some() {
        return Err(CoseError::HeaderCritical.into());
    }
    let named = |label| [ALG, KID, TYP].map(Label::Int).contains(&label);
    if !unprotected.is_empty() || !protected.labels().all(named) {
        return Err(CoseError::HeaderMalformed.into());
    }
    match protected.get(ALG).map(Item::int) {
        None => return Err(CoseError::AlgorithmMissing.into()),
        Some(alg) if alg != Some(ALG_ED25519) => return Err(CoseError::AlgorithmUnsupported.into()),
        Some(_) => {}
    }
    let kid = protected.get(KID).ok_or(CoseError::KeyIdMissing)?;
    let kid = kid.bytes().and_then(|kid| kid.try_into().ok()).ok_or(CoseError::HeaderMalformed)?;
    Ok(KeyId(kid))
}

/// A payload whose signature was checked, and the trust list's entries whose key made it.
pub struct Signed<'a> {
    payload: &'a [u8],
    signers: Vec<&'a IssuerKey>,
    hash: SignedHash,
}

impl<'a> Signed<'a> {
    pub(crate) fn payload(&self) -> &'a [u8] {
        self.payload
    }

    pub(crate) fn signers(&self) -> &[&'a IssuerKey] {
        &self.signers
    }

    pub(crate) fn hash(&self) -> SignedHash {
        self.hash
    }
}
