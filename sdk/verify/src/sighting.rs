//! When a code was scanned, by the backend's clock, and which one: the first scan of a nonce counts and never moves.
//!
//! The page tells the hash of the signed bytes alone, before the person consents to anything. Freshness is judged at this time, so
//! that reading a consent screen costs nothing.

use crate::evidence::SignedHash;
use crate::hex;
use crate::limits;
use crate::request::RequestError;
use alloc::format;
use alloc::string::String;

/// A scan.
///
/// ```
/// use ikd_verify::{Sighting, SignedHash};
/// let seen = Sighting { hash: SignedHash::from_bytes([7; 32]), at: 1_800_000_000 };
/// assert_eq!(Sighting::read(&seen.to_text()), Some(seen));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// SHA-256 of the signed bytes.
    pub hash: SignedHash,
    /// The backend's time, UNIX seconds.
    pub at: u64,
}

impl Sighting {
    /// What a store keeps.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("{} {}", hex::encode(self.hash.bytes()), self.at)
    }

    /// Reads what a store kept.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (hash, at) = text.split_once(' ')?;
        Some(Self { hash: SignedHash::from_bytes(hex::decode(hash)?), at: at.parse().ok()? })
    }

    /// Whether the evidence comes soon enough.
    pub(crate) fn check(self, now: u64) -> Result<(), RequestError> {
        let until = self.at.saturating_add(limits::SEEN_LIFETIME);
        if now > until { Err(RequestError::Expired { at: until, now }) } else { Ok(()) }
    }
}
