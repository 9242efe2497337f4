//! A rectangle of a frame, in whole pixels: where a pass looks.

use crate::frame::Frame;
use crate::homography::Point;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Region {
    pub(crate) fn whole(frame: &Frame<'_>) -> Self {
        Self { left: 0, top: 0, width: frame.width(), height: frame.height() }
    }

    pub(crate) const fn pixels(self) -> usize {
        self.width * self.height
    }

    /// The box around `points` with a quarter of its size more on every side, inside `frame`.
    pub(crate) fn around(points: &[Point], frame: &Frame<'_>) -> Option<Self> {
        let (left, width) = span(points.iter().map(|p| p.x), frame.width())?;
        let (top, height) = span(points.iter().map(|p| p.y), frame.height())?;
        Some(Self { left, top, width, height })
    }

    /// The part around the middle that has at most `pixels` pixels; the whole when it is small enough.
    pub(crate) fn shrink_to(self, pixels: usize) -> Self {
        let mut region = self;
        while region.pixels() > pixels {
            region.left += region.width / 16;
            region.top += region.height / 16;
            region.width -= region.width / 8;
            region.height -= region.height / 8;
        }
        region
    }

    /// A point of this region's picture, enlarged `scale` times, in the frame's coordinates.
    #[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
    pub(crate) fn to_frame(self, point: Point, scale: f64) -> Point {
        Point { x: point.x / scale + self.left as f64, y: point.y / scale + self.top as f64 }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pixels and modules are far below the limits of these types"
)]
fn span(values: impl Iterator<Item = f64> + Clone, side: usize) -> Option<(usize, usize)> {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let margin = (high - low) / 4.0;
    let start = (low - margin).clamp(0.0, side as f64) as usize;
    let end = (high + margin).clamp(0.0, side as f64) as usize;
    (end >= start + Frame::MIN_SIDE).then_some((start, end - start))
}
