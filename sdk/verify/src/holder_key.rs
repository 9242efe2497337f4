//! `cnf` → the holder's public key, and the check of a key binding token's signature (RFC 8747; RFC 9053 §2.1, §7.1).
//!
//! Ed25519 as strict as an issuer's key. ESP256 because the secure elements of phones hold P-256 keys; both halves of s are
//! accepted, since a presentation is remembered by its signed bytes, without the signature.

use crate::cbor::{Item, Map};
use crate::key::{ALG_ED25519, PublicKey};
#[cfg(feature = "esp256")]
use crate::key::{ALG_ESP256, is_for};

/// A holder's public key that passed the checks of its encoding.
pub(crate) enum HolderKey {
    Ed25519(PublicKey),
    #[cfg(feature = "esp256")]
    P256(p256::ecdsa::VerifyingKey),
}

const COSE_KEY: i128 = 1;

impl HolderKey {
    /// Reads `{1: COSE_Key}`: the key itself, not a reference to one.
    pub(crate) fn from_cnf(item: Item<'_>) -> Option<Self> {
        let cnf = item.map()?;
        let key = cnf.get(COSE_KEY)?;
        if cnf.labels().count() != 1 {
            return None;
        }
        PublicKey::from_cose_key(key).map(Self::Ed25519).or_else(|| Self::p256(&key.map()?))
    }

    /// Reads `{1: 2 (EC2), -1: 1 (P-256), -2: x, -3: y}` of a point on the curve.
    #[cfg(feature = "esp256")]
    fn p256(map: &Map<'_>) -> Option<Self> {
        use p256::ecdsa::VerifyingKey;
        use p256::elliptic_curve::point::AffineCoordinates;
        use p256::{AffinePoint, FieldBytes};
        let number = |label| map.get(label).and_then(Item::int);
        if number(1) != Some(2) || number(-1) != Some(1) || map.get(-4).is_some() || map.get(2).is_some() {
            return None;
        }
        let coordinate = |label| FieldBytes::try_from(map.get(label)?.bytes()?).ok();
        let point = AffinePoint::from_coordinates(&coordinate(-2)?, &coordinate(-3)?).into_option()?;
        let key = VerifyingKey::from_affine(point).ok()?;
        is_for(map, ALG_ESP256).then_some(Self::P256(key))
    }

    #[cfg(not(feature = "esp256"))]
    fn p256(_map: &Map<'_>) -> Option<Self> {
        None
    }

    /// The one algorithm that the key is for.
    pub(crate) fn algorithm(&self) -> i128 {
        match self {
            Self::Ed25519(_) => ALG_ED25519,
            #[cfg(feature = "esp256")]
            Self::P256(_) => ALG_ESP256,
        }
    }

    /// Whether the signature over the message is this key's.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => key.signed(message, signature),
            #[cfg(feature = "esp256")]
            Self::P256(key) => {
                use p256::ecdsa::signature::Verifier;
                p256::ecdsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
        }
    }
}
