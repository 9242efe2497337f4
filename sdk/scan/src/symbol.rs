//! Text → the QR symbol to draw (ISO/IEC 18004:2015, §7).
//!
//! Digits or alphanumeric where the text allows, bytes (UTF-8) otherwise. The smallest version that
//! holds the text is taken, and the level is raised where that costs no larger version.
//! Refuses a text that no version holds. Never draws a quiet zone except in [`Symbol::to_svg`].

use core::fmt::{self, Write as _};

use crate::draw::{Drawn, draw};
use crate::layout;

/// How much of the symbol may be lost, as the standard names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// L: about 7 % of the codewords.
    Low,
    /// M: about 15 %.
    Medium,
    /// Q: about 25 %.
    Quartile,
    /// H: about 30 %.
    High,
}

/// The text is longer than a version 40 symbol holds at the level asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

impl TooLong {
    /// The stable code: `qr_too_long`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "qr_too_long"
    }
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The text is longer than the largest QR code holds.")
    }
}

impl core::error::Error for TooLong {}

/// A QR symbol to draw.
///
/// ```
/// use ikd_scan::{Level, Symbol};
///
/// let symbol = Symbol::encode("IKD1:HELLO", Level::Low)?;
/// assert_eq!(symbol.version(), 1);
/// assert_eq!(symbol.size(), 21);
/// assert!(symbol.is_dark(0, 0));
/// assert!(!symbol.is_dark(21, 0));
/// # Ok::<(), ikd_scan::TooLong>(())
/// ```
pub struct Symbol(Drawn);

impl Symbol {
    /// Draws `text` in the smallest version that holds it at `level`.
    ///
    /// # Errors
    /// [`TooLong`] where version 40 does not hold the text.
    pub fn encode(text: &str, level: Level) -> Result<Self, TooLong> {
        draw(text.as_bytes(), level as usize).map(Self).ok_or(TooLong)
    }

    /// Modules along one side, without the quiet zone: 21 to 177.
    #[must_use]
    pub fn size(&self) -> usize {
        layout::size(self.0.version)
    }

    /// The version: 1 to 40.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.0.version
    }

    /// Whether the module at column `x`, row `y` is dark; outside the symbol none is.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let size = self.size();
        x < size && y < size && self.0.dark[y * size + x]
    }

    /// The modules row by row, one byte each: 1 is dark, 0 is light.
    #[must_use]
    pub fn modules(&self) -> Vec<u8> {
        self.0.dark.iter().map(|&dark| u8::from(dark)).collect()
    }

    /// An SVG picture with one unit a module and `quiet` light modules around (the standard asks for 4).
    #[must_use]
    pub fn to_svg(&self, quiet: usize) -> String {
        let side = self.size() + 2 * quiet;
        let path = self.dark_path(quiet);
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">"#,
                r##"<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
            ),
            side = side,
            path = path
        )
    }

    /// One sub-path for each horizontal run of dark modules.
    fn dark_path(&self, quiet: usize) -> String {
        let mut path = String::new();
        for y in 0..self.size() {
            let mut x = 0;
            while x < self.size() {
                let run = (x..self.size()).take_while(|&x| self.is_dark(x, y)).count();
                if run > 0 {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + quiet, y + quiet);
                }
                x += run.max(1);
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphanumeric_text_takes_the_alphanumeric_mode() {
        // Version 1-L holds 25 alphanumeric characters but only 17 bytes.
        let upper = Symbol::encode("IKD1:ABCDEFGHIJKLMNOPQRST", Level::Low).map(|s| s.version());
        let lower = Symbol::encode("ikd1:abcdefghijklmnopqrst", Level::Low).map(|s| s.version());
        assert_eq!((upper, lower), (Ok(1), Ok(2)));
    }

    #[test]
    fn text_over_version_40_is_too_long() {
        assert!(Symbol::encode(&"A".repeat(4296), Level::Low).is_ok_and(|s| s.version() == 40));
        assert_eq!(Symbol::encode(&"A".repeat(4297), Level::Low).err(), Some(TooLong));
        assert!(Symbol::encode(&"A".repeat(4296), Level::High).is_err());
    }

    #[test]
    fn modules_and_svg_agree_with_is_dark() {
        let symbol = Symbol::encode("HELLO", Level::High).ok().filter(|s| s.size() == 21);
        let symbol = symbol.as_ref().map(|s| (s.modules(), s.to_svg(4)));
        let (modules, svg) = symbol.unwrap_or_default();
        assert_eq!(modules.get(..8), Some([1, 1, 1, 1, 1, 1, 1, 0].as_slice()));
        assert!(svg.contains(r#"viewBox="0 0 29 29""#));
        assert!(svg.contains("M4 4h7v1h-7z"));
    }
}
