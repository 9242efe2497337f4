//! `now` as an argument, and the rules that compare it with a token's times (RFC 8392 §3.1; profile §5).
//!
//! Accepts iff `nbf − leeway ≤ now < exp + leeway` and `iat ≤ now + leeway`. Reads no clock.

use crate::cbor::Item;
use crate::limits;

/// Whose clock `now` was read from. Reported, so that a backend can tell its own time from a customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The device that shows the page; its owner can set it.
    Device,
    /// The relying party's own server.
    Server,
    /// A time that the caller chose, as for an archive.
    Given,
}

impl Clock {
    /// The stable word for `levels.clock`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Server => "server",
            Self::Given => "given",
        }
    }
}

/// The time of the verification, in UNIX seconds, and where it comes from.
///
/// ```
/// use ikd_verify::{Clock, Now};
/// let now = Now::new(1_800_000_000, Clock::Given);
/// assert_eq!(now.unix(), 1_800_000_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    unix: u64,
    clock: Clock,
}

impl Now {
    /// A time in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn new(unix: u64, clock: Clock) -> Self {
        Self { unix, clock }
    }

    /// UNIX seconds.
    #[must_use]
    pub fn unix(self) -> u64 {
        self.unix
    }

    /// Whose clock it is.
    #[must_use]
    pub fn clock(self) -> Clock {
        self.clock
    }

    /// A clock that was read and says a time before this release existed is wrong. A given time may be any.
    pub(crate) fn is_plausible(self) -> bool {
        self.clock == Clock::Given || self.unix >= limits::RELEASED_AT
    }
}

/// Seconds of clock difference that are forgiven: 60 by default, 120 at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leeway(u64);

impl Leeway {
    /// `None` above 120 seconds.
    #[must_use]
    pub fn seconds(seconds: u64) -> Option<Self> {
        (seconds <= limits::LEEWAY_MOST).then_some(Self(seconds))
    }
}

impl Default for Leeway {
    fn default() -> Self {
        Self(limits::LEEWAY)
    }
}

/// Why a presentation is not current, with the time that decided and the time it was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// `now ≥ exp + leeway`.
    Expired {
        /// The token's exp.
        at: u64,
        /// The `now` of the check.
        now: u64,
    },
    /// `now < nbf − leeway`.
    NotYetValid {
        /// The token's nbf.
        from: u64,
        /// The `now` of the check.
        now: u64,
    },
    /// `iat > now + leeway`.
    IssuedInFuture {
        /// The token's iat.
        at: u64,
        /// The `now` of the check.
        now: u64,
    },
    /// The clock cannot be right: it is before a thing that already exists.
    ClockImplausible {
        /// The `now` of the check.
        now: u64,
    },
}

/// A span of validity: nbf (where there is one) and exp.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) from: Option<u64>,
    pub(crate) until: u64,
}

impl Span {
    pub(crate) fn check(self, now: Now, leeway: Leeway) -> Result<(), TimeError> {
        let at = now.unix;
        if at >= self.until.saturating_add(leeway.0) {
            return Err(TimeError::Expired { at: self.until, now: at });
        }
        match self.from {
            Some(from) if at.saturating_add(leeway.0) < from => Err(TimeError::NotYetValid { from, now: at }),
            _ => Ok(()),
        }
    }
}

/// Whether a thing with this iat can exist at `now`.
pub(crate) fn check_issued(at: u64, now: Now, leeway: Leeway) -> Result<(), TimeError> {
    if at > now.unix.saturating_add(leeway.0) {
        return Err(TimeError::IssuedInFuture { at, now: now.unix });
    }
    Ok(())
}

/// A time claim that every runtime can carry.
pub(crate) fn time(item: Item<'_>) -> Option<u64> {
    item.uint().filter(|time| *time <= limits::TIME_MOST)
}
