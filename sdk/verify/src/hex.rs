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
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
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
    if odd.is_empty() { pairs.iter().map(|pair| byte_of(*pair)).collect() } else { None }
}

fn byte_of(pair: [u8; 2]) -> Option<u8> {
    let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? << 4 | low?).ok()
}
