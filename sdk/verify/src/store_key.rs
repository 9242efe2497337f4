//! Under which keys a relying party's store keeps what, and what stands there: the same for every host and every store.
//!
//! A key names one thing, so that each step is one operation on one key, on a cluster too. Holds hashes and nonces only: a session's
//! name may be a person's.

use crate::evidence::{SignedHash, sha256};
use crate::hex;
use crate::limits;
use crate::server_error::ServerError;
use alloc::format;
use alloc::string::String;

/// The keys of one relying party, told apart from those of others in the same store.
#[derive(Clone)]
pub struct StoreKeys {
    prefix: String,
}

impl StoreKeys {
    /// The keys of the relying party with this audience.
    #[must_use]
    pub fn new(audience: &str) -> Self {
        let mut tenant = hex::encode(&sha256(audience.as_bytes()));
        tenant.truncate(16);
        Self { prefix: format!("ikd:{tenant}") }
    }

    /// Where a session's newest request stands.
    ///
    /// ```
    /// let keys = ikd_verify::StoreKeys::new("https://bank.example");
    /// assert_eq!(keys.session("cookie"), keys.session("cookie"));
    /// assert_ne!(keys.session("cookie"), ikd_verify::StoreKeys::new("https://shop.example").session("cookie"));
    /// ```
    #[must_use]
    pub fn session(&self, session: &str) -> String {
        format!("{}:s:{}", self.prefix, hex::encode(&sha256(session.as_bytes())))
    }

    /// Where a nonce's state stands.
    #[must_use]
    pub fn nonce(&self, nonce: &[u8; limits::NONCE_BYTES]) -> String {
        format!("{}:n:{}", self.prefix, hex::encode(nonce))
    }

    /// Where it stands what was scanned for a nonce.
    #[must_use]
    pub fn sighting(&self, nonce: &[u8; limits::NONCE_BYTES]) -> String {
        format!("{}:v:{}", self.prefix, hex::encode(nonce))
    }

    /// Where it stands that signed bytes were accepted.
    #[must_use]
    pub fn accepted(&self, hash: SignedHash) -> String {
        format!("{}:h:{}", self.prefix, hex::encode(hash.bytes()))
    }
}

/// What stands under a nonce: whose it is, and whether it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonceState {
    /// Nobody took it.
    Open,
    /// It was taken.
    Taken,
}

impl NonceState {
    /// The value under a nonce's key.
    #[must_use]
    pub fn of(self, session: &str) -> String {
        let word = match self {
            Self::Open => "open",
            Self::Taken => "taken",
        };
        format!("{word} {}", hex::encode(&sha256(session.as_bytes())))
    }

    /// Reads what stood under a nonce's key, for this session.
    ///
    /// # Errors
    /// [`ServerError::NonceUnknown`] where nothing stood, [`ServerError::SessionMismatch`] for another session's.
    pub fn read(stood: Option<&str>, session: &str) -> Result<Self, ServerError> {
        let stood = stood.ok_or(ServerError::NonceUnknown)?;
        let own = [Self::Open, Self::Taken].into_iter().find(|state| state.of(session) == stood);
        own.ok_or(ServerError::SessionMismatch)
    }
}
