//! A frame's pixels, which JavaScript writes straight into memory that is kept from frame to frame → luma.

use ikd_scan::{Frame, FrameError, luma_of_bgra, luma_of_rgba};
use std::ptr;
use zeroize::Zeroize;

/// How a frame's pixels stand in memory.
#[derive(Clone, Copy)]
pub enum Layout {
    /// One byte a pixel; whatever comes after the last is not looked at.
    Luma,
    /// Red, green, blue, alpha.
    Rgba,
    /// Blue, green, red, alpha.
    Bgra,
}

/// The pixels of the last frame. Wiped on drop, and before they are moved.
#[derive(Default)]
pub struct Buffer {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    luma: Vec<u8>,
}

impl Buffer {
    /// Where the pixels of a frame are to be written. Null, and nothing is allocated, for sides that no frame has or for more
    /// than four bytes a pixel.
    pub fn place(&mut self, width: usize, height: usize, bytes: usize) -> *mut u8 {
        let fits = Frame::fits(width, height) && bytes <= 4 * width * height;
        (self.width, self.height) = if fits { (width, height) } else { (0, 0) };
        if !fits {
            return ptr::null_mut();
        }
        if bytes > self.pixels.capacity() {
            self.pixels.zeroize();
        }
        self.pixels.resize(bytes, 0);
        self.pixels.as_mut_ptr()
    }

    /// The frame whose pixels were written.
    pub fn frame(&mut self, layout: Layout) -> Result<Frame<'_>, FrameError> {
        let Self { width, height, pixels, luma } = self;
        let luma = match layout {
            Layout::Luma => pixels.get(..*width * *height).ok_or(FrameError::Invalid)?,
            Layout::Rgba => {
                luma_of_rgba(pixels, luma);
                luma
            }
            Layout::Bgra => {
                luma_of_bgra(pixels, luma);
                luma
            }
        };
        Frame::new(luma, *width, *height)
    }

    /// Takes an `ImageData`. One that is too large is refused by its sides alone, before it is copied in.
    #[cfg(any(feature = "sandbox", feature = "bench"))]
    pub fn load(&mut self, image: &web_sys::ImageData) -> Result<Frame<'_>, FrameError> {
        use wasm_bindgen::JsCast;
        let side = |pixels: u32| usize::try_from(pixels).map_err(|_| FrameError::Invalid);
        let (width, height) = (side(image.width())?, side(image.height())?);
        if self.place(width, height, width.saturating_mul(height).saturating_mul(4)).is_null() {
            return Err(FrameError::Invalid);
        }
        image.unchecked_ref::<Pixels>().data().copy_to(&mut self.pixels);
        self.frame(Layout::Rgba)
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.pixels.zeroize();
        self.luma.zeroize();
    }
}

#[cfg(any(feature = "sandbox", feature = "bench"))]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// An `ImageData`, whose pixels are copied only where they are wanted.
    type Pixels;

    #[wasm_bindgen(method, getter)]
    fn data(this: &Pixels) -> js_sys::Uint8ClampedArray;
}
