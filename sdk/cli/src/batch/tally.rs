//! How many were verified, rejected, and revoked since: counted as they are judged, or from the lines of an earlier run.

use ikd_verify::{KeySince, Outcome, Since, StatusSince};
use serde::Deserialize;
use std::fmt::{self, Display};
use std::ops::AddAssign;

/// The counts.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub verified: u64,
    pub rejected: u64,
    revoked: u64,
    suspended: u64,
    key_revoked: u64,
}

/// A line as an earlier run wrote it.
#[derive(Deserialize)]
pub struct Written<'a> {
    /// The number of the record's line.
    pub line: u64,
    outcome: &'a str,
    #[serde(borrow)]
    since: Option<WrittenSince<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenSince<'a> {
    status: &'a str,
    issuer_key: &'a str,
}

impl Tally {
    /// All that were judged.
    pub fn records(&self) -> u64 {
        self.verified + self.rejected
    }

    /// Counts a verdict.
    pub fn count(&mut self, outcome: &Outcome, since: Option<Since>) {
        let since = since.map(|since| (since.status.word(), since.issuer_key.word()));
        self.add(matches!(outcome, Outcome::Verified(_)), since);
    }

    /// Counts a line of an earlier run.
    pub fn recount(&mut self, line: &Written<'_>) {
        self.add(line.outcome == "verified", line.since.as_ref().map(|since| (since.status, since.issuer_key)));
    }

    fn add(&mut self, verified: bool, since: Option<(&str, &str)>) {
        let is = |status: StatusSince| u64::from(since.is_some_and(|(word, _)| word == status.word()));
        let revoked = KeySince::Revoked { at: 0 }.word();
        *self += Self {
            verified: u64::from(verified),
            rejected: u64::from(!verified),
            revoked: is(StatusSince::Revoked),
            suspended: is(StatusSince::Suspended),
            key_revoked: u64::from(since.is_some_and(|(_, word)| word == revoked)),
        };
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.verified += more.verified;
        self.rejected += more.rejected;
        self.revoked += more.revoked;
        self.suspended += more.suspended;
        self.key_revoked += more.key_revoked;
    }
}

impl Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} records: {} verified, {} rejected", self.records(), self.verified, self.rejected)?;
        let since = [
            (self.revoked, "revoked since"),
            (self.suspended, "suspended since"),
            (self.key_revoked, "by a key revoked since"),
        ];
        since.iter().filter(|(count, _)| *count > 0).try_for_each(|(count, what)| write!(formatter, ", {count} {what}"))
    }
}
