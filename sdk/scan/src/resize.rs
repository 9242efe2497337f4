//! A picture → the same picture at half or at double size.
//!
//! Half: the mean of 2 × 2 pixels, which calms noise. Double: bilinear, which lets modules of one to two pixels be told apart
//! by runs.

use crate::picture::Picture;

pub(crate) fn half(picture: &Picture) -> Picture {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let mut luma = Vec::with_capacity(width * height);
    for pair in picture.luma.chunks_exact(2 * picture.width) {
        let (top, bottom) = pair.split_at(picture.width);
        luma.extend(top.chunks_exact(2).zip(bottom.chunks_exact(2)).map(|(a, b)| mean(a, b)));
    }
    Picture { luma, width, height }
}

#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
fn mean(a: &[u8], b: &[u8]) -> u8 {
    let sum: u16 = a.iter().chain(b).map(|&p| u16::from(p)).sum();
    ((sum + 2) / 4) as u8
}

pub(crate) fn double(picture: &Picture) -> Picture {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let mut luma = Vec::with_capacity(4 * picture.luma.len());
    for (y, row) in rows.iter().enumerate() {
        let above = rows.get(y.saturating_sub(1)).unwrap_or(row);
        let below = rows.get(y + 1).unwrap_or(row);
        double_row(row, above, &mut luma);
        double_row(row, below, &mut luma);
    }
    Picture { luma, width: 2 * picture.width, height: 2 * picture.height }
}

/// One output row: three quarters of `near`, one quarter of `far`, and the same along the row.
#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
fn double_row(near: &[u8], far: &[u8], out: &mut Vec<u8>) {
    let mix = |x: usize| Some(3 * u16::from(*near.get(x)?) + u16::from(*far.get(x)?));
    for x in 0..near.len() {
        let here = mix(x).unwrap_or(0);
        let left = x.checked_sub(1).and_then(mix).unwrap_or(here);
        let right = mix(x + 1).unwrap_or(here);
        out.push(((3 * here + left + 8) / 16) as u8);
        out.push(((3 * here + right + 8) / 16) as u8);
    }
}
