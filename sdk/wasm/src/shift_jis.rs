//! Shift JIS by the browser's own table: the module needs none.

use web_sys::{TextDecoder, TextDecoderOptions};
use zeroize::Zeroizing;

/// What the scanner asks for the text of Shift JIS bytes. The browser's own copy of the text cannot be wiped; an IKD-QR code is
/// ASCII and never comes here.
pub fn decode(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options("shift_jis", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok().map(Zeroizing::new)
}
