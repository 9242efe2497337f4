//! The status lists that a host gave → a credential's status at `now`, and the proof that sealing asks for.
//!
//! Takes the newest list with the address that the credential names, and never one older than the host saw before.
//! A list that was given and is not to be trusted is not passed over in silence. Without any list the status is
//! `unknown`, and said so. An expired credential never gets here.

use crate::Error;
use crate::limits;
use crate::status::{Status, StatusClaim, StatusError, StatusPolicy};
use crate::status_list::StatusList;
use crate::time::{Leeway, Now};
use crate::trust_list::TrustList;
use alloc::string::String;
use alloc::vec::Vec;

/// Proof that the status did not refuse. Only this file makes it.
///
/// ```compile_fail,E0423
/// let proof = ikd_verify::NotRevoked(());
/// ```
/// ```
/// # fn f(proof: ikd_verify::NotRevoked) -> ikd_verify::NotRevoked {
/// proof
/// # }
/// ```
pub struct NotRevoked(());

/// A status list that the host saw before, for it to keep: a list of this address that is older is a rolled back one.
///
/// ```
/// let seen = ikd_verify::SeenStatusList { uri: "https://status.example/1".into(), issued: 1_800_000_000 };
/// assert_eq!(seen.clone(), seen);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenStatusList {
    /// The list's address.
    pub uri: String,
    /// Its iat, UNIX seconds.
    pub issued: u64,
}

/// What a credential's status is judged by.
#[derive(Default)]
pub(crate) struct StatusLists {
    policy: StatusPolicy,
    lists: Vec<StatusList>,
    refused: Option<StatusError>,
    seen: Vec<SeenStatusList>,
}

impl StatusLists {
    pub(crate) fn policy(self, policy: StatusPolicy) -> Self {
        Self { policy, ..self }
    }

    pub(crate) fn seen(self, seen: Vec<SeenStatusList>) -> Self {
        Self { seen, ..self }
    }

    /// Opens the lists that the host gives; those beyond the limit are not looked at, and not passed over.
    pub(crate) fn open<L: AsRef<[u8]>>(mut self, given: impl IntoIterator<Item = L>, trust: &TrustList) -> Self {
        for (count, bytes) in given.into_iter().enumerate().take(limits::STATUS_LISTS.saturating_add(1)) {
            let beyond = count == limits::STATUS_LISTS;
            let untrusted = StatusError::ListUntrusted("count");
            match if beyond { Err(untrusted) } else { StatusList::open(bytes.as_ref(), trust) } {
                Ok(list) => self.lists.push(list),
                Err(error) => self.refused = self.refused.or(Some(error)),
            }
        }
        self
    }

    /// Whether every list that was given counts.
    pub(crate) fn check_at(&self, now: Now, leeway: Leeway) -> Result<(), Error> {
        if let Some(error) = self.refused {
            return Err(error.into());
        }
        self.lists.iter().try_for_each(|list| {
            let trusted = list.is_trusted(now, leeway);
            if trusted { list.check_current(now, leeway) } else { Err(StatusError::ListUntrusted("key").into()) }
        })
    }

    /// The status of current claims with this status claim.
    pub(crate) fn judge(
        &self,
        claim: Option<&StatusClaim<'_>>,
        now: Now,
        leeway: Leeway,
    ) -> Result<(NotRevoked, Status), Error> {
        let status = match claim {
            _ if self.policy == StatusPolicy::Ignore => Status::NotChecked,
            None | Some(StatusClaim::Other) => self.or_refuse(Status::Unknown, StatusError::Missing)?,
            Some(StatusClaim::List { index, uri }) => self.look_up(uri, *index, (now, leeway))?,
        };
        Ok((NotRevoked(()), status))
    }

    fn look_up(&self, uri: &str, index: u64, (now, leeway): (Now, Leeway)) -> Result<Status, Error> {
        let Some(list) = self.newest(uri, now, leeway)? else {
            return self.or_refuse(Status::Unknown, StatusError::Unknown);
        };
        list.check_current(now, leeway)?;
        match list.value_at(index).ok_or(StatusError::IndexOutOfRange)? {
            0 => {}
            1 => return Err(StatusError::Revoked.into()),
            2 => return Err(StatusError::Suspended.into()),
            _ => return Err(StatusError::Unknown.into()),
        }
        let age = now.unix().saturating_sub(list.issued());
        match list.stale_since(now, leeway) {
            Some(at) => self.or_refuse(Status::Stale { age }, StatusError::ListExpired { at, now: now.unix() }),
            None => Ok(Status::Valid { age }),
        }
    }

    /// What is known too little for a policy that requires a status.
    fn or_refuse(&self, status: Status, error: StatusError) -> Result<Status, Error> {
        if self.policy == StatusPolicy::Require { Err(error.into()) } else { Ok(status) }
    }

    fn newest(&self, uri: &str, now: Now, leeway: Leeway) -> Result<Option<&StatusList>, StatusError> {
        let (trusted, fallen): (Vec<_>, Vec<_>) =
            self.lists.iter().filter(|list| list.uri() == uri).partition(|list| list.is_trusted(now, leeway));
        let fallen = fallen.first().map(|_| StatusError::ListUntrusted("key"));
        match (trusted.into_iter().max_by_key(|list| list.issued()), fallen.or(self.refused)) {
            (Some(list), _) if self.seen_after(list) => Err(StatusError::ListUntrusted("rolled_back")),
            (None, Some(error)) => Err(error),
            (newest, _) => Ok(newest),
        }
    }

    fn seen_after(&self, list: &StatusList) -> bool {
        self.seen.iter().any(|seen| seen.uri == list.uri() && seen.issued > list.issued())
    }

    /// The newest list of each address that counts now or was seen before, for the host to keep.
    pub(crate) fn seen_at(&self, now: Now, leeway: Leeway) -> Vec<SeenStatusList> {
        let counts = |list: &&StatusList| list.is_trusted(now, leeway) && list.check_current(now, leeway).is_ok();
        let own = self.lists.iter().filter(counts);
        let own = own.map(|list| SeenStatusList { uri: list.uri().into(), issued: list.issued() });
        let mut all: Vec<SeenStatusList> = Vec::new();
        for list in own.chain(self.seen.iter().cloned()) {
            match all.iter_mut().find(|kept| kept.uri == list.uri) {
                Some(kept) => kept.issued = kept.issued.max(list.issued),
                None => all.push(list),
            }
        }
        all
    }
}
