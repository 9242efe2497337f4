//! COSE_Key → a public key that is safe to verify with (RFC 9053 §7.2, RFC 9679), and the one signature check.
//!
//! Ed25519 by `verify_strict`: no small-order key or R, no non-canonical encoding, no S above the group order. A key
//! that is weak, non-canonical or off the curve cannot be made into a [`PublicKey`].

use crate::cbor::{Item, Map, Writer};
use crate::evidence::sha256;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Why a presentation's signer is not to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The signature does not verify. Says no more, on purpose.
    SignatureInvalid,
    /// No key of the trust list has the token's key id.
    IssuerUnknown,
    /// The key belongs to another issuer than the token names.
    IssuerMismatch,
    /// The key is not valid yet, or no longer.
    NotCurrent,
    /// The key was revoked.
    Revoked,
    /// The key may not issue documents.
    UseNotAllowed,
}

/// Fully specified Ed25519 (RFC 9864): of issuers, lists and holders.
pub(crate) const ALG_ED25519: i128 = -19;
/// EdDSA (RFC 9053), which leaves the curve to the key: only through the Claim 169 adapter, and our keys are Ed25519.
pub(crate) const ALG_EDDSA: i128 = -8;
/// Fully specified ECDSA over P-256 with SHA-256 (RFC 9864): of holders only.
pub(crate) const ALG_ESP256: i128 = -9;

const SIGNATURE_BYTES: usize = 64;

/// The first 8 bytes of a key's SHA-256 thumbprint (RFC 9679). A hint that finds keys; the signature decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub(crate) [u8; 8]);

impl KeyId {
    /// The id's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// An Ed25519 public key that passed the checks of its encoding.
///
/// ```
/// use ikd_verify::PublicKey;
/// assert!(PublicKey::from_bytes(&[0; 32]).is_none()); // small order
/// let above = |low, top| [[low].as_slice(), &[0xff; 30], &[top]].concat().try_into().unwrap();
/// for low in 0xed..=0xff {
///     assert!(PublicKey::from_bytes(&above(low, 0x7f)).is_none()); // 2^255 - 19 and above: not canonical
///     assert!(PublicKey::from_bytes(&above(low, 0xff)).is_none());
/// }
/// ```
#[derive(Clone)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Takes the 32 bytes of RFC 8032 §5.1.5. `None` if they are off the curve, not canonical or of small order.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let key = VerifyingKey::from_bytes(bytes).ok()?;
        // The other encodings that are not canonical, of x = 0 with a sign, are of points of small order.
        (is_reduced(bytes) && !key.is_weak()).then_some(Self(key))
    }

    /// The key's 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The key's id: 8 bytes of SHA-256 over `{1: 1, -1: 6, -2: x}` (RFC 9679 §4).
    #[must_use]
    pub fn id(&self) -> KeyId {
        let key = Writer::new(48).map(3).int(1).int(1).int(-1).int(6).int(-2).bytes(&self.to_bytes()).finish();
        let mut id = [0; 8];
        id.iter_mut().zip(sha256(&key)).for_each(|(to, from)| *to = from);
        KeyId(id)
    }

    /// Whether the signature over the message is this key's. Anything but 64 bytes is not.
    #[must_use]
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(bytes) = <&[u8; SIGNATURE_BYTES]>::try_from(signature) else { return false };
        self.0.verify_strict(message, &Signature::from_bytes(bytes)).is_ok()
    }

    /// Reads `{1: 1 (OKP), -1: 6 (Ed25519), -2: x}`. Where kid (2), alg (3) or key_ops (4) stand, they must agree.
    /// Private key material (-4) has no place in a list that is published.
    pub(crate) fn from_cose_key(item: Item<'_>) -> Option<Self> {
        let map = item.map()?;
        let number = |label| map.get(label).and_then(Item::int);
        if number(1) != Some(1) || number(-1) != Some(6) || map.get(-4).is_some() {
            return None;
        }
        let key = Self::from_bytes(map.get(-2)?.bytes()?.try_into().ok()?)?;
        let kid = map.get(2).is_none_or(|kid| kid.bytes() == Some(key.id().bytes()));
        (kid && is_for(&map, ALG_ED25519)).then_some(key)
    }
}

/// A relying party's own Ed25519 key, with which it signs receipts. There is no Debug, no Display, and no way to its bytes; it is
/// wiped when it is dropped.
///
/// ```
/// use ikd_verify::SecretKey;
/// let key = SecretKey::from_bytes(&[7; 32]);
/// assert_eq!(key.public().id(), SecretKey::from_bytes(&[7; 32]).public().id());
/// ```
/// ```compile_fail,E0277
/// println!("{:?}", ikd_verify::SecretKey::from_bytes(&[7; 32]));
/// ```
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of this seed (RFC 8032 §5.1.5): 32 bytes from a random source.
    #[must_use]
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The key that verifies what this one signs.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

/// Whether the y of an encoded point is below 2^255 − 19 (RFC 8032 §5.1.3). To encode the point again would tell it too, for
/// an inversion in the field.
fn is_reduced([first, middle @ .., last]: &[u8; 32]) -> bool {
    *first < 0xed || middle.iter().any(|byte| *byte != 0xff) || last | 0x80 != 0xff
}

/// Whether a COSE_Key's alg (3) and key_ops (4), where they stand, let it verify with this algorithm.
pub(crate) fn is_for(key: &Map<'_>, algorithm: i128) -> bool {
    const VERIFY: i128 = 2;
    let alg = key.get(3).is_none_or(|alg| alg.int() == Some(algorithm));
    let verifies = |ops: Item<'_>| ops.array().is_some_and(|ops| ops.iter().any(|op| op.int() == Some(VERIFY)));
    alg && key.get(4).is_none_or(verifies)
}
