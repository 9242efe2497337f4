//! Whether a credential was revoked: the level that is reported, and the proof that sealing asks for.
//!
//! A minted token lives 90 seconds, so its status is the issuer's word of that minute. No status list is read here:
//! the status is `unknown`, and said so.

use crate::cbor::Item;
use crate::claims_set::DisclosedClaims;

/// What is known of a credential's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No status list tells.
    Unknown,
}

impl Status {
    /// The stable word for `levels.status`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
        }
    }
}

/// Proof that the status did not refuse. Only this file makes it; this version asks no list.
///
/// ```compile_fail,E0423
/// let proof = ikd_verify::NotRevoked(());
/// ```
/// ```
/// # fn f(proof: ikd_verify::NotRevoked) -> ikd_verify::NotRevoked {
/// proof
/// # }
/// ```
pub struct NotRevoked(());

/// Where a credential's status stands (draft-ietf-oauth-status-list §6.3).
pub(crate) enum StatusClaim<'a> {
    /// `{"status_list": {"idx": uint, "uri": text}}`.
    #[expect(dead_code, reason = "no list is read yet")]
    List { index: u64, uri: &'a str },
    /// Another mechanism.
    Other,
}

impl<'a> StatusClaim<'a> {
    pub(crate) fn read(item: Item<'a>) -> Option<Self> {
        let Some(list) = item.map()?.named("status_list") else { return Some(Self::Other) };
        let list = list.map()?;
        Some(Self::List { index: list.named("idx")?.uint()?, uri: list.named("uri")?.text()? })
    }
}

/// The status of current claims; expired ones never get here.
pub(crate) fn status_of(_claims: &DisclosedClaims<'_>) -> (NotRevoked, Status) {
    (NotRevoked(()), Status::Unknown)
}
