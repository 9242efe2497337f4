//! `Engine`: one verifier and one scanner, as JavaScript holds them.

use crate::config::{Config, verifier};
use crate::frame::{Buffer, Layout};
use crate::plain::{as_bytes, plain, rejection};
use crate::seconds::seconds;
use crate::seen::Seen;
use crate::shift_jis;
use crate::verdict::{Memory, Verdict};
use ikd_scan::{Frame, FrameError, Level, Scanner, Sight, Symbol};
use ikd_verify::{Challenge, Choice, Clock, Now, Verifier, hex};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// A verifier with its settings, and a scanner with what it remembers of the last frames.
#[wasm_bindgen]
pub struct Engine {
    verifier: Rc<Verifier>,
    memory: Rc<RefCell<Memory>>,
    scanner: Scanner,
    buffer: Buffer,
    shown: Shown,
}

/// What a frame showed, in numbers: JavaScript reads them where they stand, without an object being made for each frame.
type Shown = [f32; 17];

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
        let scanner = Scanner::with_shift_jis(shift_jis::decode);
        Ok(Self { verifier, memory, scanner, buffer: Buffer::default(), shown: Shown::default() })
    }

    /// Verifies one QR's text at `now`, in UNIX seconds.
    pub fn verify(&self, text: String, now: f64, clock: &str) -> Result<Verdict, JsError> {
        let text = Zeroizing::new(text);
        Ok(self.verdict(&text, time(now, clock)?))
    }

    /// Where the pixels of the next frame are to be written. Null, and nothing is allocated, for sides that no frame has or for
    /// more than four bytes a pixel. The memory may have grown: a view of it is to be made after this call.
    pub fn place(&mut self, width: usize, height: usize, bytes: usize) -> *mut u8 {
        self.buffer.place(width, height, bytes)
    }

    /// Looks for a QR in the pixels that were written, and verifies it. Nothing where there is no QR. `layout`: 0 luma, 1 RGBA,
    /// 2 BGRA. A picture gets every pass, since there is no next frame.
    pub fn look(&mut self, layout: u8, picture: bool, now: f64, clock: &str) -> Result<Option<Verdict>, JsError> {
        let now = time(now, clock)?;
        let layout = match layout {
            0 => Layout::Luma,
            1 => Layout::Rgba,
            _ => Layout::Bgra,
        };
        let Self { buffer, scanner, shown, .. } = self;
        *shown = Shown::default();
        let found = buffer.frame(layout).and_then(|frame| {
            let found = if picture { scanner.find_in_picture(&frame) } else { scanner.find(&frame) };
            *shown = shown_by(&frame, scanner.sight().as_ref());
            found
        });
        Ok(self.judge(found, now))
    }

    /// Where the numbers of what the last frame showed stand, in the order of `shown_by`.
    pub fn shown(&self) -> *const f32 {
        self.shown.as_ptr()
    }

    /// The challenge for the chosen fields, as text and as the modules of its QR, or a rejection.
    pub fn challenge(&self, fields: Vec<String>, now: f64) -> Result<JsValue, JsError> {
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        match self.verifier.challenge(Choice::Fields(&names), time(now, "given")?) {
            Ok(challenge) => drawn(&challenge),
            Err(error) => Ok(rejection(error)),
        }
    }

    /// The modules of the QR symbol of a short text, such as a link to the page: row-major, 1 is dark, as many rows as columns.
    pub fn symbol(&self, text: &str) -> Result<Vec<u8>, JsError> {
        Ok(Symbol::encode(text, Level::Low)?.modules())
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

/// The frame's light, then the sight: modules (0 for no sight), pixels a module, sharpness, contrast, glare, cut off, inverted,
/// mirrored, and x and y of the four corners.
fn shown_by(frame: &Frame<'_>, sight: Option<&Sight>) -> Shown {
    let mut shown = Shown::default();
    shown[0] = frame.light();
    let Some(sight) = sight else { return shown };
    let flag = |set: bool| f32::from(u8::from(set));
    let [a, b, c, d] = sight.corners;
    shown[1..].copy_from_slice(&[
        f32::from(sight.modules),
        sight.module,
        sight.sharpness,
        sight.contrast,
        sight.glare,
        flag(sight.cut_off),
        flag(sight.inverted),
        flag(sight.mirrored),
        a.x,
        a.y,
        b.x,
        b.y,
        c.x,
        c.y,
        d.x,
        d.y,
    ]);
    shown
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
