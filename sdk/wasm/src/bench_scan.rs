//! The bare scanner: an `ImageData` → its text, as `Engine` reads it and without the verifier, to be measured beside its peers.

use crate::frame::Buffer;
use crate::shift_jis;
use ikd_scan::{FrameError, Scanner};
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

/// A scanner, and why it refused the last frame.
#[wasm_bindgen]
pub struct BareScanner {
    scanner: Scanner,
    buffer: Buffer,
    refusal: Option<FrameError>,
}

#[wasm_bindgen]
impl BareScanner {
    /// A scanner that has seen no frame.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self { scanner: Scanner::with_shift_jis(shift_jis::decode), buffer: Buffer::default(), refusal: None }
    }

    /// The text of the code in one camera frame; nothing where none is read or the frame is refused.
    pub fn scan(&mut self, image: &ImageData) -> Option<String> {
        let found = self.buffer.load(image).and_then(|frame| self.scanner.find(&frame));
        self.refusal = found.as_ref().err().copied();
        found.ok().flatten().map(|text| text.as_str().to_owned())
    }

    /// All texts of one picture, with every pass.
    pub fn texts(&mut self, image: &ImageData) -> Vec<String> {
        let found = self.buffer.load(image).and_then(|frame| self.scanner.texts(&frame));
        self.refusal = found.as_ref().err().copied();
        let texts = found.unwrap_or_default();
        texts.iter().map(|text| text.as_str().to_owned()).collect()
    }

    /// Forgets the frames before, and keeps the memory: the next frame is as the first.
    pub fn forget(&mut self) {
        self.scanner.forget();
    }

    /// The code of what the last frame was refused for.
    #[wasm_bindgen(getter)]
    pub fn refusal(&self) -> Option<String> {
        self.refusal.map(|error| error.code().to_owned())
    }
}
