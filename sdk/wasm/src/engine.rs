//! `Engine`: one verifier and one scanner, as JavaScript holds them.

use crate::config::{Config, verifier};
use crate::frame::Buffer;
use crate::plain::{as_bytes, plain, rejection};
use crate::seconds::seconds;
use crate::seen::Seen;
use crate::shift_jis;
use crate::verdict::{Memory, Verdict};
use ikd_scan::{FrameError, Level, Scanner, Symbol};
use ikd_verify::{Challenge, Choice, Clock, Now, Verifier, hex};
use js_sys::Uint8Array;
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;
use zeroize::Zeroizing;

/// A verifier with its settings, and a scanner with what it remembers of the last frames.
#[wasm_bindgen]
pub struct Engine {
    verifier: Rc<Verifier>,
    memory: Rc<RefCell<Memory>>,
    scanner: Scanner,
    buffer: Buffer,
}

#[derive(Serialize)]
struct ChallengeJson {
    outcome: &'static str,
    text: String,
    size: usize,
    #[serde(serialize_with = "as_bytes")]
    modules: Vec<u8>,
}

#[wasm_bindgen]
impl Engine {
    /// Takes the settings. Throws where one is of a wrong kind; what is wrong with the list or the request is a verdict.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &Config) -> Result<Self, JsError> {
        let verifier = Rc::new(verifier(config).map_err(|sentence| JsError::new(&sentence))?);
        let memory = Rc::default();
        Ok(Self { verifier, memory, scanner: Scanner::with_shift_jis(shift_jis::decode), buffer: Buffer::default() })
    }

    /// Verifies one QR's text at `now`, in UNIX seconds.
    pub fn verify(&self, text: String, now: f64, clock: &str) -> Result<Verdict, JsError> {
        let text = Zeroizing::new(text);
        Ok(self.verdict(&text, time(now, clock)?))
    }

    /// Looks for a QR in a luma frame and verifies it. Nothing where there is no QR.
    #[wasm_bindgen(js_name = scanLuma)]
    pub fn scan_luma(
        &mut self,
        luma: &Uint8Array,
        width: usize,
        height: usize,
        now: f64,
        clock: &str,
    ) -> Result<Option<Verdict>, JsError> {
        let now = time(now, clock)?;
        let found = self.buffer.load_luma(luma, width, height).and_then(|frame| self.scanner.find(&frame));
        Ok(self.judge(found, now))
    }

    /// The same for an `ImageData`.
    #[wasm_bindgen(js_name = scanImageData)]
    pub fn scan_image_data(&mut self, image: &ImageData, now: f64, clock: &str) -> Result<Option<Verdict>, JsError> {
        let now = time(now, clock)?;
        let found = self.buffer.load(image).and_then(|frame| self.scanner.find(&frame));
        Ok(self.judge(found, now))
    }

    /// The challenge for the chosen fields, as text and as the modules of its QR, or a rejection.
    pub fn challenge(&self, fields: Vec<String>, now: f64) -> Result<JsValue, JsError> {
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        match self.verifier.challenge(Choice::Fields(&names), time(now, "given")?) {
            Ok(challenge) => drawn(&challenge),
            Err(error) => Ok(rejection(error)),
        }
    }

    /// What the host is to keep, and to give to the next verifier: the lists that were seen.
    pub fn seen(&self, now: f64) -> Result<JsValue, JsError> {
        Ok(plain(&Seen::by(&self.verifier, time(now, "given")?)))
    }

    /// SHA-256 of the request in hex, where there is a well-formed one.
    #[wasm_bindgen(js_name = requestHash)]
    pub fn request_hash(&self) -> Option<String> {
        self.verifier.request_hash().map(|hash| hex::encode(hash))
    }
}

impl Engine {
    fn verdict(&self, text: &str, now: Now) -> Verdict {
        Verdict::on(&self.verifier, &self.memory, text, now)
    }

    fn judge(&self, found: Result<Option<ikd_scan::QrText>, FrameError>, now: Now) -> Option<Verdict> {
        match found {
            Ok(text) => {
                let text = text?;
                Some(self.verdict(text.as_str(), now))
            }
            Err(error) => Some(Verdict::of_frame(error)),
        }
    }
}

fn drawn(challenge: &Challenge) -> Result<JsValue, JsError> {
    let text = challenge.to_text();
    let symbol = Symbol::encode(&text, Level::Low)?;
    let (size, modules) = (symbol.size(), symbol.modules());
    Ok(plain(&ChallengeJson { outcome: "challenge", text, size, modules }))
}

/// `now` and whose clock it is.
fn time(now: f64, clock: &str) -> Result<Now, JsError> {
    let clock = match clock {
        "device" => Clock::Device,
        "server" => Clock::Server,
        "given" => Clock::Given,
        _ => return Err(JsError::new("clock must be 'device', 'server' or 'given'")),
    };
    Ok(Now::new(seconds(now)?, clock))
}
