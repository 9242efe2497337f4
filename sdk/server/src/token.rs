//! The bearer token of the callers (RFC 6750), kept as its hash and compared in a time that tells nothing of it.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub struct Token([u8; 32]);

impl Token {
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    /// Whether a call shows the token, once.
    pub fn is_shown(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (given.next(), given.next()) else { return false };
        let Some((scheme, token)) = value.to_str().ok().and_then(|value| value.split_once(' ')) else { return false };
        let same = Sha256::digest(token.as_bytes()).as_slice().ct_eq(&self.0);
        scheme.eq_ignore_ascii_case("Bearer") && bool::from(same)
    }
}
