//! A signing key of the sandbox, made from its public name.

use crate::cbor::Cbor;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest, Sha256};

/// The sandbox's keys: the seed is SHA-256 of `ikd-verify sandbox ` and the name.
#[derive(Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// The key with this name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::from_seed(&Sha256::digest(format!("ikd-verify sandbox {name}")).into())
    }

    /// A key from a seed of 32 bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The 32 bytes of the public key.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The public key as a COSE_Key: exactly the map of the thumbprint.
    #[must_use]
    pub fn cose_key(&self) -> Cbor {
        Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, Cbor::Bytes(self.public_key().into()))])
    }

    /// The first 8 bytes of the key's SHA-256 thumbprint (RFC 9679).
    #[must_use]
    pub fn key_id(&self) -> Vec<u8> {
        Sha256::digest(self.cose_key().encode())[..8].into()
    }

    /// The 64 bytes of an Ed25519 signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).to_bytes().into()
    }
}
