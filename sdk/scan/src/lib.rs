//! Reads a QR code's text from a luma frame, and draws one.

#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod symbol;

pub use symbol::{Level, Symbol, TooLong};
