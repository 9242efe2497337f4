//! Data codewords → the bytes of the segments and their text (ISO/IEC 18004, §7.4): numeric, alphanumeric, byte and Kanji
//! segments in any order, ECI designators between them, and FNC1 in the first position.
//!
//! A designator holds for all bytes that follow it, in whatever segment; without one a Kanji segment is Shift JIS and the
//! others are what their bytes show. With FNC1 (a GS1 text) a `%` of an alphanumeric segment is the separator 0x1D and `%%` a `%`.
//! Refused: structured append, whose text is a part of another; FNC1 in the second position, which puts an application's
//! number before the text; a set that is not known or that readers apply differently (a Kanji segment in another than Shift
//! JIS, digits in UTF-16); values that no encoder writes; a segment that ends early; and an empty text.

use core::ops::Range;

use zeroize::Zeroizing;

use crate::bits::Bits;
use crate::charset::Charset;
use crate::shift_jis::ShiftJis;
use crate::unlabelled;

/// The characters of an alphanumeric segment by their value; the first ten are those of a numeric one.
pub(crate) const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// The separator of a GS1 text.
const SEPARATOR: u8 = 0x1d;
/// The most bytes that a codeword gives, of the segments as of the text. With this much room neither ever moves, and no copy of a
/// person's data stays behind: three digits take ten bits, and one byte is at most three of UTF-8.
const GROWTH: usize = 3;

/// What a symbol says.
pub(crate) struct Payload {
    /// The bytes of the segments: digits and letters as ASCII, Kanji as Shift JIS, whatever the set.
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// Their text.
    pub(crate) text: Zeroizing<String>,
    /// Whether FNC1 stood first, so that `bytes` hold its separators.
    pub(crate) fnc1: bool,
}

/// Why there is no payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No encoder writes it, or it is no text.
    Malformed,
    /// The symbol is one part of several.
    StructuredAppend,
}

/// The payload of a symbol of `version`.
pub(crate) fn read(data: &[u8], version: usize, shift_jis: ShiftJis) -> Result<Payload, Refusal> {
    if is_part(data) {
        return Err(Refusal::StructuredAppend);
    }
    let mut segments = Segments::new(data, version);
    segments.read().ok_or(Refusal::Malformed)?;
    let text = segments.text(shift_jis).ok_or(Refusal::Malformed)?;
    Ok(Payload { bytes: segments.bytes, text, fnc1: segments.fnc1 })
}

/// Whether the symbol begins as a part of several: its position, the last position and the parity of the whole (§8.2).
fn is_part(data: &[u8]) -> bool {
    let mut bits = Bits::new(data);
    let head = [4, 4, 4, 8].map(|count| bits.take(count));
    matches!(head, [Some(3), Some(position), Some(last), Some(_)] if position <= last)
}

/// Neighbouring bytes that are in one set; in no named one for `None`.
struct Run {
    charset: Option<Charset>,
    range: Range<usize>,
}

struct Segments<'a> {
    bits: Bits<'a>,
    version: usize,
    /// The set that the last designator named.
    named: Option<Charset>,
    fnc1: bool,
    bytes: Zeroizing<Vec<u8>>,
    runs: Vec<Run>,
}

impl<'a> Segments<'a> {
    fn new(data: &'a [u8], version: usize) -> Self {
        let bytes = Zeroizing::new(Vec::with_capacity(GROWTH * data.len()));
        Self { bits: Bits::new(data), version, named: None, fnc1: false, bytes, runs: Vec::new() }
    }

    fn read(&mut self) -> Option<()> {
        while self.bits.left() >= 4 {
            match self.bits.take(4)? {
                0 => break,
                1 if self.is_ascii() => self.numeric()?,
                2 if self.is_ascii() => self.alphanumeric()?,
                4 => self.byte()?,
                5 if self.bytes.is_empty() => self.fnc1 = true,
                7 => self.named = Some(Charset::of(self.designator()?)?),
                8 if self.is_shift_jis() => self.kanji()?,
                _ => return None,
            }
        }
        Some(())
    }

    /// Whether the set in force has digits and letters as ASCII does.
    fn is_ascii(&self) -> bool {
        self.named.is_none_or(Charset::contains_ascii)
    }

    /// Whether the set in force, if any, is that of Kanji segments.
    fn is_shift_jis(&self) -> bool {
        self.named.is_none_or(|named| named == Charset::ShiftJis)
    }

    /// A number whose width depends on the version: up to 9, up to 26, above.
    fn count(&mut self, widths: [usize; 3]) -> Option<usize> {
        let [small, middle, large] = widths;
        self.bits.take(match self.version {
            ..=9 => small,
            10..=26 => middle,
            _ => large,
        })
    }

    fn numeric(&mut self) -> Option<()> {
        let start = self.bytes.len();
        let mut count = self.count([10, 12, 14])?;
        while count > 0 {
            let (digits, size, limit) = match count {
                1 => (1, 4, 10),
                2 => (2, 7, 100),
                _ => (3, 10, 1000),
            };
            let value = self.bits.take(size).filter(|&value| value < limit)?;
            let all = [value / 100, value / 10 % 10, value % 10];
            self.bytes.extend(all.iter().skip(3 - digits).filter_map(|&digit| ALPHANUMERIC.get(digit)));
            count -= digits;
        }
        self.close(start, self.named);
        Some(())
    }

    fn alphanumeric(&mut self) -> Option<()> {
        let start = self.bytes.len();
        let count = self.count([9, 11, 13])?;
        for _ in 0..count / 2 {
            let value = self.bits.take(11)?;
            self.bytes.extend([*ALPHANUMERIC.get(value / 45)?, *ALPHANUMERIC.get(value % 45)?]);
        }
        if count % 2 == 1 {
            self.bytes.push(*ALPHANUMERIC.get(self.bits.take(6)?)?);
        }
        if self.fnc1 {
            separate(&mut self.bytes, start);
        }
        self.close(start, self.named);
        Some(())
    }

    fn byte(&mut self) -> Option<()> {
        let start = self.bytes.len();
        for _ in 0..self.count([8, 16, 16])? {
            self.bytes.push(u8::try_from(self.bits.take(8)?).ok()?);
        }
        self.close(start, self.named);
        Some(())
    }

    fn kanji(&mut self) -> Option<()> {
        let start = self.bytes.len();
        for _ in 0..self.count([8, 10, 12])? {
            let value = self.bits.take(13)?;
            let (row, cell) = (value / 0xc0, value % 0xc0);
            // 0x8140 to 0x9ffc and 0xe040 to 0xebbf, without the trail bytes that Shift JIS does not have.
            let lead = row + if row < 0x1f { 0x81 } else { 0xc1 };
            let trail = Some(cell + 0x40).filter(|trail| !matches!(trail, 0x7f | 0xfd..))?;
            self.bytes.extend([u8::try_from(lead).ok()?, u8::try_from(trail).ok()?]);
        }
        self.close(start, Some(Charset::ShiftJis));
        Some(())
    }

    /// The number of an ECI, in one, two or three codewords (table 4).
    fn designator(&mut self) -> Option<usize> {
        let first = self.bits.take(8)?;
        match first {
            0x00..=0x7f => Some(first),
            0x80..=0xbf => Some((first & 0x3f) << 8 | self.bits.take(8)?),
            0xc0..=0xdf => Some((first & 0x1f) << 16 | self.bits.take(16)?),
            _ => None,
        }
    }

    /// Notes in which set the bytes from `start` are.
    fn close(&mut self, start: usize, charset: Option<Charset>) {
        let end = self.bytes.len();
        match self.runs.last_mut() {
            Some(run) if run.charset == charset => run.range.end = end,
            _ => self.runs.push(Run { charset, range: start..end }),
        }
    }

    /// The text of the bytes.
    fn text(&self, shift_jis: ShiftJis) -> Option<Zeroizing<String>> {
        let unlabelled = self.runs.iter().filter(|run| run.charset.is_none());
        let kanji = self.runs.iter().any(|run| run.charset == Some(Charset::ShiftJis));
        let guessed = unlabelled::charset(unlabelled.filter_map(|run| self.bytes.get(run.range.clone())), kanji);
        let mut text = Zeroizing::new(String::with_capacity(self.bytes.capacity()));
        for Run { charset, range } in &self.runs {
            let charset = charset.or(guessed)?;
            charset.decode(self.bytes.get(range.clone())?, shift_jis, &mut text)?;
        }
        Some(text).filter(|text| !text.is_empty())
    }
}

/// Puts the separators of a GS1 text from `start` on (§7.4.8.2): `%` is one, and `%%` a `%`.
fn separate(bytes: &mut Vec<u8>, start: usize) {
    let (mut read, mut write) = (start, start);
    while let Some(&byte) = bytes.get(read) {
        let double = byte == b'%' && bytes.get(read + 1) == Some(&b'%');
        if let Some(place) = bytes.get_mut(write) {
            *place = if byte == b'%' && !double { SEPARATOR } else { byte };
        }
        (read, write) = (read + 1 + usize::from(double), write + 1);
    }
    bytes.truncate(write);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shift_jis;

    /// Values and their widths, as codewords; the last one is filled with zeros.
    fn codewords(bits: &[(usize, usize)]) -> Vec<u8> {
        let flat: Vec<bool> =
            bits.iter().flat_map(|&(value, count)| (0..count).rev().map(move |i| value >> i & 1 == 1)).collect();
        flat.chunks(8).map(|byte| byte.iter().enumerate().map(|(i, &bit)| u8::from(bit) << (7 - i)).sum()).collect()
    }

    fn payload(bits: &[(usize, usize)]) -> Result<Payload, Refusal> {
        read(&codewords(bits), 1, shift_jis::native)
    }

    fn refusal(bits: &[(usize, usize)]) -> Option<Refusal> {
        payload(bits).err()
    }

    /// One segment of each kind with a sign or more.
    const WHOLE: [&[(usize, usize)]; 7] = [
        &[(1, 4), (1, 10), (7, 4)],
        &[(1, 4), (5, 10), (123, 10), (45, 7)],
        &[(2, 4), (3, 9), (461, 11), (12, 6)],
        &[(4, 4), (2, 8), (0x41, 8), (0x42, 8)],
        &[(8, 4), (2, 8), (0x0d9f, 13), (0x1aaa, 13)],
        &[(7, 4), (26, 8), (4, 4), (1, 8), (0x41, 8)],
        &[(7, 4), (2, 2), (20, 14), (8, 4), (1, 8), (0x0d9f, 13)],
    ];

    #[test]
    fn the_bytes_are_those_of_the_segments_and_the_text_is_in_their_set() {
        let kanji = payload(&[(2, 4), (1, 9), (10, 6), (8, 4), (2, 8), (0x0d9f, 13), (0x1aaa, 13)]);
        assert!(kanji.is_ok_and(|one| *one.bytes == b"A\x93\x5f\xe4\xaa"[..] && *one.text == "A点茗" && !one.fnc1));
        let latin_1 = payload(&[(7, 4), (3, 8), (4, 4), (1, 8), (0xe9, 8)]);
        assert!(latin_1.is_ok_and(|one| *one.bytes == b"\xe9"[..] && *one.text == "é"));
        let digits = payload(&[(1, 4), (5, 10), (12, 10), (4, 7)]);
        assert!(digits.is_ok_and(|one| *one.bytes == b"01204"[..] && one.text.as_bytes() == one.bytes.as_slice()));
    }

    #[test]
    fn a_stream_that_is_cut_at_any_bit_is_malformed() {
        for (whole, empties) in WHOLE.into_iter().flat_map(|whole| (0..8).map(move |empties| (whole, empties))) {
            // Empty segments of 13 bits move the cuts, which are between codewords, to every bit.
            let mut bits = [(2, 4), (0, 9)].repeat(empties);
            bits.extend(whole);
            let data = codewords(&bits);
            assert!(read(&data, 1, shift_jis::native).is_ok(), "{whole:?}");
            for end in 0..data.len() {
                let cut = data.get(..end).unwrap_or_default();
                assert_eq!(read(cut, 1, shift_jis::native).err(), Some(Refusal::Malformed), "{whole:?} at {end}");
            }
        }
    }

    #[test]
    fn values_that_no_encoder_writes_are_malformed() {
        let numbers = [(3, 10, 1000), (3, 10, 1023), (2, 7, 100), (1, 4, 10)];
        let letters = [(2, 11, 45 * 45), (2, 11, 2047), (1, 6, 45), (1, 6, 63)];
        // Trail bytes 0x7f, 0xfd and 0xff.
        let kanji = [(1, 13, 0x3f), (1, 13, 0xbd), (1, 13, 0xbf)];
        let all = numbers.map(|value| (1, 10, value)).into_iter().chain(letters.map(|value| (2, 9, value)));
        for (mode, width, (count, size, value)) in all.chain(kanji.map(|value| (8, 8, value))) {
            let bits = [(mode, 4), (count, width), (value, size)];
            assert_eq!(refusal(&bits), Some(Refusal::Malformed), "{bits:?}");
        }
    }

    #[test]
    fn modes_that_the_standard_does_not_have_are_malformed() {
        for mode in [6, 9, 10, 11, 12, 13, 14, 15] {
            assert_eq!(refusal(&[(mode, 4), (0x41, 8), (0, 8)]), Some(Refusal::Malformed), "{mode}");
        }
    }

    #[test]
    fn only_a_whole_head_at_the_start_is_a_part() {
        let head = [(3, 4), (2, 4), (2, 4), (0x5a, 8)];
        assert_eq!(refusal(&head), Some(Refusal::StructuredAppend));
        assert_eq!(refusal(&[&head, WHOLE[3]].concat()), Some(Refusal::StructuredAppend));
        assert_eq!(refusal(&[WHOLE[3], &head].concat()), Some(Refusal::Malformed));
        assert_eq!(refusal(&[(3, 4), (3, 4), (2, 4), (0x5a, 8)]), Some(Refusal::Malformed));
        assert_eq!(refusal(&[(3, 4), (0, 4), (1, 4)]), Some(Refusal::Malformed));
    }

    #[test]
    fn no_codewords_panic_or_move_the_text() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        };
        let mut texts = 0;
        for round in 0..60_000 {
            // A mode and a short count, so that some are texts.
            let head = [next() % 9 * 16, next() % 64];
            let data: Vec<u8> = head.into_iter().chain((0..round % 40).map(|_| next())).collect();
            if let Ok(one) = read(&data, [1, 10, 27][round % 3], shift_jis::native) {
                texts += 1;
                assert_eq!([one.bytes.capacity(), one.text.capacity()], [GROWTH * data.len(); 2]);
            }
        }
        assert!(texts > 100, "{texts}");
    }

    #[test]
    fn the_texts_that_grow_most_do_not_move() {
        for (designator, byte) in [(23, 0x80), (20, 0xb1)] {
            let mut bits = vec![(7, 4), (designator, 8), (4, 4), (200, 8)];
            bits.extend([(byte, 8); 200]);
            let room = GROWTH * codewords(&bits).len();
            assert!(payload(&bits).is_ok_and(|one| one.text.capacity() == room && one.text.len() == 600));
        }
    }
}
