//! Shift JIS bytes → text, by the Encoding Standard of the WHATWG (§12.3): the adapter of whoever holds its table.
//!
//! The table is large, and a browser has one already: natively it is that of encoding_rs, which only this file names, and in
//! WebAssembly the caller gives the browser's. Both follow the same standard. Bytes that it does not map are no text.

use zeroize::Zeroizing;

/// Decodes Shift JIS as the Encoding Standard's `shift_jis` with errors that are fatal; `None` for bytes that are no Shift JIS.
///
/// ```
/// use ikd_scan::{Scanner, ShiftJis};
/// use zeroize::Zeroizing;
///
/// // One that knows ASCII alone.
/// let ascii: ShiftJis = |bytes| core::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).map(|text| Zeroizing::new(text.into()));
/// let scanner = Scanner::with_shift_jis(ascii);
/// ```
pub type ShiftJis = fn(&[u8]) -> Option<Zeroizing<String>>;

/// What a scanner uses that was given no other.
#[cfg(feature = "shift-jis")]
pub(crate) fn native(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let mut decoder = encoding_rs::SHIFT_JIS.new_decoder_without_bom_handling();
    // All the room at once: a string that grew would leave a copy behind.
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = Zeroizing::new(String::with_capacity(room));
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    (result == encoding_rs::DecoderResult::InputEmpty).then_some(text)
}

/// What a scanner uses that was given no other: nothing, so Shift JIS is refused.
#[cfg(not(feature = "shift-jis"))]
pub(crate) fn native(_: &[u8]) -> Option<Zeroizing<String>> {
    None
}

#[cfg(all(test, feature = "shift-jis"))]
mod tests {
    use super::*;
    use crate::charset::Charset;
    use sha2::{Digest, Sha256};

    /// SHA-256 of what every byte and every pair from 0x8140 on means. `npm-package/test/support/shift_jis.mjs` holds the
    /// `TextDecoder` of Node and of Chromium to the same one.
    const MEANINGS: &str = "18767a9d3abe51d76d1287b0e854654a3fda230a1f2d1461afed8000fc1e1a4c";

    #[test]
    fn every_byte_and_pair_means_what_it_means_in_javascript() {
        let mut hash = Sha256::new();
        let mut add = |bytes: &[u8]| {
            let mut text = String::new();
            let known = Charset::ShiftJis.decode(bytes, native, &mut text);
            hash.update(known.map_or("none", |()| &text));
            hash.update("\n");
        };
        (0..=u8::MAX).for_each(|byte| add(&[byte]));
        (0x8140..=u16::MAX).for_each(|pair| add(&pair.to_be_bytes()));
        let digits = hash.finalize().iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        assert_eq!(digits, MEANINGS);
    }

    #[test]
    fn a_text_is_whole_or_refused() {
        assert_eq!(native(b"").as_ref().map(|text| text.len()), Some(0));
        assert!(native(b"A\x93\x5f\xe4\xaa").is_some_and(|text| *text == "A点茗"));
        for broken in [&b"A\x93"[..], b"\x93\x20", b"\xa0", b"\xfd\x40", b"\x81\xad"] {
            assert!(native(broken).is_none(), "{broken:x?}");
        }
    }
}
