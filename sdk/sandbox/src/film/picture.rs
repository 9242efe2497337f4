//! One picture of a film: planes of brightness and colour, as video files hold them (4:2:0, full range, BT.601).

use super::Size;

/// A picture. The colour planes have half the width and height.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub(super) size: Size,
    pub(super) y: Vec<u8>,
    pub(super) u: Vec<u8>,
    pub(super) v: Vec<u8>,
}

impl Picture {
    /// Width and height.
    #[must_use]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Brightness, row by row, one byte a pixel.
    #[must_use]
    pub fn luma(&self) -> &[u8] {
        &self.y
    }

    /// The brightness alone.
    #[must_use]
    pub fn into_luma(self) -> Vec<u8> {
        self.y
    }

    /// Brightness, then blue and red difference: the planes one after the other, as a y4m frame has them.
    #[must_use]
    pub fn planes(&self) -> [&[u8]; 3] {
        [&self.y, &self.u, &self.v]
    }
}
