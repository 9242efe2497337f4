//! The modules of a symbol → its text, by rqrr's decoder: format, mask, Reed–Solomon, segments (ISO/IEC 18004, §7).
//!
//! rqrr reads segments that it does not understand (an ECI is skipped, Kanji comes out as Shift JIS bytes) and takes values that
//! no encoder writes. So the text is drawn again, and the drawing must be the code that was seen, but for as many codewords
//! as its level repairs. What cannot be drawn again so is no text: ECI other than UTF-8, Kanji, structured append, FNC1.
//! Only this file names rqrr, and only its decoder: its detector panics on some pictures and freezes on others.

use std::io::{self, Write};

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use rqrr::{BitGrid, MetaData, RawData};
use zeroize::{Zeroize, Zeroizing};

use crate::grid::Grid;
use crate::text::QrText;

/// UTF-8's number among the ECI designators.
const ECI_UTF_8: u32 = 26;

/// The text of a grid; also of one that is seen in a mirror.
pub(crate) fn decode(grid: &Grid) -> Option<QrText> {
    // The largest text is allocated at once, so that no smaller copy stays behind.
    let mut writes = Writes { bytes: Zeroizing::new(Vec::with_capacity(rqrr::MAX_PAYLOAD_SIZE)), lengths: Vec::new() };
    let meta = rqrr::Grid::new(Modules { grid, mirrored: false }).decode_to(&mut writes).ok()?;
    let text = core::str::from_utf8(&writes.bytes).ok().filter(|text| !text.is_empty())?;
    let segmentations = writes.segmentations(text);
    // rqrr does not say which of the two it read.
    let read = [false, true].map(|mirrored| Modules { grid, mirrored });
    let same = read.into_iter().any(|modules| was_seen(&segmentations, &meta, modules));
    same.then(|| QrText::new(Zeroizing::new(text.to_owned())))
}

/// Whether one of the segmentations, drawn, is what was seen.
fn was_seen(segmentations: &[Vec<QrSegment>], meta: &MetaData, modules: Modules<'_>) -> bool {
    let Ok((_, mut seen)) = rqrr::Grid::new(modules).get_raw_data() else { return false };
    let same = segmentations.iter().any(|segments| is_drawn_as(segments, meta, &seen));
    seen.data.zeroize();
    same
}

/// A grid as rqrr reads it.
#[derive(Clone, Copy)]
struct Modules<'a> {
    grid: &'a Grid,
    mirrored: bool,
}

impl BitGrid for Modules<'_> {
    fn size(&self) -> usize {
        self.grid.size
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        let (x, y) = if self.mirrored { (y, x) } else { (x, y) };
        self.grid.modules.get(y * self.grid.size + x) == Some(&true)
    }
}

/// The bytes that rqrr's decoder writes, and how many at a time: one for a byte, two for a pair of alphanumeric characters,
/// three for a triple of digits, less for the end of a segment.
struct Writes {
    bytes: Zeroizing<Vec<u8>>,
    lengths: Vec<usize>,
}

impl Write for Writes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.lengths.push(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writes {
    /// The ways in which the text may have been cut into segments.
    fn segmentations(&self, text: &str) -> [Vec<QrSegment>; 5] {
        let bytes = QrSegment::make_bytes(text.as_bytes());
        [
            QrSegment::make_segments(text),
            vec![bytes.clone()],
            vec![QrSegment::make_eci(ECI_UTF_8), bytes],
            self.mixed(text, Ending::OfSegment),
            self.mixed(text, Ending::OfBytes),
        ]
    }

    /// Segments by the lengths of the writes.
    fn mixed(&self, text: &str, ending: Ending) -> Vec<QrSegment> {
        let mut segments = Vec::new();
        let (mut rest, mut at) = (self.lengths.as_slice(), 0);
        while let Some(&unit) = rest.first() {
            let mut writes = rest.iter().take_while(|&&n| n == unit).count();
            let shorter = rest.get(writes).is_some_and(|&n| n < unit);
            if shorter && ending == Ending::OfSegment {
                writes += 1;
            }
            let (these, later) = rest.split_at(writes);
            let end = at + these.iter().sum::<usize>();
            segments.extend(text.as_bytes().get(at..end).and_then(|part| segment(part, unit)));
            (rest, at) = (later, end);
        }
        segments
    }
}

/// Whether a single shorter write ends the segment before it or begins the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    OfSegment,
    OfBytes,
}

/// One segment whose writes are `unit` bytes long.
fn segment(part: &[u8], unit: usize) -> Option<QrSegment> {
    match (unit, core::str::from_utf8(part)) {
        (3, Ok(digits)) if QrSegment::is_numeric(digits) => Some(QrSegment::make_numeric(digits)),
        (2, Ok(text)) if QrSegment::is_alphanumeric(text) => Some(QrSegment::make_alphanumeric(text)),
        (1, _) => Some(QrSegment::make_bytes(part)),
        _ => None,
    }
}

/// Whether `segments`, drawn with the symbol's own version, level and mask, give the codewords that were seen.
fn is_drawn_as(segments: &[QrSegment], meta: &MetaData, seen: &RawData) -> bool {
    let Some((level, repaired)) = level(meta.ecc_level) else { return false };
    let (Ok(version), Ok(mask)) = (u8::try_from(meta.version.0), u8::try_from(meta.mask)) else { return false };
    let version = Version::new(version);
    let drawn = QrCode::encode_segments_advanced(segments, level, version, version, Some(Mask::new(mask)), false);
    let Ok((_, mut drawn)) =
        drawn.map_err(|_| ()).and_then(|code| rqrr::Grid::new(Drawn(code)).get_raw_data().map_err(|_| ()))
    else {
        return false;
    };
    let codewords = seen.len / 8;
    let pairs = || seen.data.iter().zip(&drawn.data).take(codewords);
    let different = pairs().filter(|(a, b)| a != b).count();
    let first_is_same = pairs().next().is_some_and(|(a, b)| a == b);
    drawn.data.zeroize();
    // No two texts are as close as four codewords; a damaged picture must at least agree on where the text begins.
    different <= 4 || (first_is_same && 100 * different <= repaired * codewords)
}

/// A level by its two bits in the symbol, and the share of codewords it can repair at most, in percent.
const fn level(bits: u16) -> Option<(QrCodeEcc, usize)> {
    match bits {
        0 => Some((QrCodeEcc::Medium, 20)),
        1 => Some((QrCodeEcc::Low, 12)),
        2 => Some((QrCodeEcc::High, 34)),
        3 => Some((QrCodeEcc::Quartile, 28)),
        _ => None,
    }
}

struct Drawn(QrCode);

impl BitGrid for Drawn {
    fn size(&self) -> usize {
        self.0.size().unsigned_abs() as usize
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        match (i32::try_from(x), i32::try_from(y)) {
            (Ok(x), Ok(y)) => self.0.get_module(x, y),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homography::Point;

    #[test]
    fn no_grid_makes_the_decoder_panic_or_invent_a_text() {
        let mut state = 1_u64;
        let mut bit = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 62 == 0
        };
        for size in (17..=181).step_by(4) {
            let modules = (0..size * size).map(|_| bit()).collect();
            assert!(decode(&Grid { size, modules, bounds: [Point { x: 0.0, y: 0.0 }; 4] }).is_none(), "{size}");
        }
    }
}
