//! `ikd verify`: one QR text → one JSON line.

use crate::settings::Settings;
use crate::{Misuse, input, output};
use clap::Args;
use ikd_verify::{Choice, Claim169, Error, Now, Outcome, Verified, Verifier};
use std::process::ExitCode;

/// The options of `ikd verify`.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// Accept MOSIP Claim 169 codes too. They are bound to nobody and answer no request's nonce.
    #[arg(long)]
    claim169: bool,
    /// The time to verify at, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// What the person agreed to share.
    #[arg(long, value_name = "all|FIELD,FIELD|none", default_value = "all")]
    release: String,
    /// The QR's text, or - for one line of standard input.
    text: String,
}

/// Exit 0 verified, 1 rejected, 2 misuse.
pub fn run(arguments: Arguments) -> Result<ExitCode, Misuse> {
    let claim169 = if arguments.claim169 { Claim169::Accept } else { Claim169::Refuse };
    let verifier = arguments.settings.verifier()?.claim169(claim169);
    let now = input::now(arguments.now)?;
    let text = input::text(arguments.text)?;
    let outcome = match present(&verifier, &text, now, &arguments.release) {
        Ok(verified) => Outcome::Verified(verified),
        Err(error) => Outcome::Rejected(error),
    };
    output::json(&outcome)?;
    Ok(ExitCode::from(u8::from(matches!(outcome, Outcome::Rejected(_)))))
}

fn present(verifier: &Verifier, text: &str, now: Now, release: &str) -> Result<Verified, Error> {
    let credential = verifier.verify(text, now)?;
    let released = credential.release(&with_choice(release, |choice| verifier.grant(choice))?)?;
    Ok(Verified { facts: released.facts, released: released.fields })
}

/// What `--release` says, for as long as its names are borrowed.
pub fn with_choice<T>(release: &str, take: impl FnOnce(Choice<'_>) -> T) -> T {
    let names: Vec<&str> = release.split(',').map(str::trim).collect();
    take(match release.trim() {
        "all" => Choice::All,
        "none" => Choice::Nothing,
        _ => Choice::Fields(&names),
    })
}
