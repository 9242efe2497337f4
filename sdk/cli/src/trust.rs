//! `ikd trust`: the life of a trust list. Its description is JSON, for people and their reviews; what counts is the signed list.

mod change;
mod description;
mod difference;
mod jwks;
mod signing_key;

use crate::settings::Anchored;
use crate::{Misuse, input, output};
use change::{Revocation, Rotation};
use clap::{Args, Subcommand};
use description::Description;
use ikd_sandbox::signer::Signer;
use ikd_sandbox::trust;
use ikd_verify::{Anchors, Error, Leeway, Now, TrustList, TrustListError, hex};
use signing_key::SigningKey;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with a list.
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make a list of the sandbox's issuer, signed by the sandbox's root, and print that root.
    Make {
        /// The list's number.
        #[arg(long, default_value_t = 1, value_name = "N", value_parser = input::number())]
        seq: u64,
        /// The time it is made around, in UNIX seconds. Without it the machine's clock.
        #[arg(long, value_name = "UNIX", value_parser = input::number())]
        now: Option<u64>,
        /// The file to write.
        file: PathBuf,
    },
    /// Sign a described list, and print the root that it is to be trusted by.
    Sign {
        #[command(flatten)]
        key: SigningKey,
        /// The description.
        description: PathBuf,
        /// The list to write.
        file: PathBuf,
    },
    /// Give an issuer a new key in the description. Its keys of today end after an overlap.
    Rotate(Rotation),
    /// Revoke a key in the description.
    Revoke(Revocation),
    /// Make a list from an issuer's JWKS, signed by the sandbox's root: production refuses it.
    ImportJwks(jwks::Import),
    /// Check a list's signature and form, and print its keys.
    Show {
        #[command(flatten)]
        anchored: Anchored,
        /// Print the description, as sign, rotate and revoke take it.
        #[arg(long)]
        json: bool,
        /// The list.
        file: PathBuf,
    },
    /// Print what a new list adds, removes and changes, and whether it may follow the old one.
    Diff {
        #[command(flatten)]
        anchored: Anchored,
        /// The list of before.
        old: PathBuf,
        /// The list of now.
        new: PathBuf,
    },
    /// Check that a list counts at a time.
    Check {
        #[command(flatten)]
        anchored: Anchored,
        /// The time, in UNIX seconds. Without it the machine's clock.
        #[arg(long, value_name = "UNIX", value_parser = input::number())]
        now: Option<u64>,
        /// A list that was seen before: the checked one may not be older, nor another of its number.
        #[arg(long, value_name = "FILE.cbor")]
        seen: Option<PathBuf>,
        /// The list.
        file: PathBuf,
    },
}

/// Exit 0 as asked, 1 when a list is refused.
pub fn run(arguments: Arguments) -> Result<ExitCode, Misuse> {
    match arguments.action {
        Action::Make { seq, now, file } => make(seq, now, &file),
        Action::Sign { key, description, file } => sign(&key.read()?, &description, &file),
        Action::Rotate(rotation) => rotation.run(),
        Action::Revoke(revocation) => revocation.run(),
        Action::ImportJwks(import) => import.run(),
        Action::Show { anchored, json, file } => {
            let list = open(&file, &anchored.anchors()?)?;
            said(
                list.map_err(Error::from)
                    .map(|list| if json { Description::of(&list).lines() } else { Ok(keys(&list)) }),
            )
        }
        Action::Diff { anchored, old, new } => {
            let anchors = anchored.anchors()?;
            let (old, new) = (open(&old, &anchors)?, input::file(&new)?);
            said(old.and_then(|old| difference::lines(&old, &new, anchors)).map_err(Error::from).map(Ok))
        }
        Action::Check { anchored, now, seen, file } => {
            let list = followed(&file, seen.as_deref(), anchored.anchors()?)?;
            let now = input::now(now)?;
            said(list.map_err(Error::from).and_then(|list| counts(&list, now)).map(Ok))
        }
    }
}

fn make(seq: u64, now: Option<u64>, file: &Path) -> Result<ExitCode, Misuse> {
    let now = now.map_or_else(input::unix_time, Ok)?;
    input::write(file, &trust::list(seq, now))?;
    output::line(&hex::encode(&trust::root().public_key()))?;
    Ok(ExitCode::SUCCESS)
}

fn sign(root: &Signer, description: &Path, file: &Path) -> Result<ExitCode, Misuse> {
    let list = Description::read(description)?.signed(root)?;
    let written = |list: Vec<u8>| input::write(file, &list).map(|()| vec![hex::encode(&root.public_key())]);
    said(list.map_err(Error::from).map(written))
}

/// A list that may follow one that was seen before.
fn followed(file: &Path, seen: Option<&Path>, anchors: Anchors) -> Result<Result<TrustList, TrustListError>, Misuse> {
    let Some(seen) = seen else { return open(file, &anchors) };
    match open(seen, &anchors)? {
        Ok(seen) => open(file, &anchors.seen(seen.as_seen())),
        Err(error) => Ok(Err(error)),
    }
}

fn open(path: &Path, anchors: &Anchors) -> Result<Result<TrustList, TrustListError>, Misuse> {
    Ok(TrustList::open(&input::file(path)?, anchors))
}

fn said(result: Result<Result<Vec<String>, Misuse>, Error>) -> Result<ExitCode, Misuse> {
    match result {
        Ok(lines) => {
            lines?.iter().try_for_each(|line| output::line(line))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let reason = serde_json::to_value(error).ok().and_then(|error| Some(error.get("detail")?.to_string()));
            let reason = reason.map(|reason| format!(" {reason}")).unwrap_or_default();
            output::line(&format!("{} ({}): {error}{reason}", error.code(), error.category().word()))?;
            Ok(ExitCode::from(1))
        }
    }
}

fn counts(list: &TrustList, now: Now) -> Result<Vec<String>, Error> {
    list.current_at(now, Leeway::default())?;
    Ok(vec![format!("list {} counts at {}", list.as_seen().seq, now.unix())])
}

fn keys(list: &TrustList) -> Vec<String> {
    let (issued, expires) = list.lifetime();
    let seen = list.as_seen();
    let mut lines = vec![format!("list {}, issued {issued}, expires {expires}", seen.seq)];
    lines.push(format!("sha256 {}", hex::encode(seen.hash.bytes())));
    lines.extend(list.keys().map(|key| format!("key {} of {}", key.id(), key.issuer())));
    lines
}
