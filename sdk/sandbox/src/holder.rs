//! A holder's device key: Ed25519, or P-256 as the secure elements of phones have it.

use crate::cbor::Cbor;
use crate::signer::Signer;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use sha2::{Digest, Sha256};

/// A device key made from its public name, so that its signatures are the same on every machine.
#[derive(Clone)]
pub enum Holder {
    /// alg −19.
    Ed25519(Box<Signer>),
    /// alg −9 (ESP256); nonces by RFC 6979.
    P256(Box<SigningKey>),
}

impl Holder {
    /// The Ed25519 key with this name.
    #[must_use]
    pub fn ed25519(name: &str) -> Self {
        Self::Ed25519(Box::new(Signer::named(&format!("holder {name}"))))
    }

    /// The P-256 key with this name.
    ///
    /// # Panics
    /// If the name's hash is no scalar of the curve: none that is used is.
    #[must_use]
    pub fn p256(name: &str) -> Self {
        let seed = Sha256::digest(format!("ikd-verify sandbox holder {name}"));
        Self::P256(Box::new(SigningKey::from_slice(&seed).unwrap_or_else(|_| panic!("{name} makes no key"))))
    }

    /// Another device's key of the same kind.
    #[must_use]
    pub fn of_another(&self) -> Self {
        match self {
            Self::Ed25519(_) => Self::ed25519("another"),
            Self::P256(_) => Self::p256("another"),
        }
    }

    /// The COSE algorithm of its signatures.
    #[must_use]
    pub fn algorithm(&self) -> i64 {
        match self {
            Self::Ed25519(_) => -19,
            Self::P256(_) => -9,
        }
    }

    /// The public key as a COSE_Key.
    #[must_use]
    pub fn cose_key(&self) -> Cbor {
        match self {
            Self::Ed25519(key) => key.cose_key(),
            Self::P256(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                let coordinate = |part: Option<&[u8]>| Cbor::Bytes(part.unwrap_or_default().into());
                let (x, y) = (point.x().map(AsRef::as_ref), point.y().map(AsRef::as_ref));
                Cbor::labels([(1, Cbor::Int(2)), (-1, Cbor::Int(1)), (-2, coordinate(x)), (-3, coordinate(y))])
            }
        }
    }

    /// The claim that binds a credential to the key: `{1: COSE_Key}` (RFC 8747).
    #[must_use]
    pub fn cnf(&self) -> Cbor {
        Cbor::labels([(1, self.cose_key())])
    }

    /// The 64 bytes of a signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message),
            Self::P256(key) => {
                let signature: Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
        }
    }
}
