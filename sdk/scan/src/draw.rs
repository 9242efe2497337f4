//! Text → the version and the modules of its symbol (ISO/IEC 18004:2015, §7.1).
//!
//! One segment: digits, else alphanumeric, else bytes. The smallest version that holds it at the level asked for, the highest
//! level that costs no larger version, the mask with the least penalty. Layouts, blocks and words are the reader's own; a block's
//! check codewords are what repairs a block that lost them. The tests hold every version and level to qrcodegen's drawing.
//! Refuses a text that no version holds.

use crate::codewords::Blocks;
use crate::format::Format;
use crate::layout::Layout;
use crate::penalty::penalty;
use crate::reed_solomon::{MAX_CHECKS, Syndromes, repair};
use crate::segments::ALPHANUMERIC;
use crate::version;

/// A symbol's modules, row by row.
pub(crate) struct Drawn {
    pub(crate) version: u8,
    pub(crate) dark: Vec<bool>,
}

/// How a segment is written.
struct Mode {
    indicator: usize,
    base: usize,
    /// The bits of a group of one character, of two, of three.
    widths: &'static [usize],
    /// The bits of the number of characters: up to version 9, up to 26, above.
    counts: [usize; 3],
}

const DIGITS: Mode = Mode { indicator: 1, base: 10, widths: &[4, 7, 10], counts: [10, 12, 14] };
const LETTERS: Mode = Mode { indicator: 2, base: 45, widths: &[6, 11], counts: [9, 11, 13] };
const BYTES: Mode = Mode { indicator: 4, base: 256, widths: &[8], counts: [8, 16, 16] };

impl Mode {
    fn of(text: &[u8]) -> Self {
        if text.iter().all(u8::is_ascii_digit) {
            DIGITS
        } else if text.iter().all(|&byte| letter(byte).is_some()) {
            LETTERS
        } else {
            BYTES
        }
    }

    fn count(&self, version: u8) -> usize {
        self.counts[usize::from(version > 9) + usize::from(version > 26)]
    }

    /// The bits of a segment of so many characters.
    fn bits(&self, length: usize, version: u8) -> usize {
        let (group, widths) = (self.widths.len(), self.widths);
        let rest = (length % group).checked_sub(1).map_or(0, |last| widths[last]);
        4 + self.count(version) + length / group * widths[group - 1] + rest
    }

    fn value(&self, byte: u8) -> usize {
        if self.base == BYTES.base { byte.into() } else { letter(byte).unwrap_or_default() }
    }
}

fn letter(byte: u8) -> Option<usize> {
    ALPHANUMERIC.iter().position(|&letter| letter == byte)
}

/// Draws a text at a level, 0 for L to 3 for H.
pub(crate) fn draw(text: &[u8], level: usize) -> Option<Drawn> {
    let mode = Mode::of(text);
    let holds = |version, level| mode.bits(text.len(), version) <= 8 * Blocks::new(version, level).data;
    let version = (1..=40).find(|&version| holds(version, level))?;
    let level = (level..4).rev().find(|&level| holds(version, level))?;
    let blocks = Blocks::new(version, level);
    let words = words(&blocks, &data(text, &mode, version, blocks.data));
    let layout = Layout::new(version);
    let masked = (0..8).map(|mask| modules(&layout, &Format::new(level, mask), &words));
    masked.min_by_key(|dark| penalty(dark, layout.size)).map(|dark| Drawn { version, dark })
}

/// The data codewords: the segment, the terminator, and two pad codewords by turns.
fn data(text: &[u8], mode: &Mode, version: u8, length: usize) -> Vec<u8> {
    let mut bits = Vec::with_capacity(8 * length + 8);
    let mut push = |value: usize, width: usize| bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
    push(mode.indicator, 4);
    push(text.len(), mode.count(version));
    for group in text.chunks(mode.widths.len()) {
        push(group.iter().fold(0, |value, &byte| value * mode.base + mode.value(byte)), mode.widths[group.len() - 1]);
    }
    push(0, 4);
    bits.truncate(8 * length);
    let byte = |bits: &[bool]| bits.iter().enumerate().fold(0, |byte, (i, &bit)| byte | u8::from(bit) << (7 - i));
    bits.chunks(8).map(byte).chain([0xec, 0x11].into_iter().cycle()).take(length).collect()
}

/// All codewords in the order of the symbol.
fn words(blocks: &Blocks, data: &[u8]) -> Vec<u8> {
    let mut words = vec![0; blocks.data + blocks.checks * blocks.count];
    let mut rest = data;
    for block in 0..blocks.count {
        let (own, others) = rest.split_at(blocks.data_of(block));
        rest = others;
        let mut whole = own.to_vec();
        whole.resize(own.len() + blocks.checks, 0);
        let lost: [usize; MAX_CHECKS] = core::array::from_fn(|i| own.len() + i);
        let syndromes = Syndromes::of(&whole, blocks.checks);
        let _changed = repair(&mut whole, &syndromes, 0, &lost[..blocks.checks]);
        whole.iter().enumerate().for_each(|(i, &word)| words[blocks.place(block, i)] = word);
    }
    words
}

fn modules(layout: &Layout, format: &Format, words: &[u8]) -> Vec<bool> {
    let (size, mask) = (layout.size, format.mask());
    let mut dark = layout.without_data(format);
    // The one module beside the format information that is always dark.
    dark[(size - 8) * size + 8] = true;
    for (bit, [one, other]) in version::places(layout.version, size) {
        (dark[one], dark[other]) = (bit, bit);
    }
    for (i, (&module, &cell)) in layout.order.iter().zip(&layout.cells).enumerate() {
        // Behind the codewords are up to seven modules that hold nothing.
        let bit = words.get(i / 8).is_some_and(|word| word << (i % 8) >> 7 == 1);
        dark[usize::from(module)] = bit != mask[usize::from(cell)];
    }
    dark
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

    fn is_as_drawn_by_qrcodegen(text: &str, level: usize) {
        let levels = [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High];
        let segments = QrSegment::make_segments(text);
        let theirs =
            QrCode::encode_segments_advanced(&segments, levels[level], Version::MIN, Version::MAX, None, true).ok();
        let theirs = theirs.map(|code| {
            let size = code.size();
            let dark = (0..size * size).map(|i| code.get_module(i % size, i / size)).collect::<Vec<_>>();
            (code.version().value(), dark)
        });
        let ours = draw(text.as_bytes(), level).map(|drawn| (drawn.version, drawn.dark));
        assert!(ours == theirs, "{} characters at level {level}", text.len());
    }

    #[test]
    fn every_version_and_level_is_drawn_as_qrcodegen_draws_it() {
        for alphabet in ["0123456789", "AB1 $:./", "ikd-qr é"] {
            let endless: Vec<char> = alphabet.chars().cycle().take(7_100).collect();
            for level in 0..4 {
                for version in 1..=40 {
                    let bits = 8 * Blocks::new(version, level).data;
                    let most = (1..).take_while(|&length| Mode::of(alphabet.as_bytes()).bits(length, version) <= bits);
                    let bytes = most.last().unwrap_or_default();
                    let mut text = String::new();
                    for letter in &endless {
                        if text.len() + letter.len_utf8() <= bytes {
                            text.push(*letter);
                        }
                    }
                    is_as_drawn_by_qrcodegen(&text, level);
                }
                is_as_drawn_by_qrcodegen(&endless.iter().collect::<String>(), level);
            }
        }
    }

    #[test]
    fn every_length_is_drawn_as_qrcodegen_draws_it() {
        let text: String = (0..120).map(|i| char::from(ALPHANUMERIC[i * i % 45])).collect();
        for length in 1..text.len() {
            is_as_drawn_by_qrcodegen(&text[..length], length % 4);
            is_as_drawn_by_qrcodegen(&text[..length].to_lowercase(), length % 4);
        }
    }
}
