//! What a person typed × a sealed value → yes or no. No value leaves.
//!
//! A NIK is compared exactly; names by [`crate::person_name`]; dates as DD-MM-YYYY or YYYY-MM-DD; numbers without what is
//! printed between their digits; other texts and addresses by their letters and digits alone; a flag by `true` and
//! `false`. A portrait or another recording of the body is like no text.

use crate::consent::{Consent, ConsentError};
use crate::credential::Credential;
use crate::document::{Field, Form};
use crate::error::Error;
use crate::person_name::{letters, name_letters};
use crate::tries::Tries;
use crate::value::Value;
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Why nothing is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchError {
    /// The field of this presentation was compared once already.
    Spent(&'static Field),
}

/// Whether a value is what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// It is.
    Same,
    /// It is not.
    Different,
}

/// The answers, in the order in which the fields were given. Serialises as the boundary's outcome, with true for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched(pub Vec<(&'static str, Likeness)>);

impl Credential {
    /// Compares what was typed with the sealed values, each field once.
    ///
    /// It needs the consent that a release of these fields needs, and gives an answer for each of them or for none. A try
    /// counts whatever the answer, also when the same code is verified again: keep one [`Tries`] as long as the verifier.
    ///
    /// ```
    /// # use ikd_sandbox::{Fault, Wallet, trust};
    /// # use ikd_verify::{Anchors, Choice, Clock, Environment, Now, PublicKey, TrustList, Verifier};
    /// use ikd_verify::{Likeness, Tries};
    /// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    /// # let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
    /// # let verifier = Verifier::new(TrustList::open(&trust::list(1, 1_800_000_000), &anchors));
    /// # let code = Wallet::budi().mint(None, &["nik", "nama"], 1_800_000_000, Fault::None);
    /// # let credential = verifier.verify(&code, Now::new(1_800_000_000, Clock::Given))?;
    /// let mut tries = Tries::default();
    /// let consent = verifier.grant(Choice::Fields(&["nama"]))?;
    /// let matched = credential.matches(&consent, &[("nama", "Budi Santoso, S.Kom.")], &mut tries)?;
    /// assert_eq!(matched.0, [("nama", Likeness::Same)]);
    /// let again = credential.matches(&consent, &[("nama", "Budi")], &mut tries);
    /// assert_eq!(again.unwrap_err().code(), "match_spent");
    /// # Ok::<(), ikd_verify::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Consent`], or [`Error::Match`] where a field was tried before. Nothing is compared then, and no try counts.
    pub fn matches(&self, consent: &Consent, typed: &[(&str, &str)], tries: &mut Tries) -> Result<Matched, Error> {
        let mut asked = Vec::with_capacity(typed.len());
        for (name, text) in typed {
            let field = Field::named(name).ok_or(ConsentError::FieldNotRequested(None))?;
            asked.push((field, self.consented(consent, field)?, *text));
        }
        tries.spend(self.signed_hash(), asked.iter().map(|(field, _, _)| *field))?;
        let answer =
            |(field, value, text): (&'static Field, &Value, &str)| (field.name, likeness(field.form, value, text));
        Ok(Matched(asked.into_iter().map(answer).collect()))
    }
}

fn likeness(form: Form, value: &Value, typed: &str) -> Likeness {
    let typed = typed.trim();
    let same = match value {
        Value::Text(text) => is_text(form, text, typed),
        Value::Flag(flag) => typed == if **flag { "true" } else { "false" },
        Value::Parts(_, texts) => is_some_and_same(texts.iter().flat_map(|text| letters(text)), letters(typed)),
        Value::Photo(..) | Value::Fingers(_) | Value::Biometrics(_) => false,
    };
    if same { Likeness::Same } else { Likeness::Different }
}

fn is_text(form: Form, text: &str, typed: &str) -> bool {
    match form {
        Form::Nik => text == typed,
        Form::Name => is_some_and_same(name_letters(text), name_letters(typed)),
        Form::Date => is_date(text, typed),
        Form::Validity => is_date(text, typed) || is_some_and_same(letters(text), letters(typed)),
        Form::Digits(..) => text.chars().eq(typed.chars().filter(|character| !matches!(character, ' ' | '.' | '-'))),
        // A plus and a minus are all that tells two groups apart.
        Form::BloodGroup => text.eq_ignore_ascii_case(typed),
        Form::Sex => is_some_and_same(letters(text), letters(typed)) || letters(text).take(1).eq(letters(typed)),
        _ => is_some_and_same(letters(text), letters(typed)),
    }
}

fn is_date(iso: &str, typed: &str) -> bool {
    let parts = || typed.split(['-', '/']);
    iso.split('-').eq(parts()) || iso.rsplit('-').eq(parts())
}

/// Two texts of nothing but punctuation are not the same.
fn is_some_and_same(own: impl Iterator<Item = char>, typed: impl Iterator<Item = char>) -> bool {
    let mut typed = typed.peekable();
    typed.peek().is_some() && own.eq(typed)
}

impl Serialize for Matched {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Matched", 2)?;
        json.serialize_field("outcome", "matched")?;
        json.serialize_field("fields", &Answers(&self.0))?;
        json.end()
    }
}

struct Answers<'a>(&'a [(&'static str, Likeness)]);

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, likeness)| (name, *likeness == Likeness::Same)))
    }
}
