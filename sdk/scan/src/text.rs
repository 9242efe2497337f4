//! The text of one QR code, held so that it cannot slip out.
//!
//! A minted code carries a person's fields in plain: the text is wiped on drop, is never cloned, and has no `Debug` or `Display`.

use zeroize::Zeroizing;

/// The text of one QR code. It is wiped from memory on drop and cannot be printed by accident:
///
/// ```compile_fail
/// fn print(text: &ikd_scan::QrText) {
///     println!("{text:?}");
/// }
/// ```
///
/// ```
/// fn length(text: &ikd_scan::QrText) -> usize {
///     text.as_str().len()
/// }
/// ```
pub struct QrText(Zeroizing<String>);

impl QrText {
    pub(crate) fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text, as long as this value lives.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
