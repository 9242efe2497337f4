//! QR text → COSE bytes (profile §1; RFC 9285).
//!
//! `IKD1:` and canonical Base45, nothing trimmed, nothing compressed. The base45 crate wraps a final pair above 255, so the
//! byte that it gives is encoded again and must be the very pair. Refuses text beyond a QR's capacity unread, and
//! recognises what is not ours ([`Foreign`]) without opening it. A Claim 169 text is opened where the caller accepts it.

use crate::claim169::{self, Claim169};
use crate::foreign::Foreign;
use crate::inflate::InflateError;
use crate::limits;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Why a text is not an IKD-QR 1 envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Another QR, and which one it seems to be.
    NotAnIkdQr(Foreign),
    /// More characters than a QR code holds.
    TooLong,
    /// Not canonical Base45.
    Base45,
    /// More bytes than the profile allows.
    EnvelopeTooLarge,
    /// Not one whole zlib stream, where there must be one.
    Compression,
    /// A zlib stream that holds more bytes than allowed.
    CompressionTooLarge,
}

/// The COSE bytes of one QR's text: decoded, not parsed, not verified.
///
/// ```
/// # use ikd_verify::{Envelope, Foreign, TextError};
/// assert!(Envelope::open("IKD1:BB8").is_ok());
/// assert_eq!(Envelope::open("HC1:BB8").err(), Some(TextError::NotAnIkdQr(Foreign::EuDcc)));
/// ```
///
/// The bytes of an unverified envelope cannot be read:
/// ```compile_fail,E0616
/// # let envelope = ikd_verify::Envelope::open("IKD1:BB8").unwrap();
/// envelope.bytes;
/// ```
pub struct Envelope {
    bytes: Zeroizing<Vec<u8>>,
    carrier: Carrier,
}

/// What kind of text the bytes came in, and so what they may be.
#[derive(Clone, Copy)]
pub(crate) enum Carrier {
    /// `IKD1:`.
    Ikd,
    /// The bare text of a Claim 169 code.
    Claim169,
}

const PREFIX: &str = "IKD1:";

impl Envelope {
    /// Decodes a QR's text.
    ///
    /// # Errors
    /// [`TextError`] with the first rule of profile §1 that the text breaks.
    pub fn open(text: &str) -> Result<Self, TextError> {
        let bytes = bytes_behind(PREFIX, text)?;
        if bytes.len() > limits::ENVELOPE_BYTES {
            return Err(TextError::EnvelopeTooLarge);
        }
        Ok(Self { bytes, carrier: Carrier::Ikd })
    }

    /// Decodes a QR's text, or that of a Claim 169 code where the relying party accepts those. What is another QR by its
    /// sign, or has a character that Base45 has not, stays one.
    ///
    /// # Errors
    /// [`TextError`] with the first rule of profile §1 or §4 that the text breaks.
    pub fn open_with(text: &str, claim169: Claim169) -> Result<Self, TextError> {
        match Self::open(text) {
            Err(TextError::NotAnIkdQr(Foreign::Claim169 | Foreign::Other))
                if claim169 == Claim169::Accept && is_base45(text) =>
            {
                Ok(Self { bytes: claim169::open(text)?, carrier: Carrier::Claim169 })
            }
            opened => opened,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn carrier(&self) -> Carrier {
        self.carrier
    }
}

/// The bytes of a text with this prefix. A text beyond a QR's capacity is not looked at.
pub(crate) fn bytes_behind(prefix: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, TextError> {
    if text.chars().nth(limits::TEXT_CHARS).is_some() {
        return Err(TextError::TooLong);
    }
    let body = text.strip_prefix(prefix).ok_or_else(|| TextError::NotAnIkdQr(Foreign::recognise(text)))?;
    decode(body).ok_or(TextError::Base45)
}

/// Canonical Base45. A triple has one reading, and the crate refuses those above 65 535; only a final pair has more than
/// one. Encoding all of it again would leave a copy of the text behind in freed memory.
pub(crate) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = Zeroizing::new(base45::decode(text).ok()?);
    let (_, pair) = text.as_bytes().as_chunks::<3>();
    let canonical = pair.is_empty() || encode(bytes.last().map(core::slice::from_ref)?).as_bytes() == pair;
    canonical.then_some(bytes)
}

fn is_base45(text: &str) -> bool {
    let known = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':');
    !text.is_empty() && text.bytes().all(known)
}

impl From<InflateError> for TextError {
    fn from(error: InflateError) -> Self {
        match error {
            InflateError::Malformed => Self::Compression,
            InflateError::TooLarge => Self::CompressionTooLarge,
        }
    }
}

/// Base45 of the bytes (RFC 9285).
pub(crate) fn encode(bytes: &[u8]) -> alloc::string::String {
    base45::encode(bytes)
}
