//! Trust lists: entries, a list, and the sandbox's own (profile §8).

use crate::cbor::Cbor;
use crate::cose::Sign1;
use crate::signer::Signer;

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

/// One key of a list.
#[derive(Clone)]
pub struct Entry {
    labels: Vec<(i64, Cbor)>,
}

impl Entry {
    /// A key that issues identity cards from a day before `now` to a year after.
    #[must_use]
    pub fn new(issuer: &str, signer: &Signer, now: u64) -> Self {
        let labels = vec![
            (1, Cbor::text(issuer)),
            (2, signer.cose_key()),
            (3, Cbor::uint(now.saturating_sub(DAY))),
            (4, Cbor::uint(now.saturating_add(365 * DAY))),
            (5, Cbor::Array(vec![Cbor::Int(KTP)])),
            (8, Cbor::Array(vec![Cbor::Int(1)])),
        ];
        Self { labels }
    }

    /// The entry with another value under a label.
    #[must_use]
    pub fn with(mut self, label: i64, value: Cbor) -> Self {
        self.labels.retain(|(own, _)| *own != label);
        self.labels.push((label, value));
        self
    }

    /// The entry without a label.
    #[must_use]
    pub fn without(mut self, label: i64) -> Self {
        self.labels.retain(|(own, _)| *own != label);
        self
    }

    fn to_cbor(&self) -> Cbor {
        Cbor::labels(self.labels.clone())
    }
}

/// A list before it is signed.
#[derive(Clone)]
pub struct List {
    claims: Vec<(i64, Cbor)>,
}

impl List {
    /// A list made a day before `now` that lives 30 days.
    #[must_use]
    pub fn new(seq: u64, entries: &[Entry], now: u64) -> Self {
        let issued = now.saturating_sub(DAY);
        let keys = entries.iter().map(Entry::to_cbor).collect();
        let body = Cbor::labels([(1, Cbor::uint(seq)), (2, Cbor::Array(keys))]);
        let claims = vec![
            (1, Cbor::text("https://trust.sandbox.example")),
            (2, Cbor::text("sandbox")),
            (4, Cbor::uint(issued + 30 * DAY)),
            (6, Cbor::uint(issued)),
            (-70170, body),
        ];
        Self { claims }
    }

    /// The list with another claim.
    #[must_use]
    pub fn with(mut self, label: i64, value: Cbor) -> Self {
        self.claims.retain(|(own, _)| *own != label);
        self.claims.push((label, value));
        self
    }

    /// The list without a claim.
    #[must_use]
    pub fn without(mut self, label: i64) -> Self {
        self.claims.retain(|(own, _)| *own != label);
        self
    }

    /// The unsigned token.
    #[must_use]
    pub fn token(&self, signer: &Signer) -> Sign1 {
        Sign1::new(signer, typ(), Cbor::labels(self.claims.clone()).encode())
    }

    /// The signed list.
    #[must_use]
    pub fn sign(&self, signer: &Signer) -> Vec<u8> {
        self.token(signer).sign(signer)
    }
}

/// The sandbox's list around `now`: one issuer of identity cards.
#[must_use]
pub fn list(now: u64) -> Vec<u8> {
    List::new(1, &[Entry::new(ISSUER, &issuer(), now)], now).sign(&root())
}
