//! Bytes for which the symbol names no character set → the set in which they were most likely written.
//!
//! ISO/IEC 18004 (§7.3.5) says ISO/IEC 8859-1, its first edition said JIS X 0201, and most encoders write UTF-8. So: UTF-8 where
//! the bytes are valid UTF-8; else Shift JIS or ISO/IEC 8859-1, by the rule of ZXing's `guessCharset`:
//!
//! 1. Well-formed Shift JIS is Shift JIS beside a Kanji segment; with three half-width katakana or three double bytes in a row;
//!    with two katakana together and no others; where a tenth of the bytes are signs rather than letters of 8859-1 (0xa0–0xbf, ×
//!    and ÷); and where the bytes cannot be 8859-1.
//! 2. Everything else is 8859-1, but for the control codes 0x80–0x9f, which no text holds, and a byte order mark of UTF-16:
//!    such bytes are refused.

use crate::charset::Charset;

/// What the bytes tell, in one run after another: none continues a sign of the one before.
#[derive(Default)]
struct Evidence {
    bytes: usize,
    /// Signs of 8859-1 that are neither letters nor ASCII.
    signs: usize,
    controls: bool,
    broken_shift_jis: bool,
    katakana: usize,
    /// The most katakana in a row, and the most double bytes.
    most_katakana: usize,
    most_doubles: usize,
}

/// The set of all `runs` together; `kanji` where the symbol has a Kanji segment.
pub(crate) fn charset<'a>(runs: impl Iterator<Item = &'a [u8]> + Clone, kanji: bool) -> Option<Charset> {
    if runs.clone().all(|run| core::str::from_utf8(run).is_ok()) {
        return Some(Charset::Utf8);
    }
    if runs.clone().next().is_some_and(|run| run.starts_with(&[0xfe, 0xff]) || run.starts_with(&[0xff, 0xfe])) {
        return None;
    }
    let mut evidence = Evidence::default();
    runs.for_each(|run| evidence.add(run));
    if evidence.is_shift_jis(kanji) {
        return Some(Charset::ShiftJis);
    }
    (!evidence.controls).then_some(Charset::Latin1)
}

impl Evidence {
    fn add(&mut self, run: &[u8]) {
        self.bytes += run.len();
        self.signs += run.iter().filter(|byte| matches!(byte, 0xa0..=0xbf | 0xd7 | 0xf7)).count();
        self.controls |= run.iter().any(|byte| matches!(byte, 0x80..=0x9f));
        let (mut katakana, mut doubles) = (0, 0);
        let mut rest = run.iter();
        while let Some(first) = rest.next() {
            (katakana, doubles) = match first {
                0x00..=0x7f => (0, 0),
                0xa1..=0xdf => (katakana + 1, 0),
                0x81..=0x9f | 0xe0..=0xef => {
                    self.broken_shift_jis |= !matches!(rest.next(), Some(0x40..=0x7e | 0x80..=0xfc));
                    (0, doubles + 1)
                }
                _ => {
                    self.broken_shift_jis = true;
                    (0, 0)
                }
            };
            self.katakana += usize::from(katakana > 0);
            self.most_katakana = self.most_katakana.max(katakana);
            self.most_doubles = self.most_doubles.max(doubles);
        }
    }

    const fn is_shift_jis(&self, kanji: bool) -> bool {
        let likely = kanji
            || self.controls
            || self.most_katakana >= 3
            || self.most_doubles >= 3
            || (self.most_katakana == 2 && self.katakana == 2)
            || 10 * self.signs >= self.bytes;
        likely && !self.broken_shift_jis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(bytes: &[u8]) -> Option<Charset> {
        charset([bytes].into_iter(), false)
    }

    #[test]
    fn valid_utf_8_is_utf_8() {
        for text in ["", "plain", "é", "点茗", "\u{feff}mark", "ﾃﾞｻﾞｲﾝ"] {
            assert_eq!(guess(text.as_bytes()), Some(Charset::Utf8), "{text}");
        }
    }

    #[test]
    fn european_words_are_latin_1() {
        for bytes in
            [&b"caf\xe9"[..], b"M\xfcnchen Stra\xdfe", b"\xa9 2024 Somebody and Company", b"d\xe9j\xe0 vu", b"\xe9"]
        {
            assert_eq!(guess(bytes), Some(Charset::Latin1), "{bytes:x?}");
        }
    }

    #[test]
    fn japanese_words_are_shift_jis() {
        // 点茗, テスト, half-width ﾃｽﾄ, two katakana alone, and one double byte that 8859-1 does not have.
        for bytes in
            [&b"\x93\x5f\xe4\xaa"[..], b"\x83\x65\x83\x58\x83\x67", b"QR \xc3\xbd\xc4", b"name: \xb1\xb2", b"\x93\x5f"]
        {
            assert_eq!(guess(bytes), Some(Charset::ShiftJis), "{bytes:x?}");
        }
    }

    #[test]
    fn a_kanji_segment_settles_what_could_be_both() {
        let both = b"word \xe9word word word";
        assert_eq!(charset([&both[..]].into_iter(), false), Some(Charset::Latin1));
        assert_eq!(charset([&both[..]].into_iter(), true), Some(Charset::ShiftJis));
        assert_eq!(charset(["é".as_bytes()].into_iter(), true), Some(Charset::Utf8));
    }

    #[test]
    fn the_runs_of_a_symbol_have_one_set() {
        let (valid, broken) = ("é".as_bytes(), &b"\xe9"[..]);
        assert_eq!(charset([valid, broken].into_iter(), false), Some(Charset::Latin1));
    }

    #[test]
    fn binary_and_the_marks_of_utf_16_are_no_text() {
        for bytes in [&b"\x80\xff"[..], b"\x9f", b"\x81\x7f", b"\xfe\xff\x00A", b"\xff\xfeA\x00"] {
            assert_eq!(guess(bytes), None, "{bytes:x?}");
        }
    }
}
