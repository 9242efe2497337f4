//! A caller's luma buffer → a frame whose lengths are known to agree.
//!
//! Row-major, one byte a pixel (0 is black), stride equal to the width.
//! Refuses sides under [`Frame::MIN_SIDE`] or over [`Frame::MAX_SIDE`], more than [`Frame::MAX_PIXELS`] pixels, and a buffer
//! of any other length than width × height. Never copies and never allocates.

use core::fmt;

use crate::simd;

/// Why a frame gave no text although it was asked properly. Never carries a part of the picture or of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameError {
    /// The sides are out of range, or the buffer is not width × height long.
    Invalid,
    /// The frame holds more finder-like patterns than the budget allows.
    OverBudget,
    /// The frame holds codes with different texts: none of them is picked.
    SeveralCodes,
    /// The frame holds a code that is one part of several: its text alone is not what was written.
    StructuredAppend,
}

impl FrameError {
    /// The stable code: `frame_invalid`, `frame_over_budget`, `several_codes` or `structured_append`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "frame_invalid",
            Self::OverBudget => "frame_over_budget",
            Self::SeveralCodes => "several_codes",
            Self::StructuredAppend => "structured_append",
        }
    }

    /// What to do next: `environment` for a broken frame, `unreadable` where another picture may do.
    #[must_use]
    pub const fn category(self) -> &'static str {
        match self {
            Self::Invalid => "environment",
            Self::OverBudget | Self::SeveralCodes | Self::StructuredAppend => "unreadable",
        }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "the camera gave a broken picture",
            Self::OverBudget => "the picture holds too many patterns like those of a QR code",
            Self::SeveralCodes => "the picture shows more than one QR code",
            Self::StructuredAppend => "the code is one part of several",
        })
    }
}

impl core::error::Error for FrameError {}

/// A borrowed luma picture.
///
/// ```
/// use ikd_scan::{Frame, FrameError};
///
/// let luma = vec![255; 640 * 480];
/// assert!(Frame::new(&luma, 640, 480).is_ok());
/// assert_eq!(Frame::new(&luma, 640, 479).err(), Some(FrameError::Invalid));
/// ```
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    luma: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> Frame<'a> {
    /// The shortest side in pixels: a version 1 symbol at one pixel a module.
    pub const MIN_SIDE: usize = 21;
    /// The longest side in pixels.
    pub const MAX_SIDE: usize = 8192;
    /// The most pixels in one frame.
    pub const MAX_PIXELS: usize = 1 << 24;

    /// Whether a picture of these sides can be a frame: asked before a picture is copied.
    ///
    /// ```
    /// assert!(ikd_scan::Frame::fits(1920, 1080));
    /// assert!(!ikd_scan::Frame::fits(16_384, 16_384));
    /// ```
    #[must_use]
    pub fn fits(width: usize, height: usize) -> bool {
        let sides = Self::MIN_SIDE..=Self::MAX_SIDE;
        let pixels = width.checked_mul(height);
        sides.contains(&width) && sides.contains(&height) && pixels.is_some_and(|pixels| pixels <= Self::MAX_PIXELS)
    }

    /// Takes a row-major luma buffer, `width` × `height` bytes.
    ///
    /// # Errors
    /// [`FrameError::Invalid`] for sides out of range or a buffer of another length.
    pub fn new(luma: &'a [u8], width: usize, height: usize) -> Result<Self, FrameError> {
        let whole = Self::fits(width, height) && luma.len() == width * height;
        if whole { Ok(Self { luma, width, height }) } else { Err(FrameError::Invalid) }
    }

    /// The mean grey level, 0 (black) to 255, of every 61st pixel: those of all columns, as few pictures are that wide.
    ///
    /// ```
    /// let luma = vec![7; 640 * 480];
    /// assert_eq!(ikd_scan::Frame::new(&luma, 640, 480)?.light(), 7.0);
    /// # Ok::<(), ikd_scan::FrameError>(())
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the sum is at most 2^26, and an estimate is enough")]
    pub fn light(&self) -> f32 {
        let (sum, count) =
            self.luma.iter().step_by(61).fold((0_u32, 0_u32), |(sum, count), &grey| (sum + u32::from(grey), count + 1));
        sum as f32 / count as f32
    }

    pub(crate) const fn luma(&self) -> &'a [u8] {
        self.luma
    }

    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) const fn height(&self) -> usize {
        self.height
    }
}

/// Fills `luma` with the luma of a picture of four bytes a pixel (red, green, blue, alpha), as a browser's canvas gives it.
///
/// ```
/// let mut luma = Vec::new();
/// ikd_scan::luma_of_rgba(&[255, 255, 255, 255, 0, 0, 0, 255], &mut luma);
/// assert_eq!(luma, [255, 0]);
/// ```
pub fn luma_of_rgba(rgba: &[u8], luma: &mut Vec<u8>) {
    luma_of(rgba, 0, luma);
}

/// The same for blue, green, red, alpha, as some cameras give it.
///
/// ```
/// let (mut luma, mut swapped) = (Vec::new(), Vec::new());
/// ikd_scan::luma_of_rgba(&[200, 100, 50, 255], &mut luma);
/// ikd_scan::luma_of_bgra(&[50, 100, 200, 255], &mut swapped);
/// assert_eq!(luma, swapped);
/// ```
pub fn luma_of_bgra(bgra: &[u8], luma: &mut Vec<u8>) {
    luma_of(bgra, 2, luma);
}

fn luma_of(pixels: &[u8], red: usize, luma: &mut Vec<u8>) {
    luma.resize(pixels.len() / 4, 0);
    simd::luma(pixels, red, luma);
}
