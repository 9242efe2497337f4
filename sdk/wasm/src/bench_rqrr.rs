//! The crate rqrr as a whole, as a peer to measure beside: its own detector and decoder, which the product does not use together.
//!
//! It panics on some pictures, which stops the module: the caller then starts another.

use ikd_scan::luma_of_rgba;
use rqrr::PreparedImage;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

/// Keeps nothing between pictures.
#[wasm_bindgen]
pub struct BareRqrr;

#[wasm_bindgen]
impl BareRqrr {
    /// The text of the first code that it can decode.
    pub fn scan(image: &ImageData) -> Result<Option<String>, JsError> {
        let (width, height) = (usize::try_from(image.width())?, usize::try_from(image.height())?);
        let mut luma = Vec::new();
        luma_of_rgba(&image.data(), &mut luma);
        let grey = |x: usize, y: usize| luma.get(y * width + x).copied().unwrap_or(u8::MAX);
        let mut picture = PreparedImage::prepare_from_greyscale(width, height, grey);
        let grids = picture.detect_grids();
        Ok(grids.iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text))
    }
}
