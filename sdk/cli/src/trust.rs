//! `ikd trust`: make a sandbox list, show a list, check that it counts now.

use crate::settings::Anchored;
use crate::{Misuse, input, output};
use clap::{Args, Subcommand};
use ikd_sandbox::trust;
use ikd_verify::{Error, Leeway, TrustList, hex};
use std::path::PathBuf;
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
    /// Check a list's signature and form, and print its keys.
    Show {
        #[command(flatten)]
        anchored: Anchored,
        /// The list.
        file: PathBuf,
    },
    /// Check that a list counts at a time.
    Check {
        #[command(flatten)]
        anchored: Anchored,
        /// The time, in UNIX seconds. Without it the machine's clock.
        #[arg(long, value_name = "UNIX", value_parser = input::number())]
        now: Option<u64>,
        /// The list.
        file: PathBuf,
    },
}

/// Exit 0 as asked, 1 when the list is refused.
pub fn run(arguments: Arguments) -> Result<ExitCode, Misuse> {
    match arguments.action {
        Action::Make { seq, now, file } => {
            let now = now.map_or_else(input::unix_time, Ok)?;
            input::write(&file, &trust::list(seq, now))?;
            output::line(&hex::encode(&trust::root().public_key()))?;
            Ok(ExitCode::SUCCESS)
        }
        Action::Show { anchored, file } => {
            let list = TrustList::open(&input::file(&file)?, &anchored.anchors()?);
            said(list.map_err(Error::from).map(|list| keys(&list)))
        }
        Action::Check { anchored, now, file } => {
            let now = input::now(now)?;
            let list = TrustList::open(&input::file(&file)?, &anchored.anchors()?).map_err(Error::from);
            let current = list.and_then(|list| {
                let seq = list.as_seen().seq;
                list.current_at(now, Leeway::default()).map(|_| vec![format!("list {seq} counts at {}", now.unix())])
            });
            said(current)
        }
    }
}

fn said(result: Result<Vec<String>, Error>) -> Result<ExitCode, Misuse> {
    match result {
        Ok(lines) => {
            lines.iter().try_for_each(|line| output::line(line))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            output::line(&format!("{} ({}): {error}", error.code(), error.category().word()))?;
            Ok(ExitCode::from(1))
        }
    }
}

fn keys(list: &TrustList) -> Vec<String> {
    let (issued, expires) = list.lifetime();
    let seen = list.as_seen();
    let mut lines = vec![format!("list {}, issued {issued}, expires {expires}", seen.seq)];
    lines.push(format!("sha256 {}", hex::encode(seen.hash.bytes())));
    lines.extend(list.keys().map(|key| format!("key {} of {}", key.id(), key.issuer())));
    lines
}
