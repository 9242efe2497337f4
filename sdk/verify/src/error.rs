//! Every failure with its stable code and its category (profile §9).
//!
//! A message holds names and times, never a value of a claim. The codes are listed in `test-vectors/codes.json`; a code
//! may be added, a name never changes.

use crate::cbor::CborError;
use crate::comparison::MatchError;
use crate::consent::ConsentError;
use crate::cose::CoseError;
use crate::cwt::ClaimError;
use crate::disclosure::DisclosureError;
use crate::envelope::TextError;
use crate::key::KeyError;
use crate::key_binding::HolderError;
use crate::replays::Replayed;
use crate::request::RequestError;
use crate::sentence::sentence;
use crate::server_error::ServerError;
use crate::status::StatusError;
use crate::time::TimeError;
use crate::trust_list::TrustListError;
use core::fmt::{self, Display};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// What a screen needs to know of a failure: what to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Scan again.
    Unreadable,
    /// Another kind of document or token.
    Unsupported,
    /// Do not accept.
    Untrusted,
    /// It was genuine, or will be.
    NotCurrent,
    /// No consent, or not the right request.
    Refused,
    /// The camera, the clock, the store or the module.
    Environment,
}

impl Category {
    /// The stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Unsupported => "unsupported",
            Self::Untrusted => "untrusted",
            Self::NotCurrent => "not_current",
            Self::Refused => "refused",
            Self::Environment => "environment",
        }
    }
}

/// The numbers and names that belong to a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// One word under a key: kind, reason, claim, field or item.
    Word(&'static str, &'static str),
    /// The time that decided, under its key, and the time of the check.
    Times(&'static str, u64, u64),
    /// Only the time of the check.
    CheckedAt(u64),
}

/// The first failure of a presentation, by the stage that found it.
///
/// ```
/// use ikd_verify::{Category, Error, KeyError};
/// let error = Error::Key(KeyError::SignatureInvalid);
/// assert_eq!(error.code(), "signature_invalid");
/// assert_eq!(error.category(), Category::Untrusted);
/// assert_eq!(error.to_string(), "the signature does not verify");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The QR's text.
    Text(TextError),
    /// Strict CBOR.
    Cbor(CborError),
    /// COSE headers and structure.
    Cose(CoseError),
    /// The issuer's key.
    Key(KeyError),
    /// The trust list.
    TrustList(TrustListError),
    /// The claims.
    Claims(ClaimError),
    /// The times.
    Time(TimeError),
    /// The disclosures.
    Disclosure(DisclosureError),
    /// The holder's key.
    Holder(HolderError),
    /// The status.
    Status(StatusError),
    /// The request.
    Request(RequestError),
    /// The consent.
    Consent(ConsentError),
    /// A code for anybody that is shown again.
    Replay(Replayed),
    /// The comparison with what was typed.
    Match(MatchError),
    /// The relying party's backend.
    Server(ServerError),
}

/// A code and its category.
pub(crate) type Entry = (&'static str, Category);

impl Error {
    /// The stable snake_case code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.entry().0
    }

    /// What to do next.
    #[must_use]
    pub fn category(&self) -> Category {
        self.entry().1
    }

    fn entry(&self) -> Entry {
        match *self {
            Self::Text(error) => text(error),
            Self::Cbor(_) => ("cbor_malformed", Category::Unreadable),
            Self::Cose(error) => cose(error),
            Self::Key(error) => key(error),
            Self::TrustList(error) => trust_list(error),
            Self::Claims(error) => claims(error),
            Self::Time(error) => time(error),
            Self::Disclosure(error) => disclosure(error),
            Self::Holder(error) => holder(error),
            Self::Status(error) => status(error),
            Self::Request(error) => request(error),
            Self::Consent(error) => consent(error),
            Self::Replay(_) => ("replayed", Category::Refused),
            Self::Match(_) => ("match_spent", Category::Refused),
            Self::Server(error) => error.entry(),
        }
    }

    /// The numbers and names that belong to the failure.
    #[must_use]
    pub fn detail(&self) -> Option<Detail> {
        match *self {
            Self::Text(TextError::NotAnIkdQr(foreign)) => Some(Detail::Word("kind", foreign.kind())),
            Self::Cbor(error) => Some(Detail::Word("reason", error.reason())),
            Self::TrustList(TrustListError::Malformed(reason)) | Self::Status(StatusError::ListUntrusted(reason)) => {
                Some(Detail::Word("reason", reason))
            }
            Self::TrustList(TrustListError::Expired { at, now })
            | Self::Status(StatusError::ListExpired { at, now })
            | Self::Request(RequestError::Expired { at, now }) => Some(Detail::Times("expiredAt", at, now)),
            Self::Claims(ClaimError::Missing(claim) | ClaimError::Malformed(claim)) => {
                Some(Detail::Word("claim", claim))
            }
            Self::Time(error) => Some(time_detail(error)),
            Self::Request(RequestError::Malformed(item)) => Some(Detail::Word("item", item)),
            Self::Consent(error) => consent_field(error).map(|name| Detail::Word("field", name)),
            Self::Server(ServerError::EvidenceMalformed(reason)) => Some(Detail::Word("reason", reason)),
            Self::Match(MatchError::Spent(field)) => Some(Detail::Word("field", field.name)),
            _ => None,
        }
    }
}

fn text(error: TextError) -> Entry {
    use Category::{Unreadable, Unsupported};
    match error {
        TextError::NotAnIkdQr(_) => ("not_an_ikd_qr", Unsupported),
        TextError::TooLong => ("text_too_long", Unreadable),
        TextError::Base45 => ("base45_malformed", Unreadable),
        TextError::EnvelopeTooLarge => ("envelope_too_large", Unreadable),
        TextError::Compression => ("compression_malformed", Unreadable),
        TextError::CompressionTooLarge => ("compression_too_large", Unreadable),
    }
}

fn cose(error: CoseError) -> Entry {
    use Category::Unsupported;
    let code = match error {
        CoseError::NotSign1 => "not_cose_sign1",
        CoseError::HeaderMalformed => "header_malformed",
        CoseError::HeaderCritical => "header_critical",
        CoseError::AlgorithmMissing => "algorithm_missing",
        CoseError::AlgorithmUnsupported => "algorithm_unsupported",
        CoseError::KeyIdMissing => "key_id_missing",
        CoseError::TypeUnexpected => "type_unexpected",
        CoseError::PayloadDetached => "payload_detached",
    };
    (code, Unsupported)
}

fn key(error: KeyError) -> Entry {
    let code = match error {
        KeyError::SignatureInvalid => "signature_invalid",
        KeyError::IssuerUnknown => "issuer_unknown",
        KeyError::IssuerMismatch => "issuer_mismatch",
        KeyError::NotCurrent => "issuer_key_not_current",
        KeyError::Revoked => "issuer_key_revoked",
        KeyError::UseNotAllowed => "key_use_not_allowed",
    };
    (code, Category::Untrusted)
}

fn trust_list(error: TrustListError) -> Entry {
    let code = match error {
        TrustListError::Malformed(_) => "trust_list_malformed",
        TrustListError::Untrusted => "trust_list_untrusted",
        TrustListError::Expired { .. } => "trust_list_expired",
        TrustListError::RolledBack => "trust_list_rolled_back",
        TrustListError::Forked => "trust_list_forked",
        TrustListError::SandboxNotAllowed => "sandbox_not_allowed",
    };
    (code, Category::Untrusted)
}

fn claims(error: ClaimError) -> Entry {
    let code = match error {
        ClaimError::Missing(_) => "claim_missing",
        ClaimError::Malformed(_) => "claim_malformed",
        ClaimError::TimeOrder => "time_order",
        ClaimError::LifetimeTooLong => "lifetime_too_long",
        ClaimError::DocumentUnexpected => "document_unexpected",
        ClaimError::AudienceMismatch => "audience_mismatch",
        ClaimError::NonceMissing => "nonce_missing",
        ClaimError::NonceMismatch => "nonce_mismatch",
    };
    (code, Category::Untrusted)
}

fn time(error: TimeError) -> Entry {
    use Category::{Environment, NotCurrent};
    match error {
        TimeError::Expired { .. } => ("expired", NotCurrent),
        TimeError::NotYetValid { .. } => ("not_yet_valid", NotCurrent),
        TimeError::IssuedInFuture { .. } => ("issued_in_future", NotCurrent),
        TimeError::ClockImplausible { .. } => ("clock_implausible", Environment),
    }
}

fn disclosure(error: DisclosureError) -> Entry {
    let code = match error {
        DisclosureError::Malformed => "disclosure_malformed",
        DisclosureError::Unmatched => "disclosure_unmatched",
        DisclosureError::Duplicate => "disclosure_duplicate",
        DisclosureError::Conflict => "disclosure_conflict",
        DisclosureError::Limit => "disclosure_limit",
        DisclosureError::AlgorithmUnsupported => "sd_algorithm_unsupported",
    };
    (code, Category::Untrusted)
}

fn holder(error: HolderError) -> Entry {
    let code = match error {
        HolderError::Missing => "key_binding_missing",
        HolderError::Malformed => "key_binding_malformed",
        HolderError::Invalid => "key_binding_invalid",
        HolderError::KeyUnsupported => "holder_key_unsupported",
    };
    (code, Category::Untrusted)
}

fn time_detail(error: TimeError) -> Detail {
    match error {
        TimeError::Expired { at, now } => Detail::Times("expiredAt", at, now),
        TimeError::NotYetValid { from, now } => Detail::Times("notBefore", from, now),
        TimeError::IssuedInFuture { at, now } => Detail::Times("issuedAt", at, now),
        TimeError::ClockImplausible { now } => Detail::CheckedAt(now),
    }
}

fn status(error: StatusError) -> Entry {
    let code = match error {
        StatusError::Missing => "status_missing",
        StatusError::Unknown => "status_unknown",
        StatusError::ListUntrusted(_) => "status_list_untrusted",
        StatusError::ListExpired { .. } => "status_list_expired",
        StatusError::IndexOutOfRange => "status_index_out_of_range",
        StatusError::Revoked => return ("revoked", Category::NotCurrent),
        StatusError::Suspended => return ("suspended", Category::NotCurrent),
    };
    (code, Category::Untrusted)
}

fn request(error: RequestError) -> Entry {
    let code = match error {
        RequestError::Malformed(_) => "request_malformed",
        RequestError::Expired { .. } => "request_expired",
    };
    (code, Category::Refused)
}

fn consent(error: ConsentError) -> Entry {
    let code = match error {
        ConsentError::FieldNotRequested(_) => "field_not_requested",
        ConsentError::RequiredFieldNotOffered(_) => "required_field_not_offered",
        ConsentError::Refused(_) => "consent_refused",
    };
    (code, Category::Refused)
}

fn consent_field(error: ConsentError) -> Option<&'static str> {
    match error {
        ConsentError::FieldNotRequested(field) => field.map(|field| field.name),
        ConsentError::RequiredFieldNotOffered(field) | ConsentError::Refused(field) => Some(field.name),
    }
}

impl Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(sentence(self.code()))
    }
}

impl core::error::Error for Error {}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let detail = self.detail();
        let mut json = serializer.serialize_struct("Rejected", if detail.is_some() { 4 } else { 3 })?;
        json.serialize_field("outcome", "rejected")?;
        json.serialize_field("code", self.code())?;
        json.serialize_field("category", self.category().word())?;
        if let Some(detail) = &detail {
            json.serialize_field("detail", detail)?;
        }
        json.end()
    }
}

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Word(key, word) => map.serialize_entry(key, word)?,
            Self::Times(key, at, now) => {
                map.serialize_entry(key, at)?;
                map.serialize_entry("checkedAt", now)?;
            }
            Self::CheckedAt(now) => map.serialize_entry("checkedAt", now)?,
        }
        map.end()
    }
}

macro_rules! from_stage {
    ($($variant:ident($stage:ty)),*) => {
        $(impl From<$stage> for Error {
            fn from(error: $stage) -> Self {
                Self::$variant(error)
            }
        }

        impl Display for $stage {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                Display::fmt(&Error::from(*self), formatter)
            }
        }

        impl core::error::Error for $stage {})*
    };
}

from_stage!(
    Text(TextError),
    Cbor(CborError),
    Cose(CoseError),
    Key(KeyError),
    TrustList(TrustListError),
    Claims(ClaimError),
    Time(TimeError),
    Disclosure(DisclosureError),
    Holder(HolderError),
    Status(StatusError),
    Request(RequestError),
    Consent(ConsentError),
    Replay(Replayed),
    Match(MatchError),
    Server(ServerError)
);
