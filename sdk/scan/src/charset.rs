//! Bytes of a known character set → text: the sets that an ECI designator may name (AIM ITS/04-023, part 3).
//!
//! A set without a table here is read as far as it is ASCII, which all of these contain; anything else is refused, as is a
//! designator of no text, such as 899 for binary. Never a replacement character: bytes that a set does not map are no text.
//! A byte order mark is data like any other sign and stays in the text (RFC 3629, §6; RFC 2781, §3.3).

use crate::shift_jis::ShiftJis;

/// How the bytes of a text are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    Ascii,
    Latin1,
    Latin9,
    Windows1252,
    Utf8,
    Utf16Be,
    Utf16Le,
    ShiftJis,
}

/// Where ISO/IEC 8859-15 differs from 8859-1.
const LATIN_9: [(u8, char); 8] =
    [(0xa4, '€'), (0xa6, 'Š'), (0xa8, 'š'), (0xb4, 'Ž'), (0xb8, 'ž'), (0xbc, 'Œ'), (0xbd, 'œ'), (0xbe, 'Ÿ')];

/// Where Windows-1252 differs from ISO/IEC 8859-1: it has no other signs from 0x80 to 0x9f.
const WINDOWS_1252: [(u8, char); 27] = [
    (0x80, '€'),
    (0x82, '‚'),
    (0x83, 'ƒ'),
    (0x84, '„'),
    (0x85, '…'),
    (0x86, '†'),
    (0x87, '‡'),
    (0x88, 'ˆ'),
    (0x89, '‰'),
    (0x8a, 'Š'),
    (0x8b, '‹'),
    (0x8c, 'Œ'),
    (0x8e, 'Ž'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x98, '˜'),
    (0x99, '™'),
    (0x9a, 'š'),
    (0x9b, '›'),
    (0x9c, 'œ'),
    (0x9e, 'ž'),
    (0x9f, 'Ÿ'),
];

/// Control codes of Shift JIS that decoders swap or refuse (ICU, and so Node): no text holds them.
const DISPUTED: [char; 4] = ['\u{1a}', '\u{1c}', '\u{7f}', '\u{80}'];

impl Charset {
    /// The set of an ECI designator.
    pub(crate) const fn of(designator: usize) -> Option<Self> {
        Some(match designator {
            1 | 3 => Self::Latin1,
            17 => Self::Latin9,
            20 => Self::ShiftJis,
            23 => Self::Windows1252,
            25 => Self::Utf16Be,
            26 => Self::Utf8,
            33 => Self::Utf16Le,
            // CP437, other parts of ISO/IEC 8859 and of Windows, Big5, GB 18030, KS X 1001; ASCII and its invariant part.
            0 | 2 | 4..=13 | 15 | 16 | 18 | 21 | 22 | 24 | 27..=30 | 170 => Self::Ascii,
            _ => return None,
        })
    }

    /// Whether ASCII bytes mean ASCII signs.
    pub(crate) const fn contains_ascii(self) -> bool {
        !matches!(self, Self::Utf16Be | Self::Utf16Le)
    }

    /// Adds the text of `bytes`. A byte gives at most three bytes of UTF-8.
    pub(crate) fn decode(self, bytes: &[u8], shift_jis: ShiftJis, text: &mut String) -> Option<()> {
        match self {
            Self::Utf8 => text.push_str(core::str::from_utf8(bytes).ok()?),
            Self::Ascii => text.push_str(core::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())?),
            Self::Latin1 => text.extend(bytes.iter().copied().map(char::from)),
            Self::Latin9 => single(bytes, &LATIN_9, &[], text)?,
            Self::Windows1252 => single(bytes, &WINDOWS_1252, &[0x81, 0x8d, 0x8f, 0x90, 0x9d], text)?,
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes, text)?,
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes, text)?,
            Self::ShiftJis => text.push_str(&shift_jis(bytes).filter(|text| !text.contains(DISPUTED))?),
        }
        Some(())
    }
}

/// ISO/IEC 8859-1 with `own` signs and with `gaps`.
fn single(bytes: &[u8], own: &[(u8, char)], gaps: &[u8], text: &mut String) -> Option<()> {
    let sign = |byte: u8| own.iter().find(|(key, _)| *key == byte).map_or(char::from(byte), |(_, sign)| *sign);
    text.extend(bytes.iter().copied().map(sign));
    bytes.iter().all(|byte| !gaps.contains(byte)).then_some(())
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16, text: &mut String) -> Option<()> {
    let (pairs, []) = bytes.as_chunks() else { return None };
    char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).try_for_each(|sign| {
        text.push(sign.ok()?);
        Some(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(charset: Charset, bytes: &[u8]) -> Option<String> {
        let mut text = String::new();
        charset.decode(bytes, |_| None, &mut text).map(|()| text)
    }

    #[test]
    fn ascii_is_the_same_in_every_set_but_utf_16() {
        let ascii: Vec<u8> = (0..0x80).collect();
        let text = ascii.iter().copied().map(char::from).collect();
        for charset in [Charset::Ascii, Charset::Latin1, Charset::Latin9, Charset::Windows1252, Charset::Utf8] {
            assert_eq!(decoded(charset, &ascii).as_ref(), Some(&text), "{charset:?}");
            assert!(charset.contains_ascii());
        }
        assert!(!Charset::Utf16Be.contains_ascii());
    }

    #[test]
    fn the_upper_half_is_that_of_the_set() {
        assert_eq!(decoded(Charset::Ascii, b"a\xe9"), None);
        assert_eq!(decoded(Charset::Utf8, b"a\xe9"), None);
        assert_eq!(decoded(Charset::Latin1, b"\x80\xa4\xe9\xff").as_deref(), Some("\u{80}¤éÿ"));
        assert_eq!(decoded(Charset::Latin9, b"\xa4\xa6\xe9\xbe\xbf").as_deref(), Some("€ŠéŸ¿"));
        assert_eq!(decoded(Charset::Windows1252, b"\x80\x93\x94\xe9\x9f\xa4").as_deref(), Some("€“”éŸ¤"));
    }

    #[test]
    fn windows_1252_has_five_gaps() {
        let gaps: Vec<u8> = (0..=255).filter(|&byte| decoded(Charset::Windows1252, &[byte]).is_none()).collect();
        assert_eq!(gaps, [0x81, 0x8d, 0x8f, 0x90, 0x9d]);
    }

    #[test]
    fn utf_16_is_whole_units_and_whole_pairs() {
        assert_eq!(decoded(Charset::Utf16Be, &[0x70, 0xb9, 0xd8, 0x3d, 0xde, 0x00]).as_deref(), Some("点😀"));
        assert_eq!(decoded(Charset::Utf16Le, &[0xb9, 0x70]).as_deref(), Some("点"));
        assert_eq!(decoded(Charset::Utf16Be, &[0xfe, 0xff, 0, 0x41]).as_deref(), Some("\u{feff}A"));
        for broken in [&[0x70, 0xb9, 0x00][..], &[0xd8, 0x3d], &[0xde, 0x00, 0xd8, 0x3d]] {
            assert_eq!(decoded(Charset::Utf16Be, broken), None, "{broken:?}");
        }
    }

    #[test]
    fn designators_of_no_text_have_no_set() {
        for designator in [14, 19, 31, 32, 34, 35, 169, 171, 899, 999_999] {
            assert_eq!(Charset::of(designator), None, "{designator}");
        }
    }
}
