//! What a relying party's backend refuses, beyond what the presentation itself says (profile §9, server).

use crate::error::{Category, Entry};

/// Why a backend does not accept a presentation, or does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerError {
    /// The request was not made here, or is too old.
    NonceUnknown,
    /// The nonce was taken, or the signed bytes were accepted before.
    Replayed,
    /// The nonce belongs to another session.
    SessionMismatch,
    /// Another request, or another code than the one that was scanned.
    EvidenceMismatch,
    /// The store failed, or nobody knows whether it did: never an accept.
    StoreUnavailable,
    /// More calls in one session than allowed.
    RateLimited,
    /// The caller has no session.
    SessionMissing,
    /// What was sent is no evidence; the word says why.
    EvidenceMalformed(&'static str),
}

impl ServerError {
    pub(crate) fn entry(self) -> Entry {
        use Category::{Environment, Refused};
        match self {
            Self::NonceUnknown => ("nonce_unknown", Refused),
            Self::Replayed => ("replayed", Refused),
            Self::SessionMismatch => ("session_mismatch", Refused),
            Self::EvidenceMismatch => ("evidence_mismatch", Refused),
            Self::StoreUnavailable => ("store_unavailable", Environment),
            Self::RateLimited => ("rate_limited", Environment),
            Self::SessionMissing => ("session_missing", Refused),
            Self::EvidenceMalformed(_) => ("evidence_malformed", Refused),
        }
    }
}
