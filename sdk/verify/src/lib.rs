//! Verifies an IKD-QR 1 presentation offline and releases only the fields that the person consented to.
//!
//! ```text
//!  Frame ──find──▶ QrText ──open──▶ Envelope ──parse──▶ Presentation ──verify──▶ Signed ──parse──▶ ClaimsSet
//!  pixels          one QR's text    COSE bytes          sealed, unver- ▲         bytes + issuer    claims  │ current_at(now)
//!                                                       ified bytes    │         (+ holder)                ▼
//!                                                   TrustList ─ Issuer ┘                           CurrentClaims
//!                                                                                                          │ disclose
//!                                                             StatusLists ──▶ NotRevoked + DisclosedClaims
//!                                                                                                          │ seal
//!   app ◀── Outcome ◀── ConsentedFields ◀──release── Credential (values sealed) ◀──────────────────────────┘
//!                                ▲
//!               Request ──grant──▶ Consent
//!  No QR in a frame is None. Any failure after that is Error { code }, and becomes Outcome::Rejected.
//! ```
//!
//! Start at [`Verifier::verify`]: the whole path is that one function. Each stage consumes the type of the stage
//! before it, so what is not verified cannot be read:
//!
//! ```compile_fail,E0599
//! # fn f(presentation: ikd_verify::Presentation<'_>) {
//! presentation.payload(); // unverified bytes have no accessor
//! # }
//! ```
//! ```
//! # use ikd_verify::{CurrentTrustList, Leeway, Now, Presentation};
//! # fn f<'a>(presentation: Presentation<'a>, trust: &CurrentTrustList<'a>, now: Now) {
//! let signed = presentation.verify(trust, now, Leeway::default()); // the only way on
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

mod acceptance;
mod asked;
mod biometric;
mod calendar;
mod cbor;
mod challenge;
mod claim169;
mod claims_set;
mod comparison;
mod consent;
mod consent_text;
mod cose;
mod credential;
mod cwt;
mod disclosure;
mod document;
mod envelope;
mod error;
mod evidence;
mod fields;
mod foreign;
mod functions;
pub mod hex;
mod hindsight;
mod holder_key;
mod inflate;
mod issued;
mod issuer;
mod key;
mod key_binding;
mod language;
pub mod limits;
mod lint;
mod nik;
mod node;
mod outcome;
mod person_name;
mod presentation;
mod profile;
mod pseudonym;
mod receipt;
mod receipt_facts;
mod receipt_page;
mod replays;
mod request;
mod sentence;
mod server_error;
mod sighting;
mod stage;
mod status;
mod status_list;
mod status_lists;
mod store_key;
mod time;
mod transaction;
mod transaction_record;
mod tries;
mod trust_list;
mod validity;
mod value;
mod verifier;

pub use acceptance::{Acceptable, Accepted, Remembered};
pub use asked::Asked;
pub use cbor::CborError;
pub use challenge::{Challenge, ChallengedField};
pub use claim169::Claim169;
pub use claims_set::{ClaimsSet, CurrentClaims, DisclosedClaims};
pub use comparison::{Likeness, MatchError, Matched};
pub use consent::{Choice, Consent, ConsentError};
pub use cose::CoseError;
pub use credential::{ConsentedFields, Credential, Released};
pub use cwt::ClaimError;
pub use disclosure::DisclosureError;
pub use document::{Document, Field, FieldKey, Form, Redaction, Sensitivity};
pub use envelope::{Envelope, TextError};
pub use error::{Category, Detail, Error};
pub use evidence::{Evidence, ListHashes, SignedHash};
pub use fields::HolderCheck;
pub use foreign::Foreign;
pub use functions::{Authentication, Functions};
pub use hindsight::{Hindsight, KeySince, Since, StatusSince};
pub use issuer::{IssuerKey, KeyUse};
pub use key::{KeyError, KeyId, PublicKey, SecretKey};
pub use key_binding::HolderError;
pub use language::Language;
pub use lint::{Finding, Judge, Rule, lint};
pub use nik::NikWarning;
pub use outcome::{Audience, Facts, Levels, Mode, Nonce, Outcome, Verified};
pub use presentation::{Presentation, Signed};
pub use profile::{Pick, Profile, Sentence};
pub use pseudonym::PseudonymKey;
pub use receipt::{Link, Making, Receipt};
pub use receipt_facts::Withdrawal;
pub use replays::{Replayed, Replays};
pub use request::{LegalBasis, Need, Request, RequestError, RequestedField};
pub use server_error::ServerError;
pub use sighting::Sighting;
pub use stage::Stage;
pub use status::{Status, StatusError, StatusPolicy};
pub use status_list::StatusList;
pub use status_lists::{NotRevoked, SeenStatusList};
pub use store_key::{NonceState, StoreKeys};
pub use time::{Clock, Leeway, Now, TimeError};
pub use transaction::{Begun, Judged, Seen, Transactions};
pub use transaction_record::TransactionRecord;
pub use tries::Tries;
pub use trust_list::{Anchors, CurrentTrustList, Environment, SANDBOX_ROOT, SeenList, TrustList, TrustListError};
pub use verifier::{Unchallenged, Verifier};

/// The quick start of README.md runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
