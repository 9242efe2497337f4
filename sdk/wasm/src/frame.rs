//! A camera's picture as a browser holds it → luma.

use wasm_bindgen::JsError;
use web_sys::ImageData;
use zeroize::Zeroizing;

/// Luma of an `ImageData`'s RGBA: (2 R + 5 G + B) / 8, near enough to BT.601 and exact in integers.
pub fn luma(image: &ImageData) -> Vec<u8> {
    let rgba = Zeroizing::new(image.data().0);
    let grey = |[red, green, blue, _]: [u8; 4]| {
        let sum = 2 * u16::from(red) + 5 * u16::from(green) + u16::from(blue);
        u8::try_from(sum / 8).unwrap_or(u8::MAX)
    };
    rgba.as_chunks().0.iter().copied().map(grey).collect()
}

/// Width and height as the scanner counts them.
pub fn size(image: &ImageData) -> Result<(usize, usize), JsError> {
    Ok((usize::try_from(image.width())?, usize::try_from(image.height())?))
}
