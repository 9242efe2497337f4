//! A MOSIP Claim 169 token (mode L) before it is signed, and the text of its QR, with every part open to change.

use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::trust;
use miniz_oxide::deflate::compress_to_vec_zlib;

/// The number of such a token in a trust list.
pub const DOCUMENT: i64 = 169;
const YEAR: u64 = 365 * 24 * 3_600;

/// The claims of a token of the sandbox's issuer for five years from `now`, with these keys of claim 169.
#[must_use]
pub fn claims(now: u64, identity: Vec<(i64, Cbor)>) -> Labels {
    let claims = [
        (1, Cbor::text(trust::ISSUER)),
        (4, Cbor::uint(now.saturating_add(YEAR.saturating_mul(5)))),
        (6, Cbor::uint(now)),
        (DOCUMENT, Cbor::labels(identity)),
    ];
    claims.into_iter().collect()
}

/// The unsigned token as its issuers make it: alg −8 alone in the headers.
#[must_use]
pub fn token(claims: &Labels) -> Sign1 {
    with_headers(claims, vec![(1, Cbor::Int(-8))])
}

/// The unsigned token with other protected headers.
#[must_use]
pub fn with_headers(claims: &Labels, headers: Vec<(i64, Cbor)>) -> Sign1 {
    Sign1 {
        tag: Some(18),
        protected: Cbor::labels(headers).encode(),
        unprotected: Cbor::Map(vec![]),
        payload: claims.encode(),
        context: "Signature1",
    }
}

/// A zlib stream of the bytes.
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    const SMALLEST: u8 = 10;
    compress_to_vec_zlib(bytes, SMALLEST)
}

/// A zlib stream that holds the bytes as they are (RFC 1951 §3.2.4), at most 65 535 of them. Made in no time.
#[must_use]
pub fn store(bytes: &[u8]) -> Vec<u8> {
    const PRIME: u32 = 65_521;
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % PRIME;
        (low, (high + low) % PRIME)
    });
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let head = [&[0x78, 0x01, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
    [head, bytes.into(), (high << 16 | low).to_be_bytes().into()].concat()
}

/// The text of a QR that carries the token.
#[must_use]
pub fn qr_text(token: &[u8]) -> String {
    base45::encode(deflate(token))
}
