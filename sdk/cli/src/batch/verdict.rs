//! A chunk of lines → a JSON line for each: the outcome at the record's own time, and what became of it since.
//!
//! Without a word about it no value is printed. Whatever a line holds, it is a verdict; only a list that cannot be read
//! is misuse. Nothing of a line but its `id` gets into the result.

use super::archive::Archive;
use super::evidence::{Asked, Evidence};
use super::lines::Chunk;
use super::tally::Tally;
use crate::{Misuse, output};
use ikd_verify::{
    Choice, Clock, Consent, ConsentedFields, Credential, Document, Error, Hindsight, Now, Outcome, ServerError, Since,
    Verified, Verifier,
};
use serde::Serialize;

/// Which of the values that a person agreed to share are printed.
pub enum Shown {
    All,
    Nothing,
    Fields(Vec<String>),
}

impl Shown {
    /// What `--release` says.
    pub fn named(release: &str) -> Result<Self, Misuse> {
        let names: Vec<String> = match release.trim() {
            "all" => return Ok(Self::All),
            "none" => return Ok(Self::Nothing),
            names => names.split(',').map(|name| name.trim().into()).collect(),
        };
        let known = |name: &String| {
            Document::every_field().chain(Document::CLAIM_169.fields.iter().copied()).any(|field| field.name == *name)
        };
        if names.iter().all(known) {
            Ok(Self::Fields(names))
        } else {
            Err("--release names a field that no document has".into())
        }
    }

    fn of(&self, released: ConsentedFields) -> ConsentedFields {
        match self {
            Self::All => released,
            Self::Nothing => ConsentedFields::default(),
            Self::Fields(names) => released.only(&names.iter().map(String::as_str).collect::<Vec<_>>()),
        }
    }
}

/// What every record is judged with.
pub struct Judge {
    pub archive: Archive,
    pub hindsight: Option<Hindsight>,
    pub shown: Shown,
}

/// The lines of one chunk's verdicts, with their ends.
pub struct Verdicts {
    pub text: String,
    pub tally: Tally,
    /// As in [`Chunk::end`].
    pub end: u64,
}

#[derive(Serialize)]
struct Verdict<'a> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(flatten)]
    outcome: &'a Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since>,
}

impl Judge {
    /// The verdicts on a chunk.
    pub fn judge(&self, chunk: &Chunk) -> Result<Verdicts, Misuse> {
        let mut verdicts = Verdicts { text: String::new(), tally: Tally::default(), end: chunk.end };
        for (line, text) in chunk.lines() {
            let too_long = || Error::Server(ServerError::EvidenceMalformed("size"));
            let evidence = text.ok_or_else(too_long).and_then(Evidence::read);
            let id = evidence.as_ref().ok().and_then(|evidence| evidence.id.as_deref());
            let judged = match &evidence {
                Ok(evidence) => self.verified(evidence)?,
                Err(error) => Err(*error),
            };
            let (outcome, since) = match judged {
                Ok((verified, since)) => (Outcome::Verified(verified), since),
                Err(error) => (Outcome::Rejected(error), None),
            };
            verdicts.text += &output::json_text(&Verdict { line, id, outcome: &outcome, since })?;
            verdicts.text.push('\n');
            verdicts.tally.count(&outcome, since);
        }
        Ok(verdicts)
    }

    fn verified(&self, evidence: &Evidence<'_>) -> Result<Result<(Verified, Option<Since>), Error>, Misuse> {
        let verifier = self.archive.verifier(&evidence.lists())?;
        Ok(verifier.and_then(|verifier| self.released(&verifier, evidence)))
    }

    fn released(&self, verifier: &Verifier, evidence: &Evidence<'_>) -> Result<(Verified, Option<Since>), Error> {
        let (credential, consent) = answered(verifier, evidence)?;
        let since = self.hindsight.as_ref().map(|hindsight| hindsight.of(&credential));
        let released = credential.release(&consent)?;
        Ok((Verified { facts: released.facts, released: self.shown.of(released.fields) }, since))
    }
}

/// The presentation as the answer to its request, where it had one, and what the person agreed to.
fn answered(verifier: &Verifier, evidence: &Evidence<'_>) -> Result<(Credential, Consent), Error> {
    let (text, now) = (&evidence.presentation, Now::new(evidence.at, Clock::Given));
    let request = match &evidence.request {
        None => None,
        Some(Asked(Ok(request))) => Some(request),
        Some(Asked(Err(error))) => return Err(before_the_text(verifier, now).unwrap_or(Error::Request(*error))),
    };
    let credential = match request {
        Some(request) => verifier.answer(text, request, now)?,
        None => verifier.verify(text, now)?,
    };
    let names = evidence.fields.as_ref().map(|names| names.iter().map(AsRef::as_ref).collect::<Vec<&str>>());
    let choice = names.as_deref().map_or(Choice::All, Choice::Fields);
    Ok((credential, Consent::grant(request, choice)?))
}

/// What is wrong with the lists comes before what is wrong with the request.
fn before_the_text(verifier: &Verifier, now: Now) -> Option<Error> {
    verifier.verify("", now).err().filter(|error| !matches!(error, Error::Text(_)))
}
