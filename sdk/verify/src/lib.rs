//! Verifies an IKD-QR 1 presentation offline and releases only the fields that the person consented to.
//!
//! ```text
//!  Frame ──find──▶ QrText ──open──▶ Envelope ──parse──▶ Sign1 ──verify──▶ Signed ──parse──▶ ClaimsSet
//!  pixels          one QR's text    COSE bytes          sealed, ▲         bytes + issuer    claims     │ current_at(now)
//!                                                      unverified│                                     ▼
//!                                              TrustList ─ Issuer┘            StatusLists ──▶ CurrentClaims + NotRevoked
//!                                                                                                      │ seal
//!               app ◀── Outcome ◀── ConsentedFields ◀──release── Credential (values sealed) ◀──────────┘
//!                                          ▲
//!                         Request ──grant──▶ Consent
//!  No QR in a frame is None. Any failure after that is Error { code }, and becomes Outcome::Rejected.
//! ```
//!
//! Start at [`Verifier::verify`]: the whole path is that one function. Each stage consumes the type of the stage
//! before it, so what is not verified cannot be read:
//!
//! ```compile_fail,E0599
//! # fn f(sign1: ikd_verify::Sign1<'_>) {
//! sign1.payload(); // unverified bytes have no accessor
//! # }
//! ```
//! ```
//! # fn f<'a>(sign1: ikd_verify::Sign1<'a>, trust: &ikd_verify::CurrentTrustList<'a>) {
//! let signed = sign1.verify(trust); // the only way on
//! # }
//! ```
//!
//! The crate is `no_std` with `alloc`. It has no clock (`now` is an argument), no I/O and no unsafe code. The format is
//! an open profile of this project on IETF and IANA standards (`test-vectors/PROFILE.md`); it is not a format of
//! Dukcapil, and nothing that this crate returns is official.
#![no_std]
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

extern crate alloc;

mod cbor;
mod challenge;
mod consent;
mod cose;
mod credential;
mod cwt;
mod document;
mod envelope;
mod error;
mod evidence;
mod foreign;
pub mod hex;
mod issuer;
mod key;
pub mod limits;
mod nik;
mod outcome;
mod request;
mod status_list;
mod time;
mod trust_list;
mod value;
mod verifier;

pub use cbor::CborError;
pub use challenge::{Challenge, ChallengedField};
pub use consent::{Choice, Consent, ConsentError};
pub use cose::{CoseError, Sign1, Signed};
pub use credential::{ConsentedFields, Credential, Released};
pub use cwt::{ClaimError, ClaimsSet, CurrentClaims, HolderCheck};
pub use document::{Document, Field, FieldKey, Form, Sensitivity};
pub use envelope::{Envelope, TextError};
pub use error::{Category, Detail, Error};
pub use evidence::SignedHash;
pub use foreign::Foreign;
pub use issuer::IssuerKey;
pub use key::{KeyError, KeyId, PublicKey};
pub use nik::NikWarning;
pub use outcome::{Audience, Facts, Levels, Nonce, Outcome, Verified};
pub use request::{LegalBasis, Need, Request, RequestError, RequestedField};
pub use status_list::{NotRevoked, Status};
pub use time::{Clock, Leeway, Now, TimeError};
pub use trust_list::{Anchors, CurrentTrustList, Environment, SANDBOX_ROOT, SeenList, TrustList, TrustListError};
pub use verifier::{Unchallenged, Verifier};

/// The quick start of README.md runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
