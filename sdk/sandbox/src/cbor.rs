//! A CBOR tree → bytes: deterministic (RFC 8949 §4.2.1) unless a [`Cbor::Raw`] says otherwise.

use minicbor::Encoder;
use minicbor::data::Tag;

/// An item to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cbor {
    /// An integer of either sign.
    Int(i64),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A text.
    Text(String),
    /// An array.
    Array(Vec<Cbor>),
    /// A map; written sorted by encoded key.
    Map(Vec<(Cbor, Cbor)>),
    /// A tagged item.
    Tag(u64, Box<Cbor>),
    /// true or false.
    Bool(bool),
    /// null.
    Null,
    /// Bytes taken as they are: how a forbidden encoding gets into a token.
    Raw(Vec<u8>),
}

impl Cbor {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// A map with integer labels.
    #[must_use]
    pub fn labels(entries: impl IntoIterator<Item = (i64, Cbor)>) -> Self {
        Self::Map(entries.into_iter().map(|(label, value)| (Self::Int(label), value)).collect())
    }

    /// A time or another number that fits; times beyond `i64` are written [`Cbor::Raw`].
    #[must_use]
    pub fn uint(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Self::Raw(head(|encoder| encoder.u64(number).is_ok())), Self::Int)
    }

    /// The item's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Int(number) => head(|encoder| encoder.i64(*number).is_ok()),
            Self::Bytes(bytes) => head(|encoder| encoder.bytes(bytes).is_ok()),
            Self::Text(text) => head(|encoder| encoder.str(text).is_ok()),
            Self::Array(items) => {
                let mut bytes = head(|encoder| encoder.array(items.len() as u64).is_ok());
                bytes.extend(items.iter().flat_map(Cbor::encode));
                bytes
            }
            Self::Map(entries) => {
                let mut bytes = head(|encoder| encoder.map(entries.len() as u64).is_ok());
                let mut pairs: Vec<_> = entries.iter().map(|(key, value)| (key.encode(), value.encode())).collect();
                pairs.sort();
                bytes.extend(pairs.into_iter().flat_map(|(key, value)| [key, value].concat()));
                bytes
            }
            Self::Tag(tag, item) => {
                let mut bytes = head(|encoder| encoder.tag(Tag::new(*tag)).is_ok());
                bytes.extend(item.encode());
                bytes
            }
            Self::Bool(bool) => head(|encoder| encoder.bool(*bool).is_ok()),
            Self::Null => head(|encoder| encoder.null().is_ok()),
            Self::Raw(bytes) => bytes.clone(),
        }
    }
}

/// A map with integer labels that is still open to change: claims, or an entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Vec<(i64, Cbor)>);

impl Labels {
    /// The map with another value under a label.
    #[must_use]
    pub fn with(self, label: i64, value: Cbor) -> Self {
        let mut changed = self.without(label);
        changed.0.push((label, value));
        changed
    }

    /// The map without a label.
    #[must_use]
    pub fn without(mut self, label: i64) -> Self {
        self.0.retain(|(own, _)| *own != label);
        self
    }

    /// The map's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.to_cbor().encode()
    }

    /// The map as an item.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        Cbor::labels(self.0.clone())
    }
}

impl FromIterator<(i64, Cbor)> for Labels {
    fn from_iter<I: IntoIterator<Item = (i64, Cbor)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

fn head(write: impl FnOnce(&mut Encoder<Vec<u8>>) -> bool) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    assert!(write(&mut encoder), "a Vec takes every byte");
    encoder.into_writer()
}
