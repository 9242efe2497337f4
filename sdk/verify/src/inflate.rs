//! A zlib stream → its bytes, at most so many (RFC 1950, RFC 1951). The only file that names miniz_oxide.
//!
//! The bytes are exactly one stream: no byte behind it, its Adler-32 right, no preset dictionary, a window of at most
//! 32 KiB. Raw deflate, gzip and whatever is not compressed have another head and are refused. The room is given
//! before the first byte is written, so a bomb costs no more than its limit; what comes out is never inflated again.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use zeroize::Zeroizing;

/// Why bytes are not one zlib stream of the allowed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InflateError {
    /// Not a zlib stream, not a whole one, or not that alone.
    Malformed,
    /// More bytes than allowed come out.
    TooLarge,
}

/// The bytes behind a zlib stream, at most `most` of them. What a code usually holds is tried with little room: giving and
/// wiping all of it would cost as much as a signature.
pub(crate) fn inflate(stream: &[u8], most: usize) -> Result<Zeroizing<Vec<u8>>, InflateError> {
    const USUAL: usize = 4_096;
    match inflate_into(stream, most.min(USUAL)) {
        Err(InflateError::TooLarge) if most > USUAL => inflate_into(stream, most),
        inflated => inflated,
    }
}

fn inflate_into(stream: &[u8], room: usize) -> Result<Zeroizing<Vec<u8>>, InflateError> {
    const FLAGS: u32 = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut bytes = Zeroizing::new(vec![0; room]);
    match decompress(&mut Box::<DecompressorOxide>::default(), stream, &mut bytes, 0, FLAGS) {
        (TINFLStatus::Done, read, written) if read == stream.len() => {
            bytes.truncate(written);
            Ok(bytes)
        }
        (TINFLStatus::HasMoreOutput, ..) => Err(InflateError::TooLarge),
        _ => Err(InflateError::Malformed),
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::{InflateError, inflate};
    use alloc::vec;
    use alloc::vec::Vec;
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    const TEXT: &[u8] = b"BUDI SANTOSO, BUDI SANTOSO, BUDI SANTOSO";

    fn stream() -> Vec<u8> {
        compress_to_vec_zlib(TEXT, 9)
    }

    fn malformed(stream: &[u8]) {
        assert_eq!(inflate(stream, 1_000), Err(InflateError::Malformed));
    }

    #[test]
    fn gives_the_bytes() {
        assert_eq!(inflate(&stream(), 1_000).map(|bytes| bytes.to_vec()), Ok(TEXT.to_vec()));
        assert_eq!(inflate(&compress_to_vec_zlib(&[], 9), 0).map(|bytes| bytes.len()), Ok(0));
    }

    #[test]
    fn z01_stops_at_the_limit() {
        for most in [0, 1, TEXT.len() - 1] {
            assert_eq!(inflate(&stream(), most), Err(InflateError::TooLarge));
        }
        assert!(inflate(&stream(), TEXT.len()).is_ok());
        let bomb = compress_to_vec_zlib(&vec![0; 64 << 20], 9);
        assert_eq!(inflate(&bomb, 64 << 10), Err(InflateError::TooLarge));
    }

    #[test]
    fn z02_inflates_once() {
        let nested = compress_to_vec_zlib(&stream(), 9);
        assert_eq!(inflate(&nested, 1_000).map(|bytes| bytes.to_vec()), Ok(stream()));
    }

    #[test]
    fn z03_refuses_a_broken_stream() {
        let stream = stream();
        for cut in 0..stream.len() {
            malformed(&stream[..cut]);
        }
        for at in stream.len() - 4..stream.len() {
            let mut wrong = stream.clone();
            wrong[at] ^= 1;
            malformed(&wrong);
        }
        malformed(&[0x78, 0x9c, 0x07, 0, 0, 0, 0, 1]); // block type 3
    }

    #[test]
    fn z04_refuses_bytes_behind_it() {
        malformed(&[stream(), vec![0]].concat());
        malformed(&[stream(), stream()].concat());
    }

    #[test]
    fn z05_z06_z07_refuses_what_is_not_zlib() {
        malformed(TEXT);
        malformed(&compress_to_vec(TEXT, 9));
        malformed(&[0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        malformed(&[0xce, 0xb2, 0xcf, 0x81]);
        let header = |cmf: u8, flg: u8| {
            let check = (31 - (u16::from_be_bytes([cmf, flg]) % 31)) % 31;
            let mut stream = stream();
            stream[..2].copy_from_slice(&[cmf, flg + u8::try_from(check).expect("below 31")]);
            stream
        };
        assert!(inflate(&header(0x78, 0xc0), 1_000).is_ok());
        malformed(&header(0x78, 0x20)); // preset dictionary
        malformed(&header(0x88, 0)); // a window of 64 KiB
        malformed(&header(0x79, 0)); // another method
    }
}
