//! What today's lists say of a presentation that was verified as of an earlier day: was it revoked since?
//!
//! In: a credential that counted at its own time, and a trust list and status lists that count today. Out: [`Since`], two
//! levels beside the verdict, which they never change. A key whose time has merely ended is not revoked. Refuses lists
//! that do not count today. Says nothing of what was rejected: nothing of it is verified.

use crate::Error;
use crate::credential::Credential;
use crate::issuer::IssuerKey;
use crate::status::{Status, StatusError};
use crate::status_lists::StatusLists;
use crate::time::{Leeway, Now};
use crate::trust_list::TrustList;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A credential's status by today's status lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusSince {
    /// A fresh list of today says that it is valid.
    Valid,
    /// A list says that it was revoked.
    Revoked,
    /// A list says that it is suspended.
    Suspended,
    /// No list tells: the credential names none, the named one was not given or is stale, or it has no such index.
    Unknown,
}

impl StatusSince {
    /// The stable word for `since.status`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::Unknown => "unknown",
        }
    }
}

/// The issuer's key by today's trust list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySince {
    /// Its issuer still signs with it.
    Current,
    /// It is listed and not revoked, but not in use any more: its time has ended. That is no revocation.
    NotCurrent,
    /// It was revoked, by any entry that has it.
    Revoked {
        /// From when on, in UNIX seconds: the earliest that the list says. Up to the time of the record, the key was
        /// already lost when the code was shown, and nobody knew; after it, the code was made while the key was good.
        at: u64,
    },
    /// The list does not have it for this issuer: left out, for whatever reason.
    Unknown,
}

impl KeySince {
    /// The stable word for `since.issuerKey`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::NotCurrent => "not_current",
            Self::Revoked { .. } => "revoked",
            Self::Unknown => "unknown",
        }
    }
}

/// What became of a presentation since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// Of the credential.
    pub status: StatusSince,
    /// Of the key that signed it.
    pub issuer_key: KeySince,
}

/// Today's lists.
///
/// ```
/// use ikd_sandbox::{Fault, Wallet, batch, trust};
/// use ikd_verify::{Anchors, Clock, Environment, Hindsight, KeySince, Now, PublicKey, StatusSince, TrustList, Verifier};
/// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// # let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
/// let (then, today) = (1_800_000_000, 1_802_000_000);
/// // As of its own day nothing speaks against it.
/// let verifier = Verifier::new(TrustList::open(&trust::list(1, then), &anchors));
/// let text = Wallet::budi().mint(None, &["nik"], then, Fault::Revoked);
/// let credential = verifier.verify(&text, Now::new(then, Clock::Given)).unwrap();
///
/// let trust_list = TrustList::open(&trust::list(2, today), &anchors).unwrap();
/// let hindsight = Hindsight::new(trust_list, [batch::status_list(today)], Now::new(today, Clock::Given)).unwrap();
/// let since = hindsight.of(&credential);
/// assert_eq!((since.status, since.issuer_key), (StatusSince::Revoked, KeySince::Current));
/// ```
pub struct Hindsight {
    trust_list: TrustList,
    status_lists: StatusLists,
    now: Now,
    leeway: Leeway,
}

impl Hindsight {
    /// Lists that count at `now`, which is today and not the time of any record.
    ///
    /// # Errors
    /// [`Error::TrustList`], [`Error::Status`] or [`Error::Time`]: the first list that does not count.
    pub fn new<L: AsRef<[u8]>>(
        trust_list: TrustList,
        status_lists: impl IntoIterator<Item = L>,
        now: Now,
    ) -> Result<Self, Error> {
        let leeway = Leeway::default();
        trust_list.current_at(now, leeway)?;
        let status_lists = StatusLists::default().open(status_lists, &trust_list);
        status_lists.check_at(now, leeway)?;
        Ok(Self { trust_list, status_lists, now, leeway })
    }

    /// What these lists say of a credential that counted at its own time.
    #[must_use]
    pub fn of(&self, credential: &Credential) -> Since {
        Since { status: self.status(credential), issuer_key: self.issuer_key(credential) }
    }

    fn status(&self, credential: &Credential) -> StatusSince {
        let claim = credential.standing().1.map(|place| place.claim());
        match self.status_lists.judge(claim.as_ref(), self.now, self.leeway) {
            Ok((_, Status::Valid { .. })) => StatusSince::Valid,
            Err(Error::Status(StatusError::Revoked)) => StatusSince::Revoked,
            Err(Error::Status(StatusError::Suspended)) => StatusSince::Suspended,
            Ok(_) | Err(_) => StatusSince::Unknown,
        }
    }

    /// The key itself is compared, because two keys can share an id.
    fn issuer_key(&self, credential: &Credential) -> KeySince {
        let (facts, (key, _)) = (credential.facts(), credential.standing());
        let listed = self.trust_list.keys_with(facts.key_id).iter().filter(|entry| entry.key().to_bytes() == *key);
        let revoked = listed.clone().filter(|entry| entry.is_revoked(self.now)).filter_map(IssuerKey::revoked_at).min();
        let mut own = listed.filter(|entry| entry.issuer() == facts.issuer);
        let stands = |entry: &IssuerKey| entry.standing(self.now, self.leeway).is_ok();
        match revoked {
            Some(at) => KeySince::Revoked { at },
            None if own.clone().any(stands) => KeySince::Current,
            None if own.next().is_some() => KeySince::NotCurrent,
            None => KeySince::Unknown,
        }
    }
}

impl Serialize for Since {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let revoked_at = if let KeySince::Revoked { at } = self.issuer_key { Some(at) } else { None };
        let mut json = serializer.serialize_struct("Since", if revoked_at.is_some() { 3 } else { 2 })?;
        json.serialize_field("status", self.status.word())?;
        json.serialize_field("issuerKey", self.issuer_key.word())?;
        if let Some(at) = revoked_at {
            json.serialize_field("issuerKeyRevokedAt", &at)?;
        }
        json.end()
    }
}
