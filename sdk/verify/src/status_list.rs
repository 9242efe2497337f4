//! A signed status list → the value at an index (draft-ietf-oauth-status-list-20 §4, §5.2; profile §8).
//!
//! A COSE_Sign1 CWT of typ `application/statuslist+cwt`, signed by a key of the trust list whose entry has the use
//! "status" and a prefix of the list's own address (sub). The statuses are packed from the lowest bit of the first byte.
//! Refuses a list that inflates to more than 256 KiB. Never fetches one, and says nothing of the time by itself.

use crate::Error;
use crate::cbor::{Item, Map};
use crate::cose::{Kind, Sign1};
use crate::inflate::{InflateError, inflate};
use crate::issuer::IssuerKey;
use crate::limits;
use crate::status::StatusError;
use crate::time::{Leeway, Now, Span, TimeError, check_issued, time};
use crate::trust_list::TrustList;
use alloc::string::String;
use alloc::vec::Vec;
use zeroize::Zeroizing;

const SUB: i128 = 2;
const EXP: i128 = 4;
const NBF: i128 = 5;
const IAT: i128 = 6;
const STATUS_LIST: i128 = 65533;
const TTL: i128 = 65534;

/// A list whose signature and form were checked. Whether it counts is asked again at each `now`.
///
/// ```
/// use ikd_sandbox::{status, trust};
/// use ikd_verify::{Anchors, Environment, PublicKey, StatusList, TrustList};
/// let now = 1_800_000_000;
/// let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// let trusted = TrustList::open(&trust::list(1, now), &Anchors::new(roots, Environment::Sandbox).unwrap()).unwrap();
/// let list = StatusList::open(&status::list(status::URI, &[(7, 1)], now), &trusted).unwrap();
/// assert_eq!((list.value_at(6), list.value_at(7)), (Some(0), Some(1)));
/// assert_eq!(list.value_at(1 << 53), None);
/// ```
pub struct StatusList {
    uri: String,
    issued: u64,
    expires: Option<u64>,
    fresh_until: u64,
    packing: Packing,
    statuses: Zeroizing<Vec<u8>>,
    signers: Vec<IssuerKey>,
}

impl StatusList {
    /// Checks a list's signature, form and signer's rights.
    ///
    /// # Errors
    /// [`StatusError::ListUntrusted`] with the part that is wrong.
    pub fn open(bytes: &[u8], trust: &TrustList) -> Result<Self, StatusError> {
        Self::read(bytes, trust).map_err(StatusError::ListUntrusted)
    }

    fn read(bytes: &[u8], trust: &TrustList) -> Result<Self, &'static str> {
        if bytes.len() > limits::STATUS_LIST_BYTES {
            return Err("size");
        }
        let sign1 = Sign1::parse(bytes, Kind::StatusList).map_err(|_| "cose")?;
        let (payload, signers) = sign1.verify_listed(trust).ok_or("signature")?;
        let claims = Item::only(payload).ok().and_then(Item::map).ok_or("claims")?;
        let uri = claims.get(SUB).and_then(Item::text).ok_or("claims")?;
        if !signers.iter().any(|signer| signer.may_sign_status(uri)) {
            return Err("key");
        }
        let (issued, expires, fresh_until) = times(&claims).ok_or("time")?;
        let list = claims.get(STATUS_LIST).and_then(Item::map).ok_or("claims")?;
        let packing = list.named("bits").and_then(Item::uint).and_then(Packing::of).ok_or("bits")?;
        let packed = list.named("lst").and_then(Item::bytes).ok_or("claims")?;
        let statuses = inflate(packed, limits::STATUS_LIST_INFLATED).map_err(|error| match error {
            InflateError::Malformed => "compression",
            InflateError::TooLarge => "size",
        })?;
        let signers = signers.into_iter().cloned().collect();
        Ok(Self { uri: uri.into(), issued, expires, fresh_until, packing, statuses, signers })
    }

    /// The list's address: what a credential names, byte for byte.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The list's iat, in UNIX seconds.
    #[must_use]
    pub fn issued(&self) -> u64 {
        self.issued
    }

    /// The value at an index: 0 valid, 1 revoked, 2 suspended. `None` beyond the list's end.
    #[must_use]
    pub fn value_at(&self, index: u64) -> Option<u8> {
        self.packing.value(&self.statuses, index)
    }

    /// Whether a key that signed it may still do so: none revoked, one of them current and for this address.
    pub(crate) fn is_trusted(&self, now: Now, leeway: Leeway) -> bool {
        let stands = |signer: &IssuerKey| signer.may_sign_status(&self.uri) && signer.is_current(now, leeway);
        !self.signers.iter().any(|signer| signer.is_revoked(now)) && self.signers.iter().any(stands)
    }

    /// Judges the list's own times. One from the future exists all the same, so the clock is wrong.
    pub(crate) fn check_current(&self, now: Now, leeway: Leeway) -> Result<(), Error> {
        check_issued(self.issued, now, leeway).map_err(|_| TimeError::ClockImplausible { now: now.unix() })?;
        match self.expires {
            Some(at) if ended(at, now, leeway) => Err(StatusError::ListExpired { at, now: now.unix() }.into()),
            _ => Ok(()),
        }
    }

    /// When the list stopped being fresh (its ttl), if it did.
    pub(crate) fn stale_since(&self, now: Now, leeway: Leeway) -> Option<u64> {
        ended(self.fresh_until, now, leeway).then_some(self.fresh_until)
    }
}

fn ended(until: u64, now: Now, leeway: Leeway) -> bool {
    Span { from: None, until }.check(now, leeway).is_err()
}

/// iat, exp, and the end of the ttl. A ttl that no host could keep, or that would never end, is taken as the nearest
/// that makes sense.
fn times(claims: &Map<'_>) -> Option<(u64, Option<u64>, u64)> {
    let issued = time(claims.get(IAT)?)?;
    let expires = match claims.get(EXP) {
        Some(exp) => Some(time(exp).filter(|exp| *exp > issued)?),
        None => None,
    };
    // The draft gives a list no nbf; one that starts after it was made would be a rule that is not checked.
    if claims.get(NBF).is_some_and(|from| time(from).is_none_or(|from| from > issued)) {
        return None;
    }
    let ttl = claims.get(TTL).map_or(Some(limits::STATUS_AGE_MOST), Item::uint)?;
    let ttl = ttl.clamp(limits::STATUS_AGE_LEAST, limits::STATUS_AGE_MOST);
    Some((issued, expires, issued.saturating_add(ttl)))
}

/// How many bits a status has.
#[derive(Clone, Copy)]
struct Packing {
    bits: u64,
    mask: u8,
}

impl Packing {
    fn of(bits: u64) -> Option<Self> {
        let mask = match bits {
            1 => 0b1,
            2 => 0b11,
            4 => 0b1111,
            8 => 0xff,
            _ => return None,
        };
        Some(Self { bits, mask })
    }

    /// The value at an index, counted from the lowest bit of the first byte.
    fn value(self, statuses: &[u8], index: u64) -> Option<u8> {
        let first = index.checked_mul(self.bits)?;
        let byte = statuses.get(usize::try_from(first / 8).ok()?)?;
        Some(byte.checked_shr(u32::try_from(first % 8).ok()?)? & self.mask)
    }
}
