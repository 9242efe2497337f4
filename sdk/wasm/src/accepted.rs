//! One presentation that a backend judged: refused, another transaction's, or to be accepted once its nonce is taken.

use crate::plain::{plain, rejection};
use crate::receipts::{LinkJson, SignedJson, link};
use crate::seconds::seconds;
use crate::server::Signer;
use ikd_verify::{Acceptable, Accepted, Error, Making, Remembered};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A judged presentation.
#[wasm_bindgen]
pub struct Case {
    judged: Judged,
    signer: Option<Rc<Signer>>,
}

enum Judged {
    Acceptable(Option<Box<Acceptable>>),
    Accepted(Box<Accepted>),
    Foreign(String),
    Refused(Error),
}

impl Case {
    pub(crate) fn acceptable(acceptable: Acceptable, signer: &Rc<Signer>) -> Self {
        Self { judged: Judged::Acceptable(Some(Box::new(acceptable))), signer: Some(signer.clone()) }
    }

    pub(crate) fn foreign(key: String) -> Self {
        Self { judged: Judged::Foreign(key), signer: None }
    }

    pub(crate) fn refused(error: Error) -> Self {
        Self { judged: Judged::Refused(error), signer: None }
    }

    fn take(&mut self) -> Result<Acceptable, JsError> {
        match &mut self.judged {
            Judged::Acceptable(acceptable) => acceptable.take().map(|acceptable| *acceptable).ok_or_else(misuse),
            _ => Err(misuse()),
        }
    }

    fn settle(&mut self, result: Result<Accepted, Error>) -> JsValue {
        let accepted = match result {
            Ok(accepted) => accepted,
            Err(error) => return rejection(error),
        };
        let shown = plain(&accepted.verified);
        self.judged = Judged::Accepted(Box::new(accepted));
        shown
    }
}

#[wasm_bindgen]
impl Case {
    /// The rejection, if it is refused already.
    pub fn refusal(&self) -> Option<js_sys::Object> {
        match &self.judged {
            Judged::Refused(error) => Some(rejection(*error).into()),
            _ => None,
        }
    }

    /// The key of the nonce that it answers, if that is another transaction's.
    #[wasm_bindgen(js_name = foreignKey)]
    pub fn foreign_key(&self) -> Option<String> {
        match &self.judged {
            Judged::Foreign(key) => Some(key.clone()),
            _ => None,
        }
    }

    /// Where the store remembers the signed bytes, if it may be accepted.
    #[wasm_bindgen(js_name = acceptedKey)]
    pub fn accepted_key(&self) -> Option<String> {
        match &self.judged {
            Judged::Acceptable(Some(acceptable)) => Some(acceptable.key().into()),
            _ => None,
        }
    }

    /// Accepts, by what stood under the nonce's key and whether the signed bytes were new: the result, or a rejection.
    pub fn accept(&mut self, session: &str, stood: Option<String>, new: bool) -> Result<JsValue, JsError> {
        let accepted = self.take()?.accept(session, stood.as_deref(), remembered(new));
        Ok(self.settle(accepted))
    }

    /// Accepts a code for anybody, by whether it was new and for how many seconds the store remembers.
    #[wasm_bindgen(js_name = acceptAtCounter)]
    pub fn accept_at_counter(&mut self, new: bool, age: f64) -> Result<JsValue, JsError> {
        let accepted = self.take()?.accept_at_counter(remembered(new), seconds(age)?);
        Ok(self.settle(accepted))
    }

    /// What a bank keeps to verify it again: the presentation in plain; nothing where it holds more than was released.
    pub fn evidence(&self) -> Result<JsValue, JsError> {
        Ok(self.accepted()?.evidence().map_or(JsValue::NULL, |evidence| plain(&evidence)))
    }

    /// The signed receipt at this place of the log, and the next place. Nothing where there is no key.
    pub fn receipt(&self, id: Vec<u8>, place: JsValue, now: f64) -> Result<JsValue, JsError> {
        let id = id.try_into().map_err(|_| JsError::new("a receipt's id is of 16 bytes"))?;
        let Some((signer, key)) = self.signer.as_ref().and_then(|signer| Some((signer, signer.key.as_ref()?))) else {
            return Ok(JsValue::NULL);
        };
        let place = link(place)?;
        let receipt = self.accepted()?.receipt(&Making { id, link: place, now: seconds(now)?, build: &signer.build });
        let signed = receipt.sign(key);
        let next = LinkJson::of(place.after(&signed));
        Ok(plain(&SignedJson { receipt, signed, next }))
    }

    fn accepted(&self) -> Result<&Accepted, JsError> {
        match &self.judged {
            Judged::Accepted(accepted) => Ok(accepted),
            _ => Err(misuse()),
        }
    }
}

fn remembered(new: bool) -> Remembered {
    if new { Remembered::New } else { Remembered::Before }
}

fn misuse() -> JsError {
    JsError::new("this presentation was accepted or refused already")
}
