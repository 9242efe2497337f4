//! CBOR bytes → an outline for people: structure, number labels, and only those numbers that say nothing of a person.
//!
//! It may read bytes that nobody verified, so texts and bytes are shown by their length alone, unless the caller knows that they
//! are the sandbox's. Nothing here is a verdict.

use super::Values;
use ikd_verify::hex;
use minicbor::Decoder;
use minicbor::data::Type;
use minicbor::decode::Error;

/// Claims whose numbers are shown: exp, nbf, iat, vct.
const PLAIN: [i128; 4] = [4, 5, 6, 11];
const DEEPEST: usize = 16;
/// So many bytes of a byte string are shown: enough for a nonce or a digest, not a whole portrait.
const SHOWN_BYTES: usize = 32;

fn open_length() -> Error {
    Error::message("a length is left open")
}

/// The lines of the first item, or as many as can be read.
pub fn outline(bytes: &[u8], values: Values) -> Vec<String> {
    let mut lines = vec![String::new()];
    let whole = Outline { decoder: Decoder::new(bytes), lines: &mut lines, values }.item(0, Numbers::Masked);
    if whole.is_err() {
        lines.push("… not readable from here".into());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[derive(Clone, Copy, PartialEq)]
enum Numbers {
    Shown,
    Masked,
}

struct Outline<'b, 'l> {
    decoder: Decoder<'b>,
    lines: &'l mut Vec<String>,
    values: Values,
}

impl Outline<'_, '_> {
    fn item(&mut self, depth: usize, numbers: Numbers) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::message("too deep"));
        }
        match self.decoder.datatype()? {
            Type::Map => self.map(depth),
            Type::Array => self.array(depth),
            Type::Tag => {
                let tag = self.decoder.tag()?.as_u64();
                self.append(&format!("tag {tag} "));
                self.item(depth + 1, numbers)
            }
            _ => self.leaf(numbers),
        }
    }

    fn map(&mut self, depth: usize) -> Result<(), Error> {
        let length = self.decoder.map()?.ok_or_else(open_length)?;
        self.append(&format!("map of {length}"));
        for _ in 0..length {
            let label = self.label()?;
            let name = label.map_or("<text label>".into(), |label| label.to_string());
            self.lines.push(format!("{}{name}: ", "  ".repeat(depth + 1)));
            let plain = depth == 0 && label.is_some_and(|label| PLAIN.contains(&label));
            self.item(depth + 1, if plain { Numbers::Shown } else { Numbers::Masked })?;
        }
        Ok(())
    }

    /// A number label. One of another type is passed over whole, so that what follows is read as what it is.
    fn label(&mut self) -> Result<Option<i128>, Error> {
        if matches!(self.decoder.datatype()?, Type::Bytes | Type::String) {
            return self.decoder.skip().map(|()| None);
        }
        self.decoder.int().map(i128::from).map(Some)
    }

    fn array(&mut self, depth: usize) -> Result<(), Error> {
        let length = self.decoder.array()?.ok_or_else(open_length)?;
        self.append(&format!("array of {length}"));
        for _ in 0..length {
            self.lines.push(format!("{}- ", "  ".repeat(depth + 1)));
            self.item(depth + 1, Numbers::Masked)?;
        }
        Ok(())
    }

    fn leaf(&mut self, numbers: Numbers) -> Result<(), Error> {
        if self.values == Values::Shown {
            return self.value();
        }
        let shown = match self.decoder.datatype()? {
            Type::Bytes => format!("<{} bytes>", self.decoder.bytes()?.len()),
            Type::String => format!("<text of {} bytes>", self.decoder.str()?.len()),
            Type::Bool => self.decoder.bool().map(|_| "<true or false>".into())?,
            Type::Null => self.decoder.null().map(|()| "null".into())?,
            _ if numbers == Numbers::Shown => self.decoder.int()?.to_string(),
            _ => self.decoder.int().map(|_| "<number>".into())?,
        };
        self.append(&shown);
        Ok(())
    }

    /// A value in plain: of the sandbox's own people.
    fn value(&mut self) -> Result<(), Error> {
        let shown = match self.decoder.datatype()? {
            Type::Bytes => hexadecimal(self.decoder.bytes()?),
            Type::String => format!("{:?}", self.decoder.str()?),
            Type::Bool => self.decoder.bool()?.to_string(),
            Type::Null => self.decoder.null().map(|()| "null".into())?,
            Type::Simple => format!("simple({})", self.decoder.simple()?),
            _ => self.decoder.int()?.to_string(),
        };
        self.append(&shown);
        Ok(())
    }

    fn append(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    match bytes.get(..SHOWN_BYTES) {
        Some(head) if bytes.len() > SHOWN_BYTES => format!("h'{}…' of {} bytes", hex::encode(head), bytes.len()),
        _ => format!("h'{}'", hex::encode(bytes)),
    }
}
