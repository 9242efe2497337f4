//! What a presentation is remembered by: the hash of the signed bytes, never of the QR's text.
//!
//! Two texts can carry one token, so the text is no identity. The signed bytes are those of the signature's
//! `Sig_structure` (RFC 9052 §4.4), without the signature.

use sha2::{Digest, Sha256};

/// SHA-256 of a presentation's signed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedHash([u8; 32]);

impl SignedHash {
    pub(crate) fn of(signed_bytes: &[u8]) -> Self {
        Self(sha256(signed_bytes))
    }

    /// The hash that was kept as bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The one hash of the profile.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha256_of(&[bytes])
}

/// The hash of parts that stand one behind the other.
pub(crate) fn sha256_of(parts: &[&[u8]]) -> [u8; 32] {
    parts.iter().fold(Sha256::new(), Digest::chain_update).finalize().into()
}
