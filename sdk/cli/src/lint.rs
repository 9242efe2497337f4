//! `ikd lint`: a request → what is wrong with it, as one JSON line and as sentences; or the ready profiles.

use crate::{Misuse, input, output};
use clap::Args;
use ikd_verify::{Finding, Profile, lint};
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The options of `ikd lint`.
#[derive(Args)]
pub struct Arguments {
    /// The ready profile that the request follows; see --profiles.
    #[arg(long, value_name = "NAME", conflicts_with = "profiles")]
    profile: Option<String>,
    /// List the ready profiles, a JSON line each.
    #[arg(long)]
    profiles: bool,
    /// The request. It may lack nonce and expiresAt, which are made anew each time.
    #[arg(value_name = "FILE.json", required_unless_present = "profiles", conflicts_with = "profiles")]
    request: Option<PathBuf>,
}

#[derive(Serialize)]
struct Found {
    findings: Vec<Finding>,
}

/// Exit 0 clean, 1 findings, 2 misuse.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let Some(path) = &arguments.request else {
        Profile::ALL.iter().try_for_each(output::json)?;
        return Ok(ExitCode::SUCCESS);
    };
    let profile = arguments.profile.as_deref().map(|name| Profile::named(name).ok_or_else(unknown)).transpose()?;
    let findings = lint(read(path)?, profile);
    for finding in &findings {
        eprintln!("{}: {}", path.display(), sentence(finding));
    }
    let found = Found { findings };
    output::json(&found)?;
    Ok(ExitCode::from(u8::from(!found.findings.is_empty())))
}

fn unknown() -> Misuse {
    let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name).collect();
    format!("--profile knows only {}", names.join(", "))
}

/// What is no JSON is misuse; JSON that is no request is a finding.
fn read(path: &Path) -> Result<Value, Misuse> {
    let json = input::file(path)?;
    serde_json::from_slice(&json).map_err(|error| format!("{} is not JSON: {error}", path.display()))
}

fn sentence(finding: &Finding) -> String {
    let place = match (finding.field, finding.index) {
        (Some(field), _) => field.into(),
        (None, Some(index)) => format!("{} of fields[{index}]", finding.item.trim_start_matches("fields.")),
        (None, None) => finding.item.to_owned(),
    };
    format!("{place}: {} ({}) [{}]", finding.rule.sentence().en, finding.article, finding.rule.code())
}
