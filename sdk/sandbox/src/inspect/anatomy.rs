//! A code's text → its parts: how long each is, its structure, and its bytes where they may be shown.
//!
//! The library hands out no unverified byte, so the text is decoded here once more. Whatever cannot be read is left out.

use super::Values;
use super::outline::outline;
use ikd_verify::{hex, limits};
use minicbor::Decoder;
use minicbor::data::Type;
use serde::Serialize;

/// A part of a code.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// A stable word.
    pub name: &'static str,
    /// The check that reads it.
    pub check: &'static str,
    /// In bytes.
    pub length: usize,
    /// The bytes, where values are shown.
    pub hex: Option<String>,
    /// The structure, where it is CBOR that tells something.
    pub outline: Vec<String>,
}

/// A `COSE_Sign1`, taken apart.
struct Token<'b> {
    protected: &'b [u8],
    unprotected: &'b [u8],
    payload: &'b [u8],
    signature: &'b [u8],
}

/// Labels of header parameters: the credential within a holder's token, and the disclosures.
const KCWT: u32 = 13;
const SD_CLAIMS: u32 = 17;

/// What a code is made of.
#[derive(Default)]
pub struct Anatomy {
    /// Its parts, the outer before the inner.
    pub parts: Vec<Part>,
    /// Whether a holder's token is around a credential.
    pub bound: bool,
}

impl Anatomy {
    /// Takes a text apart.
    pub fn of(text: &str, values: Values) -> Self {
        let mut anatomy = Self::default();
        let writer = Writer { values };
        if text.chars().nth(limits::TEXT_CHARS).is_some() {
            return anatomy;
        }
        if let Some(bytes) = text.strip_prefix("IKD1:").and_then(|body| base45::decode(body).ok()) {
            anatomy.parts.push(writer.part("envelope", "envelope", &bytes));
            anatomy.token(&bytes, writer);
        }
        anatomy
    }

    fn token(&mut self, bytes: &[u8], writer: Writer) -> Option<()> {
        let outer = Token::read(bytes)?;
        let Some(credential) = find(outer.protected, KCWT) else {
            self.parts.push(writer.structure("protected", "headers", outer.protected));
            self.parts.push(writer.part("signature", "signature", outer.signature));
            self.parts.push(writer.structure("payload", "claims", outer.payload));
            return Some(());
        };
        self.bound = true;
        let inner = Token::read(credential)?;
        self.parts.push(writer.structure("credential_protected", "headers", inner.protected));
        self.parts.push(writer.part("credential_signature", "signature", inner.signature));
        self.parts.push(writer.part("binding_signature", "holder", outer.signature));
        self.parts.push(writer.structure("credential_payload", "claims", inner.payload));
        self.parts.push(writer.structure("binding_payload", "times", outer.payload));
        self.parts.push(writer.disclosures(find(inner.unprotected, SD_CLAIMS)?)?);
        Some(())
    }
}

#[derive(Clone, Copy)]
struct Writer {
    values: Values,
}

impl Writer {
    fn part(self, name: &'static str, check: &'static str, bytes: &[u8]) -> Part {
        let hex = (self.values == Values::Shown).then(|| hex::encode(bytes));
        Part { name, check, length: bytes.len(), hex, outline: Vec::new() }
    }

    fn structure(self, name: &'static str, check: &'static str, bytes: &[u8]) -> Part {
        Part { outline: outline(bytes, self.values), ..self.part(name, check, bytes) }
    }

    /// An array of byte strings, each with a disclosure inside.
    fn disclosures(self, bytes: &[u8]) -> Option<Part> {
        let mut decoder = Decoder::new(bytes);
        let mut lines = Vec::new();
        for _ in 0..decoder.array().ok()?? {
            lines.extend(outline(decoder.bytes().ok()?, self.values));
        }
        Some(Part { outline: lines, ..self.part("disclosures", "disclosures", bytes) })
    }
}

impl<'b> Token<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        decoder.tag().ok()?;
        decoder.array().ok()?;
        let protected = decoder.bytes().ok()?;
        let unprotected = item(bytes, &mut decoder)?;
        Some(Self { protected, unprotected, payload: decoder.bytes().ok()?, signature: decoder.bytes().ok()? })
    }
}

/// The value of a map under a number, as it is encoded.
fn find(map: &[u8], label: u32) -> Option<&[u8]> {
    let mut decoder = Decoder::new(map);
    for _ in 0..decoder.map().ok()?? {
        let own = if matches!(decoder.datatype().ok()?, Type::U8 | Type::U16 | Type::U32) {
            decoder.u32().ok()
        } else {
            decoder.skip().ok().and(None)
        };
        let value = item(map, &mut decoder)?;
        if own == Some(label) {
            return Some(value);
        }
    }
    None
}

/// The next item, as it is encoded.
fn item<'b>(bytes: &'b [u8], decoder: &mut Decoder<'b>) -> Option<&'b [u8]> {
    let start = decoder.position();
    decoder.skip().ok()?;
    bytes.get(start..decoder.position())
}
