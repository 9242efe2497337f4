//! zlib bytes → the bytes behind them, at most so many (RFC 1950, RFC 1951).
//!
//! Refuses a stream that breaks the format or its checksum, one that needs a preset dictionary, one that yields more
//! than it may, and any byte after its end. The output is bounded before the first byte is written.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Why bytes were not inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InflateError {
    /// Not one whole zlib stream.
    Malformed,
    /// More bytes than are taken.
    TooLarge,
}

/// Inflates a zlib stream to at most this many bytes.
pub(crate) fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, InflateError> {
    const FLAGS: u32 = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    // With room for one byte too many, a stream that fills all it may still reaches its end.
    let mut inflated = vec![0; most.saturating_add(1)];
    let (status, read, written) = decompress(&mut Box::<DecompressorOxide>::default(), bytes, &mut inflated, 0, FLAGS);
    inflated.truncate(written);
    match status {
        _ if written > most => Err(InflateError::TooLarge),
        TINFLStatus::Done if read == bytes.len() => Ok(inflated),
        _ => Err(InflateError::Malformed),
    }
}
