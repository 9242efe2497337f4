//! Trust lists: entries, a list, and the sandbox's own (profile §8).

use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::signer::Signer;
use crate::status;
use ikd_verify::Document;

/// The sandbox's issuer.
pub const ISSUER: &str = "https://issuer.sandbox.example";
/// The vct of the identity card.
pub const KTP: i64 = 65001;
const DAY: u64 = 24 * 3_600;

/// The typ of a trust list.
#[must_use]
pub fn typ() -> Cbor {
    Cbor::text("application/ikd-trust+cwt")
}

/// The key that signs the sandbox's lists.
#[must_use]
pub fn root() -> Signer {
    Signer::named("root")
}

/// The key that signs the sandbox's tokens.
#[must_use]
pub fn issuer() -> Signer {
    Signer::named("issuer")
}

/// The public keys of the sandbox's roots, to be pinned by a test.
#[must_use]
pub fn roots() -> Vec<[u8; 32]> {
    vec![root().public_key()]
}

/// The entry of a key that issues identity cards from a day before `now` to a year after.
#[must_use]
pub fn entry(issuer: &str, signer: &Signer, now: u64) -> Labels {
    let labels = [
        (1, Cbor::text(issuer)),
        (2, signer.cose_key()),
        (3, Cbor::uint(now.saturating_sub(DAY))),
        (4, Cbor::uint(now.saturating_add(365 * DAY))),
        (5, Cbor::Array(vec![Cbor::Int(KTP)])),
        (8, Cbor::Array(vec![Cbor::Int(1)])),
    ];
    labels.into_iter().collect()
}

/// The entry of a key that signs the status lists below this address, over the same time.
#[must_use]
pub fn status_entry(issuer: &str, signer: &Signer, prefix: &str, now: u64) -> Labels {
    let prefixes = Cbor::Array(vec![Cbor::text(prefix)]);
    entry(issuer, signer, now).without(5).with(6, prefixes).with(8, Cbor::Array(vec![Cbor::Int(2)]))
}

/// The claims of a list made a day before `now` that lives 30 days.
#[must_use]
pub fn claims(seq: u64, entries: &[Labels], now: u64) -> Labels {
    let issued = now.saturating_sub(DAY);
    let keys = entries.iter().map(Labels::to_cbor).collect();
    let claims = [
        (1, Cbor::text("https://trust.sandbox.example")),
        (2, Cbor::text("sandbox")),
        (4, Cbor::uint(issued.saturating_add(30 * DAY))),
        (6, Cbor::uint(issued)),
        (-70170, Cbor::labels([(1, Cbor::uint(seq)), (2, Cbor::Array(keys))])),
    ];
    claims.into_iter().collect()
}

/// The unsigned list.
#[must_use]
pub fn token(claims: &Labels, signer: &Signer) -> Sign1 {
    Sign1::new(signer, typ(), claims.encode())
}

/// The signed list.
#[must_use]
pub fn sign(claims: &Labels, signer: &Signer) -> Vec<u8> {
    token(claims, signer).sign(signer)
}

/// The numbers of every document, as an entry lists what its key may issue.
#[must_use]
pub fn every_document() -> Cbor {
    Cbor::Array(Document::ALL.iter().map(|document| Cbor::uint(document.vct)).collect())
}

/// The sandbox's list around `now`: one issuer of every document, with a key of its own for their status.
#[must_use]
pub fn list(seq: u64, now: u64) -> Vec<u8> {
    let entry = entry(ISSUER, &issuer(), now).with(5, every_document());
    let status = status_entry(ISSUER, &status::signer(), status::PREFIX, now);
    sign(&claims(seq, &[entry, status], now), &root())
}
