//! `ikd inspect`: how far a text gets, step by step, with every value masked.

use crate::settings::Settings;
use crate::{Misuse, input, output};
use clap::Args;
use ikd_sandbox::inspect::{Inspection, State, Step, Values, inspect};
use ikd_verify::{Facts, Outcome};
use std::process::ExitCode;

/// The options of `ikd inspect`.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// The time to verify at, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// The QR's text, or - for one line of standard input.
    text: String,
}

/// Exit 0 when every step that could be tried passed, 1 when one refused.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let text = input::text(arguments.text.clone())?;
    let verifier = if arguments.settings.is_given()? { Some(arguments.settings.verifier()?) } else { None };
    let seen = inspect(&text, verifier.as_ref(), input::now(arguments.now)?, Values::Masked);
    for line in lines(&seen) {
        output::line(&line)?;
    }
    match &seen.outcome {
        Some(Outcome::Verified(verified)) => facts(&verified.facts).iter().try_for_each(|line| output::line(line))?,
        Some(Outcome::Rejected(error)) => {
            output::line(&format!("stopped      {} ({}): {error}", error.code(), error.category().word()))?;
        }
        None => output::line("signatures   not checked: give --trust-list and --root")?,
    }
    Ok(ExitCode::from(u8::from(seen.is_stopped())))
}

fn lines(seen: &Inspection) -> Vec<String> {
    let mut lines = vec![format!("text         {} characters", seen.length)];
    for step in &seen.steps {
        lines.extend(checks(step));
        let read = |name| step.checks.iter().any(|check| check.name == name);
        for part in seen.parts.iter().filter(|part| read(part.check)) {
            lines.push(format!("             {}, {} bytes", part.name, part.length));
            lines.extend(part.outline.iter().map(|line| format!("               {line}")));
        }
    }
    lines
}

fn checks(step: &Step) -> impl Iterator<Item = String> {
    let tried = step.checks.iter().filter(|check| matches!(check.state, State::Passed | State::Stopped));
    tried.map(|check| {
        let word = if check.state == State::Passed { "passed" } else { "stopped here" };
        format!("{:<12} {word} (PROFILE.md, section {})", check.name, check.rule)
    })
}

fn facts(facts: &Facts) -> Vec<String> {
    vec![
        format!("verified     {}, key {}", facts.issuer, facts.key_id),
        format!("document     {}, issued {}, expires {}", facts.document, facts.issued_at, facts.expires_at),
        format!("offered      {}", facts.offered.join(", ")),
    ]
}
