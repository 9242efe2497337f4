//! `ikd verify`: one QR text → one JSON line; with --batch, a file of records → a JSON line each.

use crate::settings::Settings;
use crate::{Misuse, batch, input, output};
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
    /// The time to verify at, in UNIX seconds. Without it the machine's clock. With --batch it is today, for the --since-…
    /// lists; each record has its own time.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// What the person agreed to share: all without it. With --batch each record says that, and nothing is printed of it but
    /// what is named here.
    #[arg(long, value_name = "all|FIELD,FIELD|none")]
    release: Option<String>,
    /// The QR's text, or - for one line of standard input.
    #[arg(required_unless_present = "batch")]
    text: Option<String>,
    #[command(flatten)]
    batch: batch::Options,
}

/// Exit 0 verified, 1 rejected, 2 misuse.
pub fn run(arguments: Arguments) -> Result<ExitCode, Misuse> {
    let claim169 = if arguments.claim169 { Claim169::Accept } else { Claim169::Refuse };
    let text = match arguments.text {
        Some(text) if !arguments.batch.is_given() => text,
        Some(_) => return Err("--batch takes no text of a QR beside its file".into()),
        None => {
            let Arguments { settings, now, release, batch, .. } = arguments;
            return batch.run(&settings, claim169, now, release.as_deref().unwrap_or("none"));
        }
    };
    let verifier = arguments.settings.verifier()?.claim169(claim169);
    let now = input::now(arguments.now)?;
    let text = input::text(text)?;
    let outcome = match present(&verifier, &text, now, arguments.release.as_deref().unwrap_or("all")) {
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
