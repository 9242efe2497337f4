//! A minted token (mode M) before it is signed, with every claim open to change.

use crate::cbor::Cbor;
use crate::cose::Sign1;
use crate::signer::Signer;
use crate::trust;

/// The claims of a minted token.
#[derive(Clone)]
pub struct Minted {
    claims: Vec<(i64, Cbor)>,
}

impl Minted {
    /// A token of the sandbox's issuer for 90 seconds from `now`, with these field claims.
    #[must_use]
    pub fn new(audience: &str, now: u64, fields: Vec<(i64, Cbor)>) -> Self {
        let mut claims = vec![
            (1, Cbor::text(trust::ISSUER)),
            (3, Cbor::text(audience)),
            (4, Cbor::uint(now.saturating_add(90))),
            (6, Cbor::uint(now)),
            (11, Cbor::Int(trust::KTP)),
        ];
        claims.extend(fields);
        Self { claims }
    }

    /// The token with another claim.
    #[must_use]
    pub fn with(mut self, label: i64, value: Cbor) -> Self {
        self.claims.retain(|(own, _)| *own != label);
        self.claims.push((label, value));
        self
    }

    /// The token without a claim.
    #[must_use]
    pub fn without(mut self, label: i64) -> Self {
        self.claims.retain(|(own, _)| *own != label);
        self
    }

    /// The payload's bytes.
    #[must_use]
    pub fn payload(&self) -> Vec<u8> {
        Cbor::labels(self.claims.clone()).encode()
    }

    /// The unsigned token.
    #[must_use]
    pub fn token(&self, signer: &Signer) -> Sign1 {
        Sign1::new(signer, Cbor::Int(61), self.payload())
    }
}
