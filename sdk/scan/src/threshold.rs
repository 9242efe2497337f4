//! A picture → dark and light, by a threshold that follows the light across the picture.
//!
//! Each 8 × 8 block proposes a threshold (its mean, or that of its neighbours where it is flat); a pixel's threshold is the mean
//! over the 5 × 5 blocks around. Work: one unit a pixel.

use crate::homography::Point;
use crate::picture::Picture;
use zeroize::Zeroizing;

const BLOCK: usize = 8;
/// Blocks with less contrast than this hold no edge.
const FLAT: u8 = 24;

pub(crate) struct Contrast<'a> {
    picture: &'a Picture,
    dark: Zeroizing<Vec<bool>>,
    thresholds: Vec<u8>,
    columns: usize,
}

impl<'a> Contrast<'a> {
    pub(crate) fn new(picture: &'a Picture) -> Self {
        let columns = picture.width.div_ceil(BLOCK);
        let thresholds = smooth(&proposals(picture, columns), columns);
        let mut dark = Zeroizing::new(Vec::with_capacity(picture.luma.len()));
        for (y, row) in picture.rows().enumerate() {
            let line = thresholds.chunks_exact(columns).nth(y / BLOCK).unwrap_or(&[]);
            for (block, &threshold) in row.chunks(BLOCK).zip(line) {
                dark.extend(block.iter().map(|&p| p < threshold));
            }
        }
        Self { picture, dark, thresholds, columns }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks_exact(self.picture.width)
    }

    /// Whether the pixel is dark; `None` outside.
    pub(crate) fn is_dark(&self, x: isize, y: isize) -> Option<bool> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.picture.width).then(|| self.dark.get(y * self.picture.width + x).copied()).flatten()
    }

    /// How much darker than its threshold a point is, in luma steps; negative is light, `None` is outside.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels and modules are far below the limits of these types"
    )]
    pub(crate) fn darkness(&self, point: Point) -> Option<f64> {
        let value = self.picture.at(point.x, point.y)?;
        let column = (point.x.max(0.0) as usize / BLOCK).min(self.columns - 1);
        let row = (point.y.max(0.0) as usize / BLOCK).min(self.thresholds.len() / self.columns - 1);
        Some(f64::from(*self.thresholds.get(row * self.columns + column)?) - value)
    }
}

/// Each block's own proposal, row by row.
fn proposals(picture: &Picture, columns: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(columns * picture.height.div_ceil(BLOCK));
    for band in picture.luma.chunks(BLOCK * picture.width) {
        let mut stats = vec![Block::EMPTY; columns];
        for row in band.chunks_exact(picture.width) {
            row.chunks(BLOCK).zip(&mut stats).for_each(|(pixels, block)| block.take(pixels));
        }
        for (x, block) in stats.iter().enumerate() {
            let near = |back: usize| out.len().checked_sub(back).and_then(|i| out.get(i)).copied();
            let left = if x > 0 { near(1) } else { None };
            let proposal = block.proposal([left, near(columns), if x > 0 { near(columns + 1) } else { None }]);
            out.push(proposal);
        }
    }
    out
}

#[derive(Clone, Copy)]
struct Block {
    sum: u32,
    count: u32,
    low: u8,
    high: u8,
}

impl Block {
    const EMPTY: Self = Self { sum: 0, count: 0, low: 255, high: 0 };

    fn take(&mut self, pixels: &[u8]) {
        for &p in pixels {
            self.sum += u32::from(p);
            self.count += 1;
            self.low = self.low.min(p);
            self.high = self.high.max(p);
        }
    }

    /// A flat block is light, unless it is darker than what its neighbours (left, above, above left) call the threshold.
    #[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
    fn proposal(&self, near: [Option<u8>; 3]) -> u8 {
        if self.high.saturating_sub(self.low) > FLAT {
            return (self.sum / self.count.max(1)) as u8;
        }
        match near {
            [Some(left), Some(above), Some(corner)] => {
                let around = (2 * u16::from(left) + u16::from(above) + u16::from(corner)) / 4;
                if u16::from(self.low) < around { around as u8 } else { self.low / 2 }
            }
            _ => self.low / 2,
        }
    }
}

/// The mean over 5 × 5 blocks; at the border the window moves inwards.
fn smooth(blocks: &[u8], columns: usize) -> Vec<u8> {
    let across: Vec<u8> =
        blocks.chunks_exact(columns).flat_map(|row| (0..columns).map(|x| window_mean(row, x))).collect();
    let rows = blocks.len() / columns;
    let mut out = vec![0; blocks.len()];
    let mut column = Vec::with_capacity(rows);
    for x in 0..columns {
        column.clear();
        column.extend(across.iter().skip(x).step_by(columns));
        let targets = out.iter_mut().skip(x).step_by(columns);
        targets.enumerate().for_each(|(y, target)| *target = window_mean(&column, y));
    }
    out
}

#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
fn window_mean(line: &[u8], centre: usize) -> u8 {
    let start = centre.saturating_sub(2).min(line.len().saturating_sub(5));
    let window = line.get(start..(start + 5).min(line.len())).unwrap_or(&[]);
    let sum: usize = window.iter().map(|&v| usize::from(v)).sum();
    (sum / window.len().max(1)) as u8
}
