//! `ikd match`: what a person typed × one QR text → yes or no for each field, as one JSON line. No value is printed.

use crate::settings::Settings;
use crate::{Misuse, input, output, verify};
use clap::Args;
use ikd_verify::{Error, Likeness, Matched, Now, Outcome, Tries, Verifier};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The options of `ikd match`.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// What was typed: an object of field names and texts. A file, because other users see a command's arguments.
    #[arg(long, value_name = "FILE.json")]
    typed: PathBuf,
    /// The time to verify at, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// What the person agreed to share.
    #[arg(long, value_name = "all|FIELD,FIELD|none", default_value = "all")]
    release: String,
    /// The QR's text, or - for one line of standard input.
    text: String,
}

/// Exit 0 all the same, 1 one of them different or the code rejected, 2 misuse.
pub fn run(arguments: Arguments) -> Result<ExitCode, Misuse> {
    let verifier = arguments.settings.verifier()?;
    let typed = typed(&arguments.typed)?;
    let now = input::now(arguments.now)?;
    let text = input::text(arguments.text)?;
    match compare(&verifier, &text, now, (&arguments.release, &typed)) {
        Ok(matched) => {
            output::json(&matched)?;
            Ok(ExitCode::from(u8::from(matched.0.iter().any(|(_, likeness)| *likeness == Likeness::Different))))
        }
        Err(error) => output::json(&Outcome::Rejected(error)).map(|()| ExitCode::from(1)),
    }
}

fn typed(path: &Path) -> Result<BTreeMap<String, String>, Misuse> {
    let json = input::file(path)?;
    serde_json::from_slice(&json).map_err(|_| format!("{} is no JSON object of texts", path.display()))
}

fn compare(
    verifier: &Verifier,
    text: &str,
    now: Now,
    (release, typed): (&str, &BTreeMap<String, String>),
) -> Result<Matched, Error> {
    let credential = verifier.verify(text, now)?;
    let consent = verify::with_choice(release, |choice| verifier.grant(choice))?;
    let typed: Vec<_> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    credential.matches(&consent, &typed, &mut Tries::default())
}
