//! A symbol's modules → what it says, read twice (ISO/IEC 18004, §7): by our reader and by rqrr's.
//!
//! We read the format, repair the codewords and read the segments; rqrr is given the repaired modules and must find no error in
//! them and the same bytes, or two readers disagree and there is no text. The text itself is ours: rqrr skips an ECI, leaves
//! Kanji as Shift JIS, and takes values that no encoder writes. What it does not know at all, FNC1 and structured append, it must
//! refuse as such after it has checked the codewords.
//! Only this file names rqrr, and only its decoder: its detector panics on some pictures and freezes on others.

use crate::codewords::Codewords;
use crate::format::Format;
use crate::grid::Grid;
use crate::layout::Layout;
use crate::segments::{self, Refusal};
use crate::shift_jis::ShiftJis;
use crate::text::QrText;
use rqrr::{BitGrid, DeQRError};
use zeroize::{Zeroize, Zeroizing};

/// What a symbol says.
pub(crate) enum Content {
    Text(QrText),
    /// One part of several symbols.
    Part,
}

impl Content {
    /// Whether both say the same; the parts of one text are one code that was not read.
    pub(crate) fn repeats(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one.as_str() == other.as_str(),
            (Self::Part, Self::Part) => true,
            _ => false,
        }
    }
}

/// What one look at a grid gave.
pub(crate) enum Decoded {
    Content(Content, Format),
    /// Some blocks are not repaired; the codewords know which.
    Torn(Format),
    /// No format fits, or what is whole says nothing.
    Nothing,
}

/// Reads the grid, and leaves its codewords in `words`, repaired as far as they are.
pub(crate) fn decode(grid: &Grid, layout: &Layout, words: &mut Codewords, shift_jis: ShiftJis) -> Decoded {
    let Some(format) = Format::read(grid) else { return Decoded::Nothing };
    words.read(grid, layout, &format);
    if !words.repair(layout, &format) {
        return Decoded::Torn(format);
    }
    content(layout, &format, words, shift_jis).map_or(Decoded::Nothing, |content| Decoded::Content(content, format))
}

/// What codewords say that are all whole.
fn content(layout: &Layout, format: &Format, words: &Codewords, shift_jis: ShiftJis) -> Option<Content> {
    let ours = segments::read(&words.data(layout, format), usize::from(layout.version), shift_jis);
    let theirs = second_reading(&Repaired::new(layout, format, words));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) if ours.bytes == theirs => Some(Content::Text(QrText::new(ours.text))),
        (Ok(ours), Err(DeQRError::UnknownDataType)) if ours.fnc1 => Some(Content::Text(QrText::new(ours.text))),
        (Err(Refusal::StructuredAppend), Err(DeQRError::UnknownDataType)) => Some(Content::Part),
        _ => None,
    }
}

/// The bytes as rqrr reads them.
fn second_reading(modules: &Repaired) -> Result<Zeroizing<Vec<u8>>, DeQRError> {
    // The largest text is allocated at once, so that no smaller copy stays behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(rqrr::MAX_PAYLOAD_SIZE));
    rqrr::Grid::new(modules).decode_to(&mut *bytes)?;
    Ok(bytes)
}

/// The modules as an encoder would have drawn them, upright; version information is left out, as the size tells the version.
struct Repaired {
    size: usize,
    dark: Vec<bool>,
}

impl Repaired {
    fn new(layout: &Layout, format: &Format, words: &Codewords) -> Self {
        let (size, mut dark) = (layout.size, layout.without_data(format));
        let upright = Format { mirrored: false, ..*format };
        words.for_each_known(layout, &upright, |_, module, is_dark| dark[module] = is_dark);
        Self { size, dark }
    }
}

impl BitGrid for &Repaired {
    fn size(&self) -> usize {
        self.size
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        self.dark[y * self.size + x]
    }
}

impl Drop for Repaired {
    fn drop(&mut self) {
        self.dark.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shift_jis;

    #[test]
    fn no_grid_makes_the_decoder_panic_or_invent_a_text() {
        let mut state = 1_u64;
        let mut bit = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if state >> 62 == 0 { 1.0 } else { -1.0 }
        };
        for version in 1..=40 {
            let layout = Layout::new(version);
            let grid = Grid { size: layout.size, values: (0..layout.size * layout.size).map(|_| bit()).collect() };
            let decoded = decode(&grid, &layout, &mut Codewords::default(), shift_jis::native);
            assert!(!matches!(decoded, Decoded::Content(..)), "version {version}");
        }
    }
}
