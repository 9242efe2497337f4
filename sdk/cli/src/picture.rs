//! A picture file → luma, and a symbol → a picture file.

use crate::Misuse;
use ikd_scan::Symbol;
use image::{GrayImage, ImageReader};
use std::path::Path;

/// A picture's grey values, row by row.
pub struct Picture {
    /// One byte a pixel.
    pub luma: Vec<u8>,
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Picture {
    /// Reads a BMP, GIF, JPEG, PNG or WebP; the content decides, not the name. Transparent pixels are white.
    pub fn read(path: &Path) -> Result<Self, Misuse> {
        let sentence = |error: &dyn std::fmt::Display| format!("cannot read {}: {error}", path.display());
        let reader = ImageReader::open(path).and_then(ImageReader::with_guessed_format);
        let image = reader.map_err(|error| sentence(&error))?.decode().map_err(|error| sentence(&error))?;
        let image = image.into_luma_alpha8();
        let (width, height) = (image.width() as usize, image.height() as usize);
        let luma = image.pixels().map(|pixel| over_white(pixel.0)).collect();
        Ok(Self { luma, width, height })
    }
}

fn over_white([luma, alpha]: [u8; 2]) -> u8 {
    let (luma, alpha) = (u32::from(luma), u32::from(alpha));
    u8::try_from((luma * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

/// Writes a symbol with its quiet zone, a module as a square of 8 pixels.
pub fn write(symbol: &Symbol, quiet: usize, path: &Path) -> Result<(), Misuse> {
    const SCALE: usize = 8;
    let side = (symbol.size() + 2 * quiet) * SCALE;
    let dark = |x: usize, y: usize| x >= quiet && y >= quiet && symbol.is_dark(x - quiet, y - quiet);
    let pixels = (0..side * side).map(|at| if dark(at % side / SCALE, at / side / SCALE) { 0 } else { 255 }).collect();
    let side = u32::try_from(side).map_err(|_| "the symbol is too large to draw")?;
    let image = GrayImage::from_vec(side, side, pixels).ok_or("the symbol is too large to draw")?;
    image.save(path).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
