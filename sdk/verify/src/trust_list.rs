//! The signed list of issuers' keys → the keys that count at `now` (profile §8).
//!
//! A COSE_Sign1 CWT signed by one of two pinned roots. Refuses a list that is older than one already seen, a second
//! list with the same number, an expired one, a weak key in it (the whole list, not the key alone), and the sandbox's
//! root, whose seed is public, outside the sandbox. Never fetches anything.

use crate::cbor::{Item, Map};
use crate::cose::{Kind, Sign1};
use crate::evidence::SignedHash;
use crate::issuer::IssuerKey;
use crate::key::{KeyId, PublicKey};
use crate::limits;
use crate::time::{Leeway, Now, Span, TimeError, check_issued, time};
use alloc::string::String;
use alloc::vec::Vec;

/// Why a trust list is not used. Everything else is refused with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustListError {
    /// Not a trust list of this profile; the word tells which part.
    Malformed(&'static str),
    /// Signed by none of the pinned roots.
    Untrusted,
    /// The list's exp has passed.
    Expired {
        /// The list's exp.
        at: u64,
        /// The `now` of the check.
        now: u64,
    },
    /// Its number is lower than one that was already seen.
    RolledBack,
    /// Another list with the same number was already seen.
    Forked,
    /// The sandbox's root, outside the sandbox.
    SandboxNotAllowed,
}

/// Which world the relying party is in. The sandbox's root is public, so production refuses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Environment {
    /// Real issuers.
    #[default]
    Production,
    /// The test issuer; the result says so.
    Sandbox,
}

impl Environment {
    /// The stable word for `levels.environment`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}

/// A list that the host saw before: its number and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenList {
    /// The list's number.
    pub seq: u64,
    /// The hash of its signed bytes.
    pub hash: SignedHash,
}

/// What a list is judged by: the pinned roots, the world, and what was seen before.
#[derive(Clone)]
pub struct Anchors {
    roots: Vec<PublicKey>,
    environment: Environment,
    least: u64,
    seen: Option<SeenList>,
}

impl Anchors {
    /// One or two pinned roots. `None` for another number of them.
    #[must_use]
    pub fn new(roots: Vec<PublicKey>, environment: Environment) -> Option<Self> {
        let sound = (1..=limits::ROOTS).contains(&roots.len());
        sound.then_some(Self { roots, environment, least: 0, seen: None })
    }

    /// The pinned roots.
    #[must_use]
    pub fn roots(&self) -> &[PublicKey] {
        &self.roots
    }

    /// Whose lists are taken.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// The least number of a list.
    #[must_use]
    pub fn least(&self) -> u64 {
        self.least
    }

    /// Refuses lists with a lower number: what a build pins, so that wiping the host's memory brings no old list back.
    #[must_use]
    pub fn at_least(self, seq: u64) -> Self {
        Self { least: seq, ..self }
    }

    /// Refuses what is older than the list seen before, or another one of its number.
    #[must_use]
    pub fn seen(self, seen: SeenList) -> Self {
        Self { seen: Some(seen), ..self }
    }
}

/// The public key of the sandbox's root. Its seed is in ikd-sandbox for everyone to read.
pub const SANDBOX_ROOT: [u8; 32] = [
    0xdf, 0x5c, 0x9c, 0x78, 0xc5, 0x00, 0x69, 0xa5, 0x7f, 0x01, 0x10, 0x4e, 0x6b, 0xcc, 0x18, 0x7a, 0x52, 0x8e, 0x40,
    0x2d, 0xe4, 0xc3, 0xac, 0x15, 0xad, 0x49, 0x4b, 0x1a, 0x14, 0x8b, 0x68, 0xd8,
];

const ISSUER: i128 = 1;
const LIST_ID: i128 = 2;
const EXPIRES: i128 = 4;
const NOT_BEFORE: i128 = 5;
const ISSUED: i128 = 6;
const LIST: i128 = -70170;
const SEQ: i128 = 1;
const KEYS: i128 = 2;

/// A list whose signature and form were checked. Whether it counts is asked again at each `now`.
pub struct TrustList {
    issuer: String,
    name: String,
    seq: u64,
    hash: SignedHash,
    issued: u64,
    expires: u64,
    /// Sorted by key id.
    keys: Vec<IssuerKey>,
    environment: Environment,
}

impl TrustList {
    /// Checks a list's signature, form and number.
    ///
    /// # Errors
    /// The first [`TrustListError`] that does not depend on the time.
    pub fn open(bytes: &[u8], anchors: &Anchors) -> Result<Self, TrustListError> {
        if bytes.len() > limits::TRUST_LIST_BYTES {
            return Err(TrustListError::Malformed("size"));
        }
        let sign1 = Sign1::parse(bytes, Kind::TrustList).map_err(|_| TrustListError::Malformed("cose"))?;
        let (payload, hash) = sign1.verify_root(&anchors.roots).ok_or(TrustListError::Untrusted)?;
        let sandbox_root = anchors.roots.iter().any(|root| root.to_bytes() == SANDBOX_ROOT);
        if sandbox_root && anchors.environment == Environment::Production {
            return Err(TrustListError::SandboxNotAllowed);
        }
        let list = Self::read(payload, hash, anchors.environment).map_err(TrustListError::Malformed)?;
        list.follows(anchors)?;
        Ok(list)
    }

    fn read(payload: &[u8], hash: SignedHash, environment: Environment) -> Result<Self, &'static str> {
        let claims = Item::only(payload).ok().and_then(Item::map).ok_or("claims")?;
        let named = |label| claims.get(label).and_then(Item::text).map(String::from).ok_or("name");
        let (issuer, name) = (named(ISSUER)?, named(LIST_ID)?);
        let at = |label| claims.get(label).and_then(time).ok_or("time");
        let (issued, expires) = (at(ISSUED)?, at(EXPIRES)?);
        // The profile gives a list no nbf; one that starts after it was made would be a rule that is not checked.
        if claims.get(NOT_BEFORE).is_some_and(|from| time(from).is_none_or(|from| from > issued)) {
            return Err("time");
        }
        if expires <= issued || expires.saturating_sub(issued) > limits::TRUST_LIST_LIFETIME {
            return Err("lifetime");
        }
        let (seq, keys) = claims.get(LIST).and_then(Item::map).and_then(|list| body(&list)).ok_or("list")?;
        Ok(Self { issuer, name, seq, hash, issued, expires, keys: read_keys(&keys)?, environment })
    }

    fn follows(&self, anchors: &Anchors) -> Result<(), TrustListError> {
        let seen = |judge: fn(&SeenList, &Self) -> bool| anchors.seen.is_some_and(|seen| judge(&seen, self));
        if self.seq < anchors.least || seen(|seen, own| own.seq < seen.seq) {
            return Err(TrustListError::RolledBack);
        }
        let forked = seen(|seen, own| own.seq == seen.seq && own.hash != seen.hash);
        if forked { Err(TrustListError::Forked) } else { Ok(()) }
    }

    /// The list's number and hash, for the host to keep: the next list must not be older.
    #[must_use]
    pub fn as_seen(&self) -> SeenList {
        SeenList { seq: self.seq, hash: self.hash }
    }

    /// Who publishes the list (iss), and the list's name (sub).
    #[must_use]
    pub fn published(&self) -> (&str, &str) {
        (&self.issuer, &self.name)
    }

    /// The list's iat and exp, in UNIX seconds.
    #[must_use]
    pub fn lifetime(&self) -> (u64, u64) {
        (self.issued, self.expires)
    }

    /// The entries, by key id.
    pub fn keys(&self) -> impl Iterator<Item = &IssuerKey> {
        self.keys.iter()
    }

    /// The entries with this key id, in standing or not.
    pub(crate) fn keys_with(&self, id: KeyId) -> &[IssuerKey] {
        let start = self.keys.partition_point(|key| key.id() < id);
        let end = self.keys.partition_point(|key| key.id() <= id);
        self.keys.get(start..end).unwrap_or_default()
    }

    pub(crate) fn environment(&self) -> Environment {
        self.environment
    }

    /// The list as it counts at `now`.
    ///
    /// # Errors
    /// [`TimeError::ClockImplausible`] when the list is from the future, and [`TrustListError::Expired`].
    pub fn current_at(&self, now: Now, leeway: Leeway) -> Result<CurrentTrustList<'_>, crate::Error> {
        if !now.is_plausible() || check_issued(self.issued, now, leeway).is_err() {
            return Err(TimeError::ClockImplausible { now: now.unix() }.into());
        }
        let span = Span { from: None, until: self.expires };
        span.check(now, leeway).map_err(|_| TrustListError::Expired { at: self.expires, now: now.unix() })?;
        Ok(CurrentTrustList { list: self })
    }
}

/// The number and the entries; another label could be a rule that this version does not know.
fn body<'b>(list: &Map<'b>) -> Option<(u64, Vec<Item<'b>>)> {
    let named = list.has_only(|label| [SEQ, KEYS].contains(&label));
    let seq = list.get(SEQ)?.uint().filter(|seq| *seq <= limits::TIME_MOST)?;
    named.then_some((seq, list.get(KEYS)?.array()?))
}

fn read_keys(entries: &[Item<'_>]) -> Result<Vec<IssuerKey>, &'static str> {
    if entries.len() > limits::TRUST_LIST_KEYS {
        return Err("size");
    }
    let mut keys = Vec::<IssuerKey>::with_capacity(entries.len());
    for entry in entries {
        let key = IssuerKey::read(*entry).ok_or("key")?;
        let place = keys.partition_point(|other| other.id() <= key.id());
        keys.insert(place, key);
    }
    let crowded = keys.chunk_by(|left, right| left.id() == right.id()).any(|same| same.len() > limits::KEYS_PER_ID);
    if crowded { Err("key_id") } else { Ok(keys) }
}

/// A trust list that is current: the only thing that a signature is checked with.
pub struct CurrentTrustList<'a> {
    list: &'a TrustList,
}

impl<'a> CurrentTrustList<'a> {
    pub(crate) fn keys_with(&self, id: KeyId) -> &'a [IssuerKey] {
        self.list.keys_with(id)
    }

    /// The keys that may sign this document, whatever their id.
    pub(crate) fn keys_for(&self, document: u64) -> impl Iterator<Item = &'a IssuerKey> {
        self.list.keys.iter().filter(move |key| key.may_sign(document))
    }
}
