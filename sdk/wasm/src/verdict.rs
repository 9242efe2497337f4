//! `Verdict`: one presentation's result. The values stay in wasm memory until they are released.

use crate::plain::{plain, rejection};
use crate::stack;
use ikd_scan::FrameError;
use ikd_verify::{
    Choice, Consent, ConsentedFields, Credential, Error, Functions, Matched, Now, Outcome, PseudonymKey, Released,
    Replays, Tries, Verified, Verifier, hex,
};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// One presentation's result.
#[wasm_bindgen]
pub struct Verdict {
    outcome: JsValue,
    signed_hash: Option<String>,
    sealed: Option<Sealed>,
}

struct Sealed {
    credential: Credential,
    verifier: Rc<Verifier>,
    memory: Rc<RefCell<Memory>>,
    now: Now,
}

/// What an engine remembers of the presentations before, as long as it lives.
#[derive(Default)]
pub struct Memory {
    tries: Tries,
    replays: Replays,
}

#[derive(Serialize)]
struct ReleasedJson<'a> {
    outcome: &'static str,
    fields: &'a ConsentedFields,
    presentation: Option<&'a str>,
    functions: Functions,
}

#[derive(Serialize)]
struct PseudonymJson {
    outcome: &'static str,
    pseudonym: String,
}

#[derive(Serialize)]
struct FrameJson {
    outcome: &'static str,
    code: &'static str,
    category: &'static str,
}

impl Verdict {
    /// Verifies a text; its traces on the stack are wiped.
    pub(crate) fn on(verifier: &Rc<Verifier>, memory: &Rc<RefCell<Memory>>, text: &str, now: Now) -> Self {
        let result = verifier.verify(text, now);
        stack::wipe();
        match result {
            Ok(credential) => Self {
                outcome: verified(&credential),
                signed_hash: Some(hex::encode(credential.signed_hash().bytes())),
                sealed: Some(Sealed { credential, verifier: verifier.clone(), memory: memory.clone(), now }),
            },
            Err(error) => Self::without_credential(rejection(error)),
        }
    }

    pub(crate) fn of_frame(error: FrameError) -> Self {
        let json = FrameJson { outcome: "rejected", code: error.code(), category: error.category() };
        Self::without_credential(plain(&json))
    }

    fn without_credential(outcome: JsValue) -> Self {
        Self { outcome, signed_hash: None, sealed: None }
    }
}

#[wasm_bindgen]
impl Verdict {
    /// Verified without any value, or rejected with its code.
    pub fn outcome(&self) -> JsValue {
        self.outcome.clone()
    }

    /// SHA-256 of the signed bytes in hex, for the backend's record of the scan.
    #[wasm_bindgen(js_name = signedHash)]
    pub fn signed_hash(&self) -> Option<String> {
        self.signed_hash.clone()
    }

    /// Opens the named fields and wipes the others. A refused release leaves the credential sealed.
    pub fn release(&mut self, fields: Vec<String>) -> Result<JsValue, JsError> {
        let sealed = self.sealed.take().ok_or_else(misuse)?;
        match sealed.accepted(&names(&fields)) {
            Ok(consent) => Ok(sealed.open(&consent)),
            Err(error) => {
                self.sealed = Some(sealed);
                Ok(rejection(error))
            }
        }
    }
}

#[wasm_bindgen]
impl Verdict {
    /// Compares what was typed with the sealed values, once a field, under the consent for the shared fields.
    #[wasm_bindgen(js_name = match)]
    pub fn matches(&self, shared: Vec<String>, fields: Vec<String>, typed: Vec<String>) -> Result<JsValue, JsError> {
        let sealed = self.sealed.as_ref().ok_or_else(misuse)?;
        let typed = Zeroizing::new(typed);
        let pairs: Vec<(&str, &str)> =
            fields.iter().map(String::as_str).zip(typed.iter().map(String::as_str)).collect();
        let matched = sealed.matches(&names(&shared), &pairs);
        stack::wipe();
        Ok(matched.map_or_else(rejection, |matched| plain(&matched)))
    }

    /// The holder's pseudonym under the relying party's key, under the consent for the shared fields. For backends.
    pub fn pseudonym(&self, shared: Vec<String>, key: Vec<u8>) -> Result<JsValue, JsError> {
        let sealed = self.sealed.as_ref().ok_or_else(misuse)?;
        let key =
            PseudonymKey::new(&Zeroizing::new(key)).ok_or_else(|| JsError::new("the key is of 32 bytes or more"))?;
        let made = sealed.consent(&names(&shared)).and_then(|consent| sealed.credential.pseudonym(&consent, &key));
        stack::wipe();
        Ok(made.map_or_else(rejection, |pseudonym| plain(&PseudonymJson { outcome: "pseudonym", pseudonym })))
    }
}

fn misuse() -> JsError {
    JsError::new("this credential was released or closed already, or was never verified")
}

fn names(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).collect()
}

impl Sealed {
    fn matches(&self, shared: &[&str], typed: &[(&str, &str)]) -> Result<Matched, Error> {
        let consent = self.verifier.grant(Choice::Fields(shared))?;
        self.credential.matches(&consent, typed, &mut self.memory.borrow_mut().tries)
    }

    fn consent(&self, names: &[&str]) -> Result<Consent, Error> {
        let consent = self.verifier.grant(Choice::Fields(names))?;
        self.credential.permits(&consent)?;
        Ok(consent)
    }

    /// The consent, if a code for anybody was not accepted before.
    fn accepted(&self, names: &[&str]) -> Result<Consent, Error> {
        let consent = self.consent(names)?;
        self.memory.borrow_mut().replays.take(&self.credential, self.now)?;
        Ok(consent)
    }

    fn open(self, consent: &Consent) -> JsValue {
        self.credential.release(consent).map_or_else(|error| rejection(error.into()), |released| opened(&released))
    }
}

fn opened(released: &Released) -> JsValue {
    let presentation = released.presentation.as_ref().map(|text| text.as_str());
    let functions = released.functions();
    plain(&ReleasedJson { outcome: "released", fields: &released.fields, presentation, functions })
}

fn verified(credential: &Credential) -> JsValue {
    let facts = credential.facts().clone();
    plain(&Outcome::Verified(Verified { facts, released: ConsentedFields::default() }))
}
