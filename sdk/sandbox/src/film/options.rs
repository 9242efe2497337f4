//! What a film is to be: size, length, seed, conditions.

use core::fmt;

use super::{Conditions, PICTURES_PER_SECOND};

/// Width and height of the pictures, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    width: u16,
    height: u16,
}

/// A picture size that no film has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeError;

impl SizeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "film_size"
    }
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A film's width and height are even numbers from 160 to 3840.")
    }
}

impl core::error::Error for SizeError {}

impl Size {
    /// 640 × 480.
    pub const VGA: Self = Self { width: 640, height: 480 };
    /// 1280 × 720.
    pub const HD: Self = Self { width: 1280, height: 720 };
    /// 1920 × 1080.
    pub const FULL_HD: Self = Self { width: 1920, height: 1080 };

    /// Any other size.
    ///
    /// # Errors
    /// [`SizeError`] when a side is odd, below 160 or above 3840.
    pub const fn new(width: u16, height: u16) -> Result<Self, SizeError> {
        let fits = width >= 160 && width <= 3840 && height >= 160 && height <= 3840;
        if fits && width.is_multiple_of(2) && height.is_multiple_of(2) {
            return Ok(Self { width, height });
        }
        Err(SizeError)
    }

    /// Pixels in a row.
    #[must_use]
    pub const fn width(self) -> usize {
        self.width as usize
    }

    /// Rows.
    #[must_use]
    pub const fn height(self) -> usize {
        self.height as usize
    }

    pub(super) const fn sides(self) -> [u16; 2] {
        [self.width, self.height]
    }
}

/// What a film is to be. The default: 1280 × 720, eight seconds, at a desk.
#[derive(Clone, Debug)]
pub struct Options {
    /// Size of the pictures.
    pub size: Size,
    /// Length in seconds. What is below one picture or above a minute becomes one picture or a minute.
    pub seconds: f32,
    /// The same seed gives the same film.
    pub seed: u64,
    /// How hard it is to read.
    pub conditions: Conditions,
}

impl Default for Options {
    fn default() -> Self {
        Self { size: Size::HD, seconds: 8.0, seed: 1, conditions: Conditions::Desk }
    }
}

impl Options {
    pub(super) fn pictures(&self) -> usize {
        ((self.seconds * PICTURES_PER_SECOND as f32).round() as usize).clamp(1, 60 * PICTURES_PER_SECOND as usize)
    }

    pub(super) fn seconds(&self) -> f32 {
        self.pictures() as f32 / PICTURES_PER_SECOND as f32
    }
}
