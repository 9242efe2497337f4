//! The stages of [`crate::Verifier::verify`], by which one who watches it is told how far a code got.
//!
//! They come from the very function that verifies; whoever verifies without watching has nothing of this in the build.

/// A stage that was passed. They stand in the order in which they are passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The trust list is the one of a pinned root, and current.
    TrustList,
    /// The request is whole and current, where there is one.
    Request,
    /// The text is an envelope.
    Envelope,
    /// The bytes are strict CBOR and a `COSE_Sign1` with the headers of the profile.
    Headers,
    /// The issuer signed it and is in standing, and the holder signed it where there is a holder's key.
    Signatures,
    /// The claims are there and typed.
    Claims,
    /// It is the document that was asked for.
    Document,
    /// The times fit each other and `now`.
    Times,
    /// It is for this relying party, and answers its request.
    Addressee,
    /// Every disclosure has its digest.
    Disclosures,
    /// It is not revoked, as far as that is known and asked.
    Status,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 11] = [
        Self::TrustList,
        Self::Request,
        Self::Envelope,
        Self::Headers,
        Self::Signatures,
        Self::Claims,
        Self::Document,
        Self::Times,
        Self::Addressee,
        Self::Disclosures,
        Self::Status,
    ];
}
