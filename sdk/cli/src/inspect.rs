//! `ikd inspect`: how far a text gets, stage by stage, with every value masked.

use crate::diagnostic;
use crate::settings::Settings;
use crate::{Misuse, input, output};
use clap::Args;
use ikd_verify::{Envelope, Error, Facts, Presentation};
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

/// Exit 0 when every stage that could be tried passed, 1 when one refused.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let text = input::text(arguments.text.clone())?;
    let stages = arguments.stages(&text)?;
    for line in &stages.lines {
        output::line(line)?;
    }
    if let Some(error) = stages.stopped {
        output::line(&format!("stopped    {} ({}): {error}", error.code(), error.category().word()))?;
    }
    Ok(ExitCode::from(u8::from(stages.stopped.is_some())))
}

#[derive(Default)]
struct Stages {
    lines: Vec<String>,
    stopped: Option<Error>,
}

impl Arguments {
    fn stages(&self, text: &str) -> Result<Stages, Misuse> {
        let mut stages = Stages::default();
        let characters = text.chars().count();
        stages.lines.push(format!("text       {characters} characters"));
        let key = match stages.open(text) {
            Ok(key) => key,
            Err(error) => return Ok(Stages { stopped: Some(error), ..stages }),
        };
        stages.lines.push(format!("headers    one Ed25519 signature, by key {key}"));
        stages.lines.extend(diagnostic::payload(text).unwrap_or_default());
        if !self.settings.is_given()? {
            stages.lines.push("signature  not checked: give --trust-list and --root".into());
            return Ok(stages);
        }
        match self.settings.verifier()?.verify(text, input::now(self.now)?) {
            Ok(credential) => stages.lines.extend(facts(credential.facts())),
            Err(error) => stages.stopped = Some(error),
        }
        Ok(stages)
    }
}

impl Stages {
    /// Text → envelope → headers.
    fn open(&mut self, text: &str) -> Result<String, Error> {
        let envelope = Envelope::open(text)?;
        self.lines.push("envelope   IKD1:, canonical Base45".into());
        let presentation = Presentation::parse(&envelope)?;
        self.lines.push("cbor       strict; a tagged COSE_Sign1".into());
        Ok(presentation.key_id().map_or_else(|| "not named".into(), |id| id.to_string()))
    }
}

fn facts(facts: &Facts) -> Vec<String> {
    vec![
        format!("signature  verified: {}, key {}", facts.issuer, facts.key_id),
        format!("claims     {}, issued {}, expires {}", facts.document, facts.issued_at, facts.expires_at),
        format!("offered    {}", facts.offered.join(", ")),
    ]
}
