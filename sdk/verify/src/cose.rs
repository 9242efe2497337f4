//! COSE bytes → `Sign1` (sealed) → `Opened` (RFC 9052 §4; profile §3).
//!
//! Checks in this order: structure, typ for this position, crit, label set, alg, kid, detached payload, key lookup,
//! signature. The signature covers the bytes as received. A header that the profile does not name is refused, not
//! ignored, and nothing that a token carries is ever used as a key.

use crate::cbor::{CborError, Item, Label, Map, TAG_SIGN1, Writer};
use crate::disclosure::DisclosureError;
use crate::error::Error;
use crate::evidence::SignedHash;
use crate::issuer::IssuerKey;
use crate::key::{ALG_ED25519, ALG_EDDSA, ALG_ESP256, KeyError, KeyId, PublicKey, SecretKey};
use crate::trust_list::{CurrentTrustList, TrustList};
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
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// application/cwt: a minted token.
    Minted,
    /// application/sd-cwt: an issuer's token inside a key binding token, and nowhere else.
    SdCwt,
    /// application/kb+cwt: a holder's token.
    KeyBinding,
    /// application/ikd-trust+cwt.
    TrustList,
    /// application/statuslist+cwt.
    StatusList,
    /// application/ikd-receipt+cwt: a relying party's.
    Receipt,
    /// A Claim 169 token, which has no typ: what names a kind of this profile is not one.
    Claim169,
}

/// The label of the SD-CWT inside a key binding token's protected header.
pub(crate) const KCWT: i128 = 13;
/// The same label as it is written.
const KCWT_BYTE: u8 = 13;
const ALG: i128 = 1;
const CRIT: i128 = 2;
pub(crate) const KID: i128 = 4;
const TYP: i128 = 16;
const SD_CLAIMS: i128 = 17;
const SD_ALG: i128 = 170;
const ALG_SHA256: i128 = -16;

/// What header 16 of a receipt says.
const RECEIPT_TYP: &str = "application/ikd-receipt+cwt";

impl Kind {
    fn typ(self) -> Option<Label<'static>> {
        match self {
            Self::Minted => Some(Label::Int(61)),
            Self::SdCwt => Some(Label::Int(293)),
            Self::KeyBinding => Some(Label::Int(294)),
            Self::TrustList => Some(Label::Text("application/ikd-trust+cwt")),
            Self::StatusList => Some(Label::Text("application/statuslist+cwt")),
            Self::Receipt => Some(Label::Text(RECEIPT_TYP)),
            Self::Claim169 => None,
        }
    }

    /// The protected headers that it may have.
    fn protected(self) -> &'static [i128] {
        match self {
            Self::Minted | Self::TrustList | Self::StatusList | Self::Receipt => &[ALG, KID, TYP],
            Self::SdCwt => &[ALG, KID, TYP, SD_ALG],
            Self::KeyBinding => &[ALG, KCWT, TYP],
            Self::Claim169 => &[ALG, KID],
        }
    }

    /// The unprotected headers that it may have.
    fn unprotected(self) -> &'static [i128] {
        if self == Self::SdCwt { &[SD_CLAIMS] } else { &[] }
    }

    fn algorithms(self) -> &'static [i128] {
        match self {
            Self::KeyBinding => &[ALG_ED25519, ALG_ESP256],
            Self::Claim169 => &[ALG_ED25519, ALG_EDDSA],
            Self::Minted | Self::SdCwt | Self::TrustList | Self::StatusList | Self::Receipt => &[ALG_ED25519],
        }
    }
}

/// The four elements of a COSE_Sign1, with the protected headers read.
pub(crate) struct Shape<'e> {
    protected: Map<'e>,
    unprotected: Map<'e>,
    protected_bytes: &'e [u8],
    payload: Option<&'e [u8]>,
    signature: &'e [u8],
}

impl<'e> Shape<'e> {
    /// Reads bytes that are a tagged COSE_Sign1 and nothing else.
    pub(crate) fn read(bytes: &'e [u8]) -> Result<Self, Error> {
        let item = match Item::only_tagged(bytes) {
            // An outer tag that is not ours makes it another thing, whatever tags are inside.
            Err(CborError::Tag) if has_other_tag(bytes) => return Err(CoseError::NotSign1.into()),
            item => item?,
        };
        Self::of(item)
    }

    /// Reads an item that is a tagged COSE_Sign1.
    pub(crate) fn of(item: Item<'e>) -> Result<Self, Error> {
        let [protected, unprotected, payload, signature] = four(item).ok_or(CoseError::NotSign1)?;
        let (Some(protected_bytes), Some(unprotected)) = (protected.bytes(), unprotected.map()) else {
            return Err(CoseError::NotSign1.into());
        };
        let signature = signature.bytes().ok_or(CoseError::NotSign1)?;
        if payload.bytes().is_none() && !payload.is_null() {
            return Err(CoseError::NotSign1.into());
        }
        let protected = protected_headers(protected_bytes)?;
        Ok(Self { protected, unprotected, protected_bytes, payload: payload.bytes(), signature })
    }

    /// Whether header 16 says that it is this kind.
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.protected.get(TYP).map(Item::label) == kind.typ().map(Some)
    }

    /// Checks typ, crit, the label set and alg, in this order.
    fn check(&self, kind: Kind) -> Result<i128, CoseError> {
        if !self.is(kind) {
            return Err(CoseError::TypeUnexpected);
        }
        if self.protected.get(CRIT).or(self.unprotected.get(CRIT)).is_some() {
            return Err(CoseError::HeaderCritical);
        }
        let within = |map: &Map<'_>, labels: &[i128]| map.has_only(|label| labels.contains(&label));
        if !within(&self.protected, kind.protected()) || !within(&self.unprotected, kind.unprotected()) {
            return Err(CoseError::HeaderMalformed);
        }
        let algorithm = self.protected.get(ALG).ok_or(CoseError::AlgorithmMissing)?.int();
        algorithm.filter(|alg| kind.algorithms().contains(alg)).ok_or(CoseError::AlgorithmUnsupported)
    }
}

/// A COSE_Sign1 whose headers fit its kind. Its payload goes to who checked the signature.
pub(crate) struct Sealed<'e> {
    pub(crate) algorithm: i128,
    pub(crate) protected: Map<'e>,
    pub(crate) unprotected: Map<'e>,
    protected_bytes: &'e [u8],
    payload: &'e [u8],
    signature: &'e [u8],
}

impl<'e> Sealed<'e> {
    /// Checks the headers. `named` reads the one that names the key, between alg and the payload.
    pub(crate) fn of<T>(
        shape: Shape<'e>,
        kind: Kind,
        named: impl FnOnce(&Map<'e>) -> Result<T, CoseError>,
    ) -> Result<(Self, T), CoseError> {
        let algorithm = shape.check(kind)?;
        let Shape { protected, unprotected, protected_bytes, payload, signature } = shape;
        let name = named(&protected)?;
        let payload = payload.ok_or(CoseError::PayloadDetached)?;
        Ok((Self { algorithm, protected, unprotected, protected_bytes, payload, signature }, name))
    }

    /// The payload and its hash, if `signed` takes the bytes to be signed and the signature.
    pub(crate) fn open(&self, signed: impl FnOnce(&[u8], &[u8]) -> bool) -> Option<(&'e [u8], SignedHash)> {
        let to_be_signed = self.to_be_signed();
        signed(&to_be_signed, self.signature).then(|| (self.payload, SignedHash::of(&to_be_signed)))
    }

    /// Checks the signature with each of the keys, of which the caller gives few.
    pub(crate) fn verify<'a>(&self, keys: impl ExactSizeIterator<Item = &'a IssuerKey>) -> Result<Opened<'a>, KeyError>
    where
        'e: 'a,
    {
        if keys.len() == 0 {
            return Err(KeyError::IssuerUnknown);
        }
        let mut signers = Vec::new();
        let opened = self.open(|message, signature| {
            signers.extend(keys.filter(|issuer| issuer.key().signed(message, signature)));
            !signers.is_empty()
        });
        let (payload, hash) = opened.ok_or(KeyError::SignatureInvalid)?;
        Ok(Opened { payload, signers, disclosures: self.unprotected.get(SD_CLAIMS), hash })
    }

    /// `Sig_structure` of RFC 9052 §4.4: ["Signature1", protected, external_aad (empty), payload].
    fn to_be_signed(&self) -> Zeroizing<Vec<u8>> {
        to_be_signed(self.protected_bytes, self.payload)
    }
}

fn to_be_signed(protected: &[u8], payload: &[u8]) -> Zeroizing<Vec<u8>> {
    let capacity = protected.len().saturating_add(payload.len()).saturating_add(24);
    let writer = Writer::new(capacity).array(4).text("Signature1");
    Zeroizing::new(writer.bytes(protected).bytes(&[]).bytes(payload).finish())
}

/// A receipt's payload, signed: the only thing that is ever signed here.
pub(crate) fn sign_receipt(payload: &[u8], key: &SecretKey) -> Vec<u8> {
    let headers = Writer::new(64).map(3).int(1).int(-19).int(4).bytes(key.public().id().bytes());
    let protected = headers.int(16).text(RECEIPT_TYP).finish();
    let signature = key.sign(&to_be_signed(&protected, payload));
    let capacity = payload.len().saturating_add(160);
    let token = Writer::new(capacity).tag(TAG).array(4).bytes(&protected).map(0).bytes(payload).bytes(&signature);
    token.finish()
}

/// A COSE_Sign1 that names an issuer's key and whose signature nobody checked: its payload cannot be read.
pub(crate) struct Sign1<'e> {
    sealed: Sealed<'e>,
    key_id: KeyId,
}

impl<'e> Sign1<'e> {
    pub(crate) fn parse(bytes: &'e [u8], kind: Kind) -> Result<Self, Error> {
        Self::of(Shape::read(bytes)?, kind)
    }

    pub(crate) fn of(shape: Shape<'e>, kind: Kind) -> Result<Self, Error> {
        let (sealed, key_id) = Sealed::of(shape, kind, key_id)?;
        let hash = sealed.protected.get(SD_ALG);
        if hash.is_some_and(|hash| hash.int() != Some(ALG_SHA256)) {
            return Err(DisclosureError::AlgorithmUnsupported.into());
        }
        Ok(Self { sealed, key_id })
    }

    /// The id of the key that the token says it is signed with: a hint, not yet a fact.
    pub(crate) fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Checks the signature with every trusted key that has the token's key id.
    pub(crate) fn verify<'a>(self, trust: &CurrentTrustList<'a>) -> Result<Opened<'a>, KeyError>
    where
        'e: 'a,
    {
        self.sealed.verify(trust.keys_with(self.key_id).iter())
    }

    /// Checks the signature with one of the given roots, by its key id: for trust lists.
    pub(crate) fn verify_root(self, roots: &[PublicKey]) -> Option<(&'e [u8], SignedHash)> {
        let root = roots.iter().find(|root| root.id() == self.key_id)?;
        self.sealed.open(|message, signature| root.signed(message, signature))
    }

    /// Checks the signature with the keys of a list, whatever they may do and when: for status lists.
    pub(crate) fn verify_listed<'a>(self, list: &'a TrustList) -> Option<(&'e [u8], Vec<&'a IssuerKey>)> {
        let keys = list.keys_with(self.key_id).iter();
        let mut signers = Vec::new();
        let opened = self.sealed.open(|message, signature| {
            signers.extend(keys.filter(|issuer| issuer.key().signed(message, signature)));
            !signers.is_empty()
        });
        opened.map(|(payload, _)| (payload, signers))
    }
}

fn key_id(protected: &Map<'_>) -> Result<KeyId, CoseError> {
    let kid = protected.get(KID).ok_or(CoseError::KeyIdMissing)?;
    kid.bytes().and_then(|kid| kid.try_into().ok()).map(KeyId).ok_or(CoseError::HeaderMalformed)
}

/// The four elements behind tag 18.
fn four(item: Item<'_>) -> Option<[Item<'_>; 4]> {
    match item.tagged() {
        Some((TAG, inner)) => inner.array()?.try_into().ok(),
        _ => None,
    }
}

const TAG: u64 = 18;

fn has_other_tag(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| first >> 5 == 6 && *first != TAG_SIGN1)
}

/// An empty protected bucket may be no bytes or an empty map (RFC 9052 §3). The one that may embed a token is known by its
/// typ, which is judged next.
fn protected_headers(bytes: &[u8]) -> Result<Map<'_>, Error> {
    let bytes = if bytes.is_empty() { &[0xa0] } else { bytes };
    Ok(Item::only_embedding(bytes, KCWT_BYTE)?.map().ok_or(CoseError::HeaderMalformed)?)
}

/// An issuer's payload whose signature was checked, and the trust list's entries whose key made it.
pub(crate) struct Opened<'a> {
    payload: &'a [u8],
    signers: Vec<&'a IssuerKey>,
    disclosures: Option<Item<'a>>,
    hash: SignedHash,
}

impl<'a> Opened<'a> {
    pub(crate) fn payload(&self) -> &'a [u8] {
        self.payload
    }

    pub(crate) fn signers(&self) -> &[&'a IssuerKey] {
        &self.signers
    }

    /// What stands under `sd_claims`, beside the signature.
    pub(crate) fn disclosures(&self) -> Option<Item<'a>> {
        self.disclosures
    }

    pub(crate) fn hash(&self) -> SignedHash {
        self.hash
    }
}
