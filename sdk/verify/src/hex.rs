//! Hexadecimal text ↔ bytes, as requests, roots and results carry them.

use alloc::string::String;
use alloc::vec::Vec;

/// Lower-case digits.
///
/// ```
/// assert_eq!(ikd_verify::hex::encode(&[0x0a, 0xff]), "0aff");
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        text.extend([byte >> 4, byte & 0xf].map(digit_of));
    }
    text
}

/// The digit of a number below 16.
fn digit_of(number: u8) -> char {
    let first = if number < 10 { b'0' } else { b'a' - 10 };
    char::from(first.wrapping_add(number))
}

/// Exactly `N` bytes; digits of either case.
///
/// ```
/// assert_eq!(ikd_verify::hex::decode("0aFF"), Some([0x0a, 0xff]));
/// assert_eq!(ikd_verify::hex::decode::<2>("0af"), None);
/// ```
#[must_use]
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !odd.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = byte_of(*pair)?;
    }
    Some(bytes)
}

/// As many bytes as there are.
///
/// ```
/// assert_eq!(ikd_verify::hex::decode_all("0aFF"), Some(vec![0x0a, 0xff]));
/// assert_eq!(ikd_verify::hex::decode_all("0af"), None);
/// ```
#[must_use]
pub fn decode_all(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    if !odd.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(pairs.len());
    for pair in pairs {
        bytes.push(byte_of(*pair)?);
    }
    Some(bytes)
}

fn byte_of(pair: [u8; 2]) -> Option<u8> {
    let [high, low] = pair.map(value_of);
    Some(high? << 4 | low?)
}

fn value_of(digit: u8) -> Option<u8> {
    let first = match digit {
        b'0'..=b'9' => b'0',
        b'a'..=b'f' => b'a' - 10,
        b'A'..=b'F' => b'A' - 10,
        _ => return None,
    };
    Some(digit.wrapping_sub(first))
}
