//! A frame in its own size and in halves of it, each also sharpened and in bits, so that a symbol of any size is looked at
//! where its modules are small.
//!
//! Every level is made by averaging squares of four pixels of the one below. The memory is kept between frames.

use crate::binary::{Binary, CONTRAST};
use crate::picture::Picture;
use crate::point::Point;
use crate::simd;
use zeroize::Zeroize;

/// The frame itself and its halves.
pub(crate) const LEVELS: usize = 5;
/// A level is not made with a shorter side than this.
const MIN_SIDE: usize = 40;

/// The memory of one level.
#[derive(Default)]
struct Level {
    /// The picture, but for the first level, whose picture is the frame.
    half: Vec<u8>,
    sharp: Vec<u8>,
    binary: Binary,
}

/// The memory of all levels.
#[derive(Default)]
pub(crate) struct Pyramid {
    levels: [Level; LEVELS],
}

/// One level of a frame.
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) picture: Picture<'a>,
    /// The same with edges raised.
    pub(crate) sharp: Picture<'a>,
    pub(crate) binary: &'a Binary,
    /// How many pixels of the frame one of this level is.
    pub(crate) scale: f32,
    /// Where in the frame this level begins.
    pub(crate) origin: Point,
}

/// The levels of a frame, the frame itself first.
#[derive(Clone, Copy)]
pub(crate) struct Layers<'a> {
    all: [Option<Layer<'a>>; LEVELS],
}

impl Pyramid {
    /// Makes the levels of a whole frame, in which blocks of so little `contrast` are flat.
    pub(crate) fn build<'a>(&'a mut self, picture: Picture<'a>, contrast: u8) -> Layers<'a> {
        self.build_part(picture, 1.0, Point::default(), contrast)
    }

    /// Makes the levels of an enlarged part, which begins at `origin` in the frame.
    pub(crate) fn build_enlarged<'a>(&'a mut self, picture: Picture<'a>, origin: Point) -> Layers<'a> {
        self.build_part(picture, 0.5, origin, CONTRAST)
    }

    fn build_part<'a>(&'a mut self, picture: Picture<'a>, scale: f32, origin: Point, contrast: u8) -> Layers<'a> {
        let mut layers = Layers { all: [None; LEVELS] };
        let (mut last, mut scale) = (picture, scale);
        for (i, (level, layer)) in self.levels.iter_mut().zip(&mut layers.all).enumerate() {
            if i > 0 {
                if last.width.min(last.height) < 2 * MIN_SIDE {
                    break;
                }
                halve(&last, &mut level.half);
                last = Picture { luma: &level.half, width: last.width / 2, height: last.height / 2 };
                scale *= 2.0;
            }
            level.binary.make(&last, &mut level.sharp, contrast);
            let sharp = Picture { luma: &level.sharp, ..last };
            *layer = Some(Layer { picture: last, sharp, binary: &level.binary, scale, origin });
        }
        layers
    }
}

impl<'a> Layers<'a> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Layer<'a>> {
        self.all.iter().flatten()
    }

    /// The level where a length of `pixels` pixels of the frame is nearest above `wanted`, or the first.
    pub(crate) fn for_length(&self, pixels: f32, wanted: f32) -> Option<&Layer<'a>> {
        let last = self.iter().take_while(|layer| pixels >= wanted * layer.scale).last();
        last.or(self.iter().next())
    }
}

impl Layer<'_> {
    /// A place of this level as one of the frame.
    pub(crate) fn in_frame(&self, place: Point) -> Point {
        place * self.scale + self.origin
    }

    /// A place of the frame as one of this level.
    pub(crate) fn in_level(&self, place: Point) -> Point {
        (place - self.origin) * (1.0 / self.scale)
    }
}

fn halve(picture: &Picture<'_>, half: &mut Vec<u8>) {
    let (width, height) = (picture.width / 2, picture.height / 2);
    half.resize(width * height, 0);
    for (y, out) in half.chunks_exact_mut(width).enumerate() {
        simd::halve(picture.row(2 * y), picture.row(2 * y + 1), out);
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        self.half.zeroize();
        self.sharp.zeroize();
    }
}
