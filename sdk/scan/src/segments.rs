//! Data codewords → text (ISO/IEC 18004, §7.4): numeric, alphanumeric and byte segments, in any order.
//!
//! Bytes are UTF-8. Refuses what would change their meaning or is no text: an ECI other than UTF-8, Kanji, structured append,
//! FNC1; also values that no encoder writes, a segment that ends early, and an empty text.

use zeroize::Zeroizing;

const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// The one-codeword designator of UTF-8.
const ECI_UTF_8: usize = 26;

struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        8 * self.data.len() - self.at
    }

    fn take(&mut self, count: usize) -> Option<usize> {
        let end = self.at + count;
        let value = (self.at..end)
            .try_fold(0, |value, i| Some(value << 1 | usize::from(*self.data.get(i / 8)? >> (7 - i % 8) & 1)))?;
        self.at = end;
        Some(value)
    }
}

/// The text of a symbol of `version`.
pub(crate) fn text(data: &[u8], version: usize) -> Option<Zeroizing<String>> {
    let mut bits = Bits { data, at: 0 };
    // Three digits take ten bits, the most for their room: with this much the text never moves and leaves no copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(3 * data.len()));
    while bits.left() >= 4 {
        match bits.take(4)? {
            0 => break,
            1 => numeric(&mut bits, version, &mut bytes)?,
            2 => alphanumeric(&mut bits, version, &mut bytes)?,
            4 => byte(&mut bits, version, &mut bytes)?,
            7 if bits.take(8)? == ECI_UTF_8 => {}
            _ => return None,
        }
    }
    let text = core::str::from_utf8(&bytes).ok().filter(|text| !text.is_empty())?;
    Some(Zeroizing::new(text.to_owned()))
}

/// The width of a count, by version: up to 9, up to 26, above.
const fn width(version: usize, widths: [usize; 3]) -> usize {
    let [small, middle, large] = widths;
    match version {
        ..=9 => small,
        10..=26 => middle,
        _ => large,
    }
}

fn numeric(bits: &mut Bits<'_>, version: usize, out: &mut Vec<u8>) -> Option<()> {
    let mut count = bits.take(width(version, [10, 12, 14]))?;
    while count > 0 {
        let (digits, size, limit) = match count {
            1 => (1, 4, 10),
            2 => (2, 7, 100),
            _ => (3, 10, 1000),
        };
        let value = bits.take(size).filter(|&value| value < limit)?;
        out.extend(
            [value / 100, value / 10 % 10, value % 10].iter().skip(3 - digits).filter_map(|&d| ALPHANUMERIC.get(d)),
        );
        count -= digits;
    }
    Some(())
}

fn alphanumeric(bits: &mut Bits<'_>, version: usize, out: &mut Vec<u8>) -> Option<()> {
    let count = bits.take(width(version, [9, 11, 13]))?;
    for _ in 0..count / 2 {
        let value = bits.take(11)?;
        out.extend([*ALPHANUMERIC.get(value / 45)?, *ALPHANUMERIC.get(value % 45)?]);
    }
    if count % 2 == 1 {
        out.push(*ALPHANUMERIC.get(bits.take(6)?)?);
    }
    Some(())
}

fn byte(bits: &mut Bits<'_>, version: usize, out: &mut Vec<u8>) -> Option<()> {
    let count = bits.take(width(version, [8, 16, 16]))?;
    for _ in 0..count {
        out.push(u8::try_from(bits.take(8)?).ok()?);
    }
    Some(())
}
