//! The times of a presentation's tokens → whether they fit each other, and the `now` (profile §4).
//!
//! In this order: the times against each other (without leeway), the lifetimes, the times against `now`.

use crate::cbor::Map;
use crate::cwt::{ClaimError, EXP, IAT, NBF, claim, need, read};
use crate::limits;
use crate::time::{Leeway, Now, Span, TimeError, check_issued, time};

/// iat, exp and nbf of one token.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) issued: u64,
    pub(crate) expires: u64,
    not_before: Option<u64>,
}

impl Times {
    pub(crate) fn read(claims: &Map<'_>) -> Result<Self, ClaimError> {
        let expires = need(claims, claim(EXP), time)?;
        let not_before = read(claims, claim(NBF), time)?;
        Ok(Self { expires, not_before, issued: need(claims, claim(IAT), time)? })
    }

    /// The earliest time at which both its iat and its nbf allow another token to be made from it.
    fn start(self) -> u64 {
        self.not_before.unwrap_or(self.issued).max(self.issued)
    }

    fn check(self, now: Now, leeway: Leeway) -> Result<(), TimeError> {
        Span { from: self.not_before, until: self.expires }.check(now, leeway)?;
        check_issued(self.issued, now, leeway)
    }

    fn lives_within(self, seconds: u64) -> bool {
        self.expires.saturating_sub(self.issued) <= seconds
    }
}

/// The times that a presentation is judged by.
pub(crate) enum Validity {
    /// One token of 90 seconds.
    Minted(Times),
    /// A Claim 169 token, which lives as long as a card.
    Carried(Times),
    /// A credential that may live `most` seconds, and the holder's token of 90 seconds.
    Bound { credential: Times, binding: Times, most: u64 },
}

impl Validity {
    /// The times that the result reports.
    pub(crate) fn presentation(&self) -> Times {
        match self {
            Self::Minted(times) | Self::Carried(times) | Self::Bound { binding: times, .. } => *times,
        }
    }

    /// Whether the times fit each other.
    pub(crate) fn check_order(&self) -> Result<(), ClaimError> {
        let sound = match *self {
            // A later nbf makes a token of this kind one that is not valid yet.
            Self::Minted(times) | Self::Carried(times) => times.issued < times.expires,
            Self::Bound { credential, binding, .. } => {
                in_order(credential) && in_order(binding) && encloses(credential, binding)
            }
        };
        if sound { Ok(()) } else { Err(ClaimError::TimeOrder) }
    }

    /// Whether no token lives longer than the profile allows.
    pub(crate) fn check_lifetime(&self) -> Result<(), ClaimError> {
        let short = match *self {
            Self::Minted(times) => times.lives_within(limits::MINTED_LIFETIME),
            // A card may be signed long before it counts.
            Self::Carried(times) => times.expires.saturating_sub(times.start()) <= limits::CLAIM_169_LIFETIME,
            Self::Bound { credential, binding, most } => {
                credential.lives_within(most) && binding.lives_within(limits::BINDING_LIFETIME)
            }
        };
        if short { Ok(()) } else { Err(ClaimError::LifetimeTooLong) }
    }

    /// Whether every token counts at `now`.
    pub(crate) fn check_current(&self, now: Now, leeway: Leeway) -> Result<(), TimeError> {
        if let Self::Bound { credential, .. } = self {
            credential.check(now, leeway)?;
        }
        self.presentation().check(now, leeway)
    }
}

fn in_order(times: Times) -> bool {
    times.issued < times.expires && times.not_before.is_none_or(|from| from <= times.issued)
}

/// The rules between an SD-CWT and its key binding token (draft-ietf-spice-sd-cwt, key binding token).
fn encloses(credential: Times, binding: Times) -> bool {
    let starts_after = binding.not_before.is_none_or(|from| credential.not_before.is_none_or(|first| from >= first));
    let ends_within = binding.expires <= credential.expires;
    starts_after && ends_within && binding.issued >= credential.start() && binding.start() < credential.expires
}
