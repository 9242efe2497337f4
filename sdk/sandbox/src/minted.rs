//! A minted token (mode M) before it is signed, with every claim open to change.

use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::signer::Signer;
use crate::trust;

/// The claims of a token of the sandbox's issuer for 90 seconds from `now`, with these field claims.
#[must_use]
pub fn claims(audience: &str, now: u64, fields: Vec<(i64, Cbor)>) -> Labels {
    let fixed = [
        (1, Cbor::text(trust::ISSUER)),
        (3, Cbor::text(audience)),
        (4, Cbor::uint(now.saturating_add(90))),
        (6, Cbor::uint(now)),
        (11, Cbor::Int(trust::KTP)),
    ];
    fixed.into_iter().chain(fields).collect()
}

/// The unsigned token.
#[must_use]
pub fn token(claims: &Labels, signer: &Signer) -> Sign1 {
    Sign1::new(signer, Cbor::Int(61), claims.encode())
}
