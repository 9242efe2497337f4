//! One entry of the trust list: a key, whose it is, when it counts and what it may do (profile §8).

use crate::cbor::Item;
use crate::key::{KeyError, KeyId, PublicKey};
use crate::time::{Leeway, Now, Span, time};
use alloc::string::String;
use alloc::vec::Vec;

const ISSUER: i128 = 1;
const KEY: i128 = 2;
const NOT_BEFORE: i128 = 3;
const EXPIRES: i128 = 4;
const DOCUMENTS: i128 = 5;
const STATUS_PREFIXES: i128 = 6;
const REVOKED_AT: i128 = 7;
const USES: i128 = 8;
const USE_ISSUE: u64 = 1;
const USE_STATUS: u64 = 2;

/// What a key may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Credentials.
    Issue,
    /// Status lists.
    Status,
}

impl KeyUse {
    fn numbered(number: u64) -> Option<Self> {
        match number {
            USE_ISSUE => Some(Self::Issue),
            USE_STATUS => Some(Self::Status),
            _ => None,
        }
    }
}

/// A trusted key and its rules.
#[derive(Clone)]
pub struct IssuerKey {
    issuer: String,
    key: PublicKey,
    id: KeyId,
    span: Span,
    documents: Vec<u64>,
    revoked_at: Option<u64>,
    uses: Vec<KeyUse>,
    status_prefixes: Vec<String>,
}

impl IssuerKey {
    /// Reads one entry. A label that is not known could be a restriction, so it is refused.
    pub(crate) fn read(item: Item<'_>) -> Option<Self> {
        let map = item.map()?;
        if !map.has_only(|label| (ISSUER..=USES).contains(&label)) {
            return None;
        }
        let key = PublicKey::from_cose_key(map.get(KEY)?)?;
        let span = Span { from: Some(time(map.get(NOT_BEFORE)?)?), until: time(map.get(EXPIRES)?)? };
        let uses = numbers(map.get(USES)?)?.into_iter().map(KeyUse::numbered).collect::<Option<_>>()?;
        let revoked_at = map.get(REVOKED_AT).map(|at| time(at).ok_or(())).transpose().ok()?;
        let sound = span.from < Some(span.until);
        sound.then_some(Self {
            issuer: map.get(ISSUER)?.text()?.into(),
            id: key.id(),
            key,
            span,
            documents: map.get(DOCUMENTS).map_or(Some(Vec::new()), numbers)?,
            revoked_at,
            uses,
            status_prefixes: map.get(STATUS_PREFIXES).map_or(Some(Vec::new()), prefixes)?,
        })
    }

    /// The issuer's name, compared byte for byte with a token's iss.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The key's id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// nbf and exp of the key, in UNIX seconds.
    #[must_use]
    pub fn lifetime(&self) -> (u64, u64) {
        (self.span.from.unwrap_or_default(), self.span.until)
    }

    /// The numbers (vct) of the documents that it may issue.
    #[must_use]
    pub fn documents(&self) -> &[u64] {
        &self.documents
    }

    /// What the addresses of the status lists that it may sign start with.
    #[must_use]
    pub fn status_prefixes(&self) -> &[String] {
        &self.status_prefixes
    }

    /// From when on it is revoked, in UNIX seconds.
    #[must_use]
    pub fn revoked_at(&self) -> Option<u64> {
        self.revoked_at
    }

    /// What it may sign.
    #[must_use]
    pub fn uses(&self) -> &[KeyUse] {
        &self.uses
    }

    /// The key itself.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether the entry lists the document type (vct). An entry without a list is for none.
    pub(crate) fn may_sign(&self, document: u64) -> bool {
        self.documents.contains(&document)
    }

    pub(crate) fn is_revoked(&self, now: Now) -> bool {
        self.revoked_at.is_some_and(|at| now.unix() >= at)
    }

    /// Whether the key may sign the status list at this address. An entry without prefixes is for none.
    pub(crate) fn may_sign_status(&self, uri: &str) -> bool {
        let below = |prefix: &String| uri.starts_with(prefix.as_str());
        self.uses.contains(&KeyUse::Status) && self.status_prefixes.iter().any(below)
    }

    pub(crate) fn is_current(&self, now: Now, leeway: Leeway) -> bool {
        self.span.check(now, leeway).is_ok()
    }

    /// Whether the key's times and uses let it issue. Revocation is asked apart, of every entry that has the key.
    pub(crate) fn standing(&self, now: Now, leeway: Leeway) -> Result<(), KeyError> {
        if !self.is_current(now, leeway) {
            return Err(KeyError::NotCurrent);
        }
        if self.uses.contains(&KeyUse::Issue) { Ok(()) } else { Err(KeyError::UseNotAllowed) }
    }
}

/// Addresses by https that end with a slash: an open end would take in another host of a longer name.
fn prefixes(item: Item<'_>) -> Option<Vec<String>> {
    let sound = |prefix: &&str| {
        let host = prefix.strip_prefix("https://").and_then(|rest| rest.split_once('/'));
        host.is_some_and(|(host, _)| !host.is_empty()) && prefix.ends_with('/')
    };
    item.array()?.into_iter().map(|prefix| prefix.text().filter(sound).map(String::from)).collect()
}

fn numbers(item: Item<'_>) -> Option<Vec<u64>> {
    item.array()?.into_iter().map(Item::uint).collect()
}
