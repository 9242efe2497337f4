//! What a credential says of its status, what a relying party asks of it, and the level that is reported (profile §5, §8).
//!
//! `{"status_list": {"idx", "uri"}}` (draft-ietf-oauth-status-list-20 §6.3) → a [`StatusClaim`]. The list that it
//! names is judged in [`crate::StatusList`] and `status_lists`; nothing here fetches one.

use crate::cbor::Item;
use alloc::string::String;
use zeroize::Zeroizing;

/// Why a credential's status refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusError {
    /// The policy requires a status, and the credential names no list.
    Missing,
    /// The policy requires a status, and no list tells; or the list holds a value that the profile does not know.
    Unknown,
    /// A status list that was given is not to be trusted; the word tells why.
    ListUntrusted(&'static str),
    /// The list's exp has passed, or it is older than its ttl where the policy requires a status.
    ListExpired {
        /// When the list ended.
        at: u64,
        /// The `now` of the check.
        now: u64,
    },
    /// The list is shorter than the credential's index.
    IndexOutOfRange,
    /// The credential was revoked for good.
    Revoked,
    /// The credential does not count for now.
    Suspended,
}

/// What a relying party asks of a credential's status. A status list that is given counts under both of the first: what
/// it revokes is refused, and so is a list that is expired or not to be trusted.
///
/// ```
/// use ikd_verify::StatusPolicy;
/// assert_eq!(StatusPolicy::named("require"), Some(StatusPolicy::Require));
/// assert_eq!(StatusPolicy::default(), StatusPolicy::Prefer);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusPolicy {
    /// Accept only what a current list says is valid.
    Require,
    /// Where no list tells, accept and say that the status is unknown.
    #[default]
    Prefer,
    /// Do not look.
    Ignore,
}

impl StatusPolicy {
    /// The policy with this name: `require`, `prefer` or `ignore`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Require, Self::Prefer, Self::Ignore].into_iter().find(|policy| policy.word() == name)
    }

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Require => "require",
            Self::Prefer => "prefer",
            Self::Ignore => "ignore",
        }
    }
}

/// What is known of a credential's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A current list says that it is valid.
    Valid {
        /// Seconds since the list was made.
        age: u64,
    },
    /// A list said that it was valid, longer ago than its ttl: unknown.
    Stale {
        /// Seconds since the list was made.
        age: u64,
    },
    /// No list tells.
    Unknown,
    /// The policy is not to look.
    NotChecked,
}

impl Status {
    /// The stable word for `levels.status`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid { .. } => "valid",
            Self::Stale { .. } | Self::Unknown => "unknown",
            Self::NotChecked => "not_checked",
        }
    }

    /// The seconds for `levels.statusAge`, where a list was read.
    #[must_use]
    pub fn age(self) -> Option<u64> {
        match self {
            Self::Valid { age } | Self::Stale { age } => Some(age),
            Self::Unknown | Self::NotChecked => None,
        }
    }
}

/// Where a credential's status stands. Its index tells one person from all others.
pub(crate) enum StatusClaim<'a> {
    /// `{"status_list": {"idx": uint, "uri": text}}`.
    List {
        /// The place in the list.
        index: u64,
        /// The list's address.
        uri: &'a str,
    },
    /// Another mechanism, which the profile does not know.
    Other,
}

/// A place in a status list, kept beyond the token that names it.
pub(crate) struct StatusPlace {
    index: Zeroizing<u64>,
    uri: String,
}

impl StatusPlace {
    /// The claim that named it.
    pub(crate) fn claim(&self) -> StatusClaim<'_> {
        StatusClaim::List { index: *self.index, uri: &self.uri }
    }
}

impl<'a> StatusClaim<'a> {
    /// The place, where it is one in a list.
    pub(crate) fn place(&self) -> Option<StatusPlace> {
        match self {
            Self::List { index, uri } => Some(StatusPlace { index: Zeroizing::new(*index), uri: (*uri).into() }),
            Self::Other => None,
        }
    }

    pub(crate) fn read(item: Item<'a>) -> Option<Self> {
        let Some(list) = item.map()?.named("status_list") else { return Some(Self::Other) };
        let list = list.map()?;
        Some(Self::List { index: list.named("idx")?.uint()?, uri: list.named("uri")?.text()? })
    }
}
