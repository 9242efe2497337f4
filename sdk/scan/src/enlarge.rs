//! The middle of a picture at double size, with a light margin: for modules of one or two pixels, and for codes without a
//! quiet zone. The memory is kept between frames.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::picture::Picture;
use crate::point::Point;
use zeroize::Zeroize;

/// Light pixels around the enlarged part.
const MARGIN: usize = 16;

/// The memory of an enlarged part.
#[derive(Default)]
pub(crate) struct Enlarged {
    luma: Vec<u8>,
}

/// An enlarged part, and where it is from.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) picture: Picture<'a>,
    /// Where in the picture it begins, its margin included.
    pub(crate) origin: Point,
}

impl Enlarged {
    /// Doubles the middle of `picture`, of at most `most` pixels and in the picture's proportions.
    pub(crate) fn middle(&mut self, picture: Picture<'_>, most: usize) -> Part<'_> {
        let share = (most as f32 / picture.luma.len() as f32).sqrt().min(1.0);
        let (width, height) = ((picture.width as f32 * share) as usize, (picture.height as f32 * share) as usize);
        let (left, top) = ((picture.width - width) / 2, (picture.height - height) / 2);
        let (wide, high) = (2 * (width + MARGIN), 2 * (height + MARGIN));
        self.luma.clear();
        self.luma.resize(wide * high, u8::MAX);
        for (y, out) in self.luma.chunks_exact_mut(wide).skip(MARGIN).take(2 * height).enumerate() {
            double_row(&picture, left, 2 * top + y, &mut out[MARGIN..MARGIN + 2 * width]);
        }
        // A margin of the enlarged part is twice as wide as it is in the picture.
        let origin = Point::new(left as f32 - MARGIN as f32 / 2.0, top as f32 - MARGIN as f32 / 2.0);
        Part { picture: Picture { luma: &self.luma, width: wide, height: high }, origin }
    }
}

/// Row `y` of the doubled picture, by weights of 9, 3, 3 and 1 of the nearest four pixels.
fn double_row(picture: &Picture<'_>, left: usize, y: usize, out: &mut [u8]) {
    let near = picture.row(y / 2);
    let beside = if y.is_multiple_of(2) { (y / 2).saturating_sub(1) } else { (y / 2 + 1).min(picture.height - 1) };
    let beside = picture.row(beside);
    let value = |x: usize| 3 * u16::from(near[x]) + u16::from(beside[x]);
    for (i, pair) in out.as_chunks_mut::<2>().0.iter_mut().enumerate() {
        let x = left + i;
        let (before, here, after) = (value(x.saturating_sub(1)), value(x), value((x + 1).min(picture.width - 1)));
        *pair = [((before + 3 * here + 8) / 16) as u8, ((3 * here + after + 8) / 16) as u8];
    }
}

impl Drop for Enlarged {
    fn drop(&mut self) {
        self.luma.zeroize();
    }
}
