//! A verification → its steps: which checks each of them has, the rule of the profile, and where a code was stopped.
//!
//! The verifier tells which stages were passed, and with what error it stopped. A stage with several checks is told apart here by that
//! error alone: nothing is judged anew.

use ikd_verify::{ClaimError, CoseError, Error, KeyError, Stage, TextError};
use serde::Serialize;

/// How far a check got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It holds.
    Passed,
    /// The code was refused here.
    Stopped,
    /// A code of this kind, or a verifier without a request, has nothing to check here.
    Skipped,
    /// The code was refused before.
    Unreached,
}

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// A stable word.
    pub name: &'static str,
    /// The section of the profile.
    pub rule: &'static str,
    /// How far it got.
    pub state: State,
}

/// Checks that are made together, and so are timed together.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// A stable word.
    pub name: &'static str,
    /// In their order.
    pub checks: Vec<Check>,
    /// How long it took on average, in microseconds, where that was measured and the step was passed.
    pub micros: Option<f64>,
}

type Table = (&'static str, &'static [(&'static str, &'static str)]);

/// The steps in the order of [`Stage::ALL`], and then the consent.
const STEPS: [Table; 12] = [
    ("trust_list", &[("trust_list", "8")]),
    ("request", &[("request", "6")]),
    ("envelope", &[("text", "1"), ("envelope", "1")]),
    ("headers", &[("cbor", "2"), ("cose", "3"), ("headers", "3")]),
    ("signatures", &[("key", "8"), ("signature", "3"), ("payload", "2"), ("issuer", "8"), ("holder", "4")]),
    ("claims", &[("claims", "7")]),
    ("document", &[("document", "7")]),
    ("times", &[("times", "4")]),
    ("addressee", &[("audience", "6"), ("nonce", "6")]),
    ("disclosures", &[("disclosures", "4")]),
    ("status", &[("status", "8")]),
    ("consent", &[("consent", "6")]),
];

/// How many steps there are.
pub const COUNT: usize = STEPS.len();

/// The steps of a code that passed so many, and was then stopped by the error. `skipped` says by its name which check counts for
/// nothing here.
pub fn steps(passed: usize, stopped: Option<&Error>, skipped: impl Fn(&str) -> bool) -> Vec<Step> {
    let table = STEPS.iter().enumerate();
    let step = |(at, (name, checks)): (usize, &Table)| {
        let stop = stopped.filter(|_| at == passed).map(|error| check_of(checks, error));
        let states = checks.iter().enumerate().map(|(index, (name, rule))| {
            let state = if at < passed { State::Passed } else { state(index, stop) };
            let idle = state == State::Passed && skipped(name);
            Check { name, rule, state: if idle { State::Skipped } else { state } }
        });
        Step { name, checks: states.collect(), micros: None }
    };
    table.map(step).collect()
}

fn state(index: usize, stop: Option<usize>) -> State {
    match stop {
        Some(stop) if index < stop => State::Passed,
        Some(stop) if index == stop => State::Stopped,
        _ => State::Unreached,
    }
}

fn check_of(checks: &[(&str, &str)], error: &Error) -> usize {
    let names = names_of(error);
    checks.iter().position(|(own, _)| names.contains(own)).unwrap_or_default()
}

/// The checks that give this error: at most one of them is in each step. A step of one check needs no name.
fn names_of(error: &Error) -> &'static [&'static str] {
    match error {
        Error::Text(TextError::NotAnIkdQr(_) | TextError::TooLong) => &["text"],
        Error::Text(_) => &["envelope"],
        // An embedded item is read once its token is signed.
        Error::Cbor(_) => &["cbor", "payload"],
        Error::Cose(CoseError::NotSign1) => &["cose"],
        // What the holder's key is for is known by the credential alone.
        Error::Cose(CoseError::AlgorithmUnsupported) => &["headers", "holder"],
        Error::Cose(_) | Error::Disclosure(_) => &["headers"],
        Error::Key(KeyError::IssuerUnknown) => &["key"],
        Error::Key(KeyError::SignatureInvalid) => &["signature"],
        Error::Key(_) => &["issuer"],
        Error::Holder(_) => &["holder"],
        Error::Claims(ClaimError::AudienceMismatch) => &["audience"],
        Error::Claims(_) => &["payload", "nonce"],
        _ => &[],
    }
}

/// The step that a stage is.
pub fn number(stage: Stage) -> usize {
    Stage::ALL.iter().position(|own| *own == stage).unwrap_or_default()
}
