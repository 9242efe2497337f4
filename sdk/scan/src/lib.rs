//! Reads a QR code's text from a luma frame, and draws one.
//!
//! [`Frame`] checks the buffer, [`Scanner`] finds the code and gives its [`QrText`], [`Symbol`] draws a text.
//! What is read: numeric, alphanumeric and byte segments, byte text as UTF-8, in all versions; also a mirrored code, and in
//! single pictures a negative one. What is refused as no code: Kanji, structured append, FNC1, an ECI other than UTF-8, and
//! bytes that are no UTF-8. All costs are counted work: a frame has at most 32 finder-like places, else it is skipped.

#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alignment;
mod axes;
mod codewords;
mod corner;
mod decode;
mod finder;
mod frame;
mod grid;
mod homography;
mod pass;
mod picture;
mod reed_solomon;
mod region;
mod resize;
mod scanner;
mod segments;
mod symbol;
mod text;
mod threshold;

pub use frame::{Frame, FrameError};
pub use scanner::Scanner;
pub use symbol::{Level, Symbol, TooLong};
pub use text::QrText;
