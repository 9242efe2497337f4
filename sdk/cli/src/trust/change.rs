//! The next list from the one before: a key that follows another, a key that is lost.

use super::description::{Description, Entry};
use crate::{Misuse, input, output};
use clap::Args;
use ikd_verify::PublicKey;
use std::path::PathBuf;
use std::process::ExitCode;

const DAY: u64 = 24 * 3_600;

/// The options of `ikd trust rotate`.
#[derive(Args)]
pub struct Rotation {
    /// Whose key it is.
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// The new public key, 64 hex digits.
    #[arg(long, value_name = "HEX")]
    to: String,
    /// The key that it follows, by its id. Without it every current key of the issuer; all must have the same rules.
    #[arg(long, value_name = "KEYID")]
    from: Option<String>,
    /// Days during which both keys count.
    #[arg(long, default_value_t = 7, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=365))]
    overlap: u64,
    /// Days that the new key counts.
    #[arg(long, default_value_t = 365, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=3650))]
    days: u64,
    #[command(flatten)]
    next: Next,
}

/// The options of `ikd trust revoke`.
#[derive(Args)]
pub struct Revocation {
    /// The key's id, 16 hex digits.
    #[arg(long, value_name = "KEYID")]
    key: String,
    /// From when on, in UNIX seconds. Without it from now on.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    at: Option<u64>,
    #[command(flatten)]
    next: Next,
}

/// The description that is changed, and when.
#[derive(Args)]
struct Next {
    /// The time of the change, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// The description; it is rewritten with the next number.
    file: PathBuf,
}

impl Rotation {
    /// Rewrites the description.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        self.next.change(|list, now| {
            let old = self.rules(list, now)?;
            for entry in list.keys.iter_mut().filter(|entry| self.follows(entry, now)) {
                entry.expires_at = entry.expires_at.min(now + self.overlap * DAY);
            }
            let (from, until) = (now, now + self.days * DAY);
            let new = Entry { public_key: self.to.clone(), not_before: from, expires_at: until, ..old };
            let line = format!("key {} of {} counts from {from} to {until}", new.key()?.id(), new.issuer);
            list.keys.push(new);
            Ok(line)
        })
    }

    fn follows(&self, entry: &Entry, now: u64) -> bool {
        let named = |from: &String| entry.key().is_ok_and(|key| key.id().to_string() == *from);
        let current = entry.revoked_at.is_none() && entry.expires_at > now;
        entry.issuer == self.issuer && current && self.from.as_ref().is_none_or(named)
    }

    /// An entry of the keys that are followed, if all may do the same.
    fn rules(&self, list: &Description, now: u64) -> Result<Entry, Misuse> {
        let mut followed = list.keys.iter().filter(|entry| self.follows(entry, now));
        let first = followed.next().ok_or("no current key of this issuer is there to follow")?;
        let rules = |entry: &Entry| (entry.uses.clone(), entry.documents.clone(), entry.status_prefixes.clone());
        if followed.any(|other| rules(other) != rules(first)) {
            return Err("the issuer's keys may do different things: say which one is followed by --from KEYID".into());
        }
        Ok(first.clone())
    }
}

impl Revocation {
    /// Rewrites the description.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        self.next.change(|list, now| {
            let at = self.at.unwrap_or(now);
            let is = |key: PublicKey| key.id().to_string() == self.key;
            let mut count = 0;
            for entry in &mut list.keys {
                if entry.key().is_ok_and(is) {
                    // What was revoked stays revoked from the earliest time on.
                    entry.revoked_at = Some(entry.revoked_at.map_or(at, |before| before.min(at)));
                    count += 1;
                }
            }
            if count == 0 {
                Err(format!("no key has the id {}", self.key))
            } else {
                Ok(format!("key {} is revoked from {at} on", self.key))
            }
        })
    }
}

impl Next {
    fn change(&self, change: impl FnOnce(&mut Description, u64) -> Result<String, Misuse>) -> Result<ExitCode, Misuse> {
        let now = self.now.map_or_else(input::unix_time, Ok)?;
        let mut list = Description::read(&self.file)?;
        if now < list.issued_at {
            return Err("the list was made after this time".into());
        }
        let line = change(&mut list, now)?;
        list.expires_at = now + list.expires_at.saturating_sub(list.issued_at);
        list.issued_at = now;
        list.seq += 1;
        list.write(&self.file)?;
        output::line(&format!("list {}: {line}", list.seq))?;
        Ok(ExitCode::SUCCESS)
    }
}
