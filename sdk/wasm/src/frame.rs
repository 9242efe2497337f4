//! A camera's picture as a browser holds it → luma, in memory that is kept from frame to frame.

use ikd_scan::{Frame, FrameError, luma_of_rgba};
use js_sys::{Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;
use web_sys::ImageData;
use zeroize::Zeroize;

#[wasm_bindgen]
extern "C" {
    /// An `ImageData`, whose pixels are copied only where they are wanted.
    type Pixels;

    #[wasm_bindgen(method, getter)]
    fn data(this: &Pixels) -> Uint8ClampedArray;
}

/// The pixels of the last frame. Wiped on drop.
#[derive(Default)]
pub struct Buffer {
    rgba: Vec<u8>,
    luma: Vec<u8>,
}

impl Buffer {
    /// Takes luma as it is.
    pub fn load_luma(&mut self, luma: &Uint8Array, width: usize, height: usize) -> Result<Frame<'_>, FrameError> {
        if !Frame::fits(width, height) || luma.length() as usize != width * height {
            return Err(FrameError::Invalid);
        }
        self.luma.resize(width * height, 0);
        luma.copy_to(&mut self.luma);
        Frame::new(&self.luma, width, height)
    }

    /// Takes an `ImageData`. One that is too large is refused by its sides alone, before it is copied in.
    pub fn load(&mut self, image: &ImageData) -> Result<Frame<'_>, FrameError> {
        let side = |pixels: u32| usize::try_from(pixels).map_err(|_| FrameError::Invalid);
        let (width, height) = (side(image.width())?, side(image.height())?);
        if !Frame::fits(width, height) {
            return Err(FrameError::Invalid);
        }
        let pixels = image.unchecked_ref::<Pixels>().data();
        self.rgba.resize(pixels.length() as usize, 0);
        pixels.copy_to(&mut self.rgba);
        luma_of_rgba(&self.rgba, &mut self.luma);
        Frame::new(&self.luma, width, height)
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.rgba.zeroize();
        self.luma.zeroize();
    }
}
