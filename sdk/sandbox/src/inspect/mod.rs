//! How far a code gets, step by step: what `ikd inspect` prints and the playground draws.
//!
//! The steps come from the verifier itself ([`Verifier::watched`]). Values are shown only of a code that the sandbox's own issuer signed;
//! of every other code there are lengths and structure alone.
//!
//! ```
//! use ikd_sandbox::inspect::{State, Values, inspect};
//! use ikd_verify::{Clock, Now};
//!
//! let seen = inspect("HC1:BB8", None, Now::new(1_800_000_000, Clock::Given), Values::Masked);
//! assert!(seen.is_stopped());
//! assert_eq!(seen.steps[2].checks[0].state, State::Stopped);
//! ```

mod anatomy;
mod outline;
mod steps;

use crate::trust;
use anatomy::Anatomy;
pub use anatomy::Part;
use ikd_verify::{
    Anchors, Audience, Choice, ConsentedFields, Credential, Envelope, Environment, Error, Facts, Nonce, Now, Outcome,
    Presentation, PublicKey, Stage, TrustList, Verified, Verifier,
};
use serde::Serialize;
pub use steps::{Check, State, Step};

/// Whether an inspection shows the values of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// They are the sandbox's: of people who do not exist.
    Shown,
    /// They may be a person's.
    Masked,
}

/// How far a code got.
#[derive(Serialize)]
pub struct Inspection {
    /// Every step, also those that were not reached.
    pub steps: Vec<Step>,
    /// Why it was refused, or what is known of it without any value. Nothing where there was no verifier to say so.
    pub outcome: Option<Outcome>,
    /// Whether the parts show their bytes.
    pub values: Values,
    /// In characters.
    pub length: usize,
    /// What it is made of, as far as it can be read.
    pub parts: Vec<Part>,
}

/// Inspects a text. Without a verifier it is opened, and nothing of it is checked. `wish`: whether the values of a code of the sandbox
/// shall be shown; those of another never are.
#[must_use]
pub fn inspect(text: &str, verifier: Option<&Verifier>, now: Now, wish: Values) -> Inspection {
    let values = if is_of_sandbox(text, now) { wish } else { Values::Masked };
    let Anatomy { parts, bound } = Anatomy::of(text, values);
    let run = verifier.map_or_else(|| open(text), |verifier| run(text, verifier, now));
    let levels = match &run.end {
        Ok(Some(facts)) => Some(&facts.levels),
        _ => None,
    };
    let asked = verifier.is_some_and(|verifier| verifier.request_hash().is_some());
    let answers = levels.is_none_or(|levels| levels.nonce == Nonce::Matched);
    let named = levels.is_none_or(|levels| levels.audience != Audience::NotChecked);
    let skipped = |check: &str| match check {
        "holder" | "disclosures" => !bound,
        "trust_list" => verifier.is_none(),
        "request" => !asked,
        "audience" => !(asked && named),
        "nonce" => !(asked && answers),
        _ => false,
    };
    let steps = steps::steps(run.passed, run.end.as_ref().err(), skipped);
    Inspection { steps, outcome: run.outcome(), values, length: text.chars().count(), parts }
}

impl Inspection {
    /// Whether it was refused.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Rejected(_)))
    }

    /// Measures each step that was passed: the average of `runs` verifications, by a clock that tells microseconds.
    #[must_use]
    pub fn timed(mut self, runs: u32, measured: impl Fn() -> Laps) -> Self {
        let mut sums: Laps = [0.0; steps::COUNT];
        for _ in 0..runs {
            measured().into_iter().zip(&mut sums).for_each(|(lap, sum)| *sum += lap);
        }
        for (step, sum) in self.steps.iter_mut().zip(sums) {
            let passed = step.checks.iter().all(|check| matches!(check.state, State::Passed | State::Skipped));
            step.micros = passed.then_some(sum / f64::from(runs));
        }
        self
    }
}

/// Microseconds that each step took.
pub type Laps = [f64; steps::COUNT];

/// One verification by a clock that tells microseconds. The consent is not in it.
pub fn laps(text: &str, verifier: &Verifier, now: Now, clock: impl Fn() -> f64) -> Laps {
    let mut laps: Laps = [0.0; steps::COUNT];
    let mut last = clock();
    let end = verifier.watched(text, now, |stage| {
        let at = clock();
        laps[steps::number(stage)] = at - last;
        last = at;
    });
    if let Ok(credential) = end {
        let begun = clock();
        let _ = consent(verifier, &credential);
        laps[steps::COUNT - 1] = clock() - begun;
    }
    laps
}

/// How many steps were passed, and what came of it.
struct Run {
    passed: usize,
    end: Result<Option<Facts>, Error>,
}

impl Run {
    fn outcome(self) -> Option<Outcome> {
        match self.end {
            Ok(facts) => facts.map(|facts| Outcome::Verified(Verified { facts, released: ConsentedFields::default() })),
            Err(error) => Some(Outcome::Rejected(error)),
        }
    }
}

fn run(text: &str, verifier: &Verifier, now: Now) -> Run {
    let mut passed = 0;
    let verified = verifier.watched(text, now, |stage| passed = steps::number(stage) + 1);
    let end = verified.and_then(|credential| {
        consent(verifier, &credential)?;
        Ok(Some(credential.facts().clone()))
    });
    let all = if end.is_ok() { steps::COUNT } else { passed };
    Run { passed: all, end }
}

/// Whether all that was asked for, shared, is what the relying party requires.
fn consent(verifier: &Verifier, credential: &Credential) -> Result<(), Error> {
    let consent = verifier.grant(Choice::All)?;
    Ok(credential.permits(&consent)?)
}

fn open(text: &str) -> Run {
    let (envelope, headers) = (steps::number(Stage::Envelope), steps::number(Stage::Headers));
    match Envelope::open(text) {
        Err(error) => Run { passed: envelope, end: Err(error.into()) },
        Ok(opened) => match Presentation::parse(&opened) {
            Err(error) => Run { passed: headers, end: Err(error) },
            Ok(_) => Run { passed: headers + 1, end: Ok(None) },
        },
    }
}

/// Whether the sandbox's own issuer signed it, and its holder where it has one: by the sandbox's own list, whatever the caller trusts.
fn is_of_sandbox(text: &str, now: Now) -> bool {
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    let Some(anchors) = Anchors::new(roots, Environment::Sandbox) else { return false };
    let verifier = Verifier::new(TrustList::open(&trust::list(1, now.unix()), &anchors));
    let mut signed = false;
    // Whether it counts is another question.
    let _ = verifier.watched(text, now, |stage| signed |= stage == Stage::Signatures);
    signed
}
