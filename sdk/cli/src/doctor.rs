//! `ikd doctor`: what `ikd serve` would meet, a line a check.

use crate::{Misuse, output};
use clap::Args;
use ikd_server::Check;
use std::path::PathBuf;
use std::process::ExitCode;

/// The options of `ikd doctor`.
#[derive(Args)]
pub struct Arguments {
    /// The configuration of `ikd serve`.
    #[arg(long, value_name = "rp.toml")]
    config: PathBuf,
}

/// Exit 0 when all is in order, 1 when something is not.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let checks = ikd_server::doctor(&arguments.config);
    checks.iter().try_for_each(|check| output::line(&line(check)))?;
    Ok(ExitCode::from(u8::from(checks.iter().any(|check| check.found.is_err()))))
}

fn line(Check { name, found }: &Check) -> String {
    match found {
        Ok(found) => format!("ok   {name}: {}", output::safe(found)),
        Err(wrong) => format!("FAIL {name}: {}", output::safe(wrong)),
    }
}
