//! Bytes → one CBOR item in the only encoding that is accepted (RFC 8949 §4.2.1; profile §2).
//!
//! minicbor reads and writes the items. It alone accepts long forms, indefinite lengths, duplicate keys, trailing
//! bytes and any depth, so [`Item::only`] walks the bytes once before: what it lets through has one encoding.
//! Refuses floats, tags and simple values other than false, true, null, but for what a [`Grammar`] names.
//! Never allocates by a declared length: each item takes a byte at least, so the walk ends with the bytes.

use crate::limits;
use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use minicbor::data::Tag;
use minicbor::{Decoder, Encoder};

/// Why bytes are not one item of strict CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CborError {
    /// The bytes end before the item does.
    Truncated,
    /// Bytes follow the item.
    Trailing,
    /// A number or a length is not in its shortest form.
    NotCanonical,
    /// A length is left open.
    Indefinite,
    /// A map holds one key twice.
    DuplicateKey,
    /// More than 16 levels.
    TooDeep,
    /// A text is not UTF-8.
    Utf8,
    /// A type that the profile does not use.
    Type,
    /// A tag where none is allowed.
    Tag,
}

impl CborError {
    /// The stable word for `detail.reason`.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Trailing => "trailing",
            Self::NotCanonical => "not_canonical",
            Self::Indefinite => "indefinite",
            Self::DuplicateKey => "duplicate_key",
            Self::TooDeep => "too_deep",
            Self::Utf8 => "utf8",
            Self::Type => "type",
            Self::Tag => "tag",
        }
    }
}

/// A map's key: an integer or a text, and in an SD-CWT the key of the redacted claims.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label<'b> {
    Int(i128),
    Text(&'b str),
    /// simple(59), under which the digests stand (draft-ietf-spice-sd-cwt).
    Redacted,
}

/// simple(59) as it is written.
const REDACTED: [u8; 2] = [0xf8, 0x3b];

/// What stands in these bytes besides plain CBOR.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grammar {
    /// Nothing.
    Plain,
    /// simple(59) as a map's key.
    Redacted,
    /// The same, and as an element of the outermost array: where a disclosure names its claim.
    Disclosure,
    /// A token with its tag 18, as the value of this key of the outermost map.
    Embedding(u8),
}

/// One item whose bytes were checked. Reading it as the wrong type gives `None`.
#[derive(Clone, Copy)]
pub(crate) struct Item<'b>(&'b [u8]);

impl<'b> Item<'b> {
    /// The bytes as exactly one item without any tag.
    pub(crate) fn only(bytes: &'b [u8]) -> Result<Self, CborError> {
        Self::checked(bytes, 0, Grammar::Plain).map(|(item, _)| item)
    }

    /// The bytes as exactly one item of an SD-CWT, and how many of its maps hold redacted claims.
    pub(crate) fn only_redacted(bytes: &'b [u8]) -> Result<(Self, usize), CborError> {
        Self::checked(bytes, 0, Grammar::Redacted)
    }

    /// The bytes as exactly one disclosure, and how often the key of redacted claims stands in it.
    pub(crate) fn only_disclosure(bytes: &'b [u8]) -> Result<(Self, usize), CborError> {
        Self::checked(bytes, 0, Grammar::Disclosure)
    }

    /// The bytes as exactly one map that may hold a tagged token under this small key.
    pub(crate) fn only_embedding(bytes: &'b [u8], key: u8) -> Result<Self, CborError> {
        Self::checked(bytes, 0, Grammar::Embedding(key)).map(|(item, _)| item)
    }

    /// The bytes as exactly one item that may carry one tag at the top.
    pub(crate) fn only_tagged(bytes: &'b [u8]) -> Result<Self, CborError> {
        let major_tag = bytes.first().is_some_and(|first| first >> 5 == 6);
        Self::checked(bytes, usize::from(major_tag), Grammar::Plain).map(|(item, _)| item)
    }

    fn checked(bytes: &'b [u8], tags: usize, grammar: Grammar) -> Result<(Self, usize), CborError> {
        let mut walk = Walk { rest: bytes, grammar, redactions: 0 };
        for _ in 0..tags {
            walk.head()?;
        }
        walk.item(tags)?;
        if walk.rest.is_empty() { Ok((Self(bytes), walk.redactions)) } else { Err(CborError::Trailing) }
    }

    /// The item's own bytes, head included.
    pub(crate) fn encoded(self) -> &'b [u8] {
        self.0
    }

    fn decoder(self) -> Decoder<'b> {
        Decoder::new(self.0)
    }

    pub(crate) fn uint(self) -> Option<u64> {
        self.decoder().u64().ok()
    }

    pub(crate) fn int(self) -> Option<i128> {
        self.decoder().int().ok().map(i128::from)
    }

    pub(crate) fn bytes(self) -> Option<&'b [u8]> {
        self.decoder().bytes().ok()
    }

    pub(crate) fn text(self) -> Option<&'b str> {
        self.decoder().str().ok()
    }

    pub(crate) fn bool(self) -> Option<bool> {
        self.decoder().bool().ok()
    }

    pub(crate) fn is_null(self) -> bool {
        self.decoder().null().is_ok()
    }

    /// The tag at the top and the item behind it.
    pub(crate) fn tagged(self) -> Option<(u64, Item<'b>)> {
        let mut decoder = self.decoder();
        let tag = decoder.tag().ok()?;
        Some((tag.as_u64(), Item(self.0.get(decoder.position()..)?)))
    }

    pub(crate) fn array(self) -> Option<Vec<Item<'b>>> {
        let mut decoder = self.decoder();
        let length = decoder.array().ok()??;
        (0..length).map(|_| next(&mut decoder)).collect()
    }

    pub(crate) fn map(self) -> Option<Map<'b>> {
        let mut decoder = self.decoder();
        let length = decoder.map().ok()??;
        let entries = (0..length).map(|_| Some((next(&mut decoder)?.label()?, next(&mut decoder)?)));
        entries.collect::<Option<_>>().map(Map)
    }

    pub(crate) fn label(self) -> Option<Label<'b>> {
        let redacted = || (self.0 == REDACTED).then_some(Label::Redacted);
        self.int().map(Label::Int).or_else(|| self.text().map(Label::Text)).or_else(redacted)
    }
}

fn next<'b>(decoder: &mut Decoder<'b>) -> Option<Item<'b>> {
    let start = decoder.position();
    decoder.skip().ok()?;
    decoder.input().get(start..decoder.position()).map(Item)
}

/// A map's entries in the order of the bytes.
pub(crate) struct Map<'b>(Vec<(Label<'b>, Item<'b>)>);

impl<'b> Map<'b> {
    pub(crate) fn get(&self, label: i128) -> Option<Item<'b>> {
        self.at(Label::Int(label))
    }

    /// The entry under a text key.
    pub(crate) fn named(&self, name: &str) -> Option<Item<'b>> {
        self.at(Label::Text(name))
    }

    /// Whether all the labels are known numbers. The key of redacted claims is no claim.
    pub(crate) fn has_only(&self, known: impl Fn(i128) -> bool) -> bool {
        self.labels().all(|label| match label {
            Label::Int(label) => known(label),
            Label::Text(_) => false,
            Label::Redacted => true,
        })
    }

    /// The entry under any key.
    pub(crate) fn at(&self, label: Label<'_>) -> Option<Item<'b>> {
        self.0.iter().find(|(own, _)| *own == label).map(|(_, item)| *item)
    }

    pub(crate) fn labels(&self) -> impl Iterator<Item = Label<'b>> {
        self.0.iter().map(|(label, _)| *label)
    }
}

/// Tag 18 as it is written.
pub(crate) const TAG_SIGN1: u8 = 0xd2;

/// The head of an item: its major type and its argument (RFC 8949 §3).
struct Head {
    major: u8,
    argument: u64,
}

/// Walks the bytes once and refuses at the first one that is out of the profile.
struct Walk<'b> {
    rest: &'b [u8],
    grammar: Grammar,
    redactions: usize,
}

impl<'b> Walk<'b> {
    fn item(&mut self, depth: usize) -> Result<(), CborError> {
        if self.grammar == Grammar::Disclosure && depth == 1 && self.rest.starts_with(&REDACTED) {
            return self.redacted().map(|_| ());
        }
        let Head { major, argument } = self.head()?;
        match major {
            2 => self.take(argument).map(|_| ()),
            3 => core::str::from_utf8(self.take(argument)?).map(|_| ()).map_err(|_| CborError::Utf8),
            4 => self.array(argument, deeper(depth)?),
            5 => self.map(argument, deeper(depth)?),
            6 => Err(CborError::Tag),
            _ => Ok(()),
        }
    }

    fn array(&mut self, length: u64, depth: usize) -> Result<(), CborError> {
        (0..length).try_for_each(|_| self.item(depth))
    }

    fn map(&mut self, length: u64, depth: usize) -> Result<(), CborError> {
        let mut keys = Vec::new();
        for _ in 0..length {
            let key = self.key(depth)?;
            keys.push(key);
            match self.grammar {
                Grammar::Embedding(name) if depth == 1 && key == [name] && self.rest.first() == Some(&TAG_SIGN1) => {
                    self.head()?;
                    self.item(deeper(depth)?)?;
                }
                _ => self.item(depth)?,
            }
        }
        // Sorted by a heap: the least code for a rule that must hold for any number of keys.
        let keys = BinaryHeap::from(keys).into_sorted_vec();
        let twice = keys.iter().zip(keys.iter().skip(1)).any(|(left, right)| left == right);
        if twice { Err(CborError::DuplicateKey) } else { Ok(()) }
    }

    fn key(&mut self, depth: usize) -> Result<&'b [u8], CborError> {
        let before = self.rest;
        if matches!(self.grammar, Grammar::Redacted | Grammar::Disclosure) && before.starts_with(&REDACTED) {
            return self.redacted();
        }
        let major = before.first().ok_or(CborError::Truncated)? >> 5;
        match major {
            0 | 1 | 3 => {}
            6 => return Err(CborError::Tag),
            _ => return Err(CborError::Type),
        }
        self.item(depth)?;
        let length = before.len().saturating_sub(self.rest.len());
        // The head of the longest key that is allowed has two bytes.
        if major == 3 && length > limits::CBOR_KEY_BYTES.saturating_add(2) {
            return Err(CborError::Type);
        }
        before.get(..length).ok_or(CborError::Truncated)
    }

    fn redacted(&mut self) -> Result<&'b [u8], CborError> {
        self.redactions = self.redactions.saturating_add(1);
        Ok(self.take_array::<2>()?)
    }

    fn head(&mut self) -> Result<Head, CborError> {
        let [first] = *self.take_array::<1>()?;
        let (major, info) = (first >> 5, first & 0x1f);
        match (major, info) {
            (_, 31) => Err(CborError::Indefinite),
            (7, 20..=22) => Ok(Head { major, argument: u64::from(info) }),
            (7, _) | (_, 28..=30) => Err(CborError::Type),
            (_, 0..=23) => Ok(Head { major, argument: u64::from(info) }),
            (_, _) => Ok(Head { major, argument: self.long_argument(info)? }),
        }
    }

    fn long_argument(&mut self, info: u8) -> Result<u64, CborError> {
        let (argument, least) = match info {
            24 => (u64::from(u8::from_be_bytes(*self.take_array()?)), 24),
            25 => (u64::from(u16::from_be_bytes(*self.take_array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(*self.take_array()?)), 1 << 16),
            _ => (u64::from_be_bytes(*self.take_array()?), 1 << 32),
        };
        if argument < least { Err(CborError::NotCanonical) } else { Ok(argument) }
    }

    fn take_array<const N: usize>(&mut self) -> Result<&'b [u8; N], CborError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(CborError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], CborError> {
        let length = usize::try_from(length).map_err(|_| CborError::Truncated)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(CborError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }
}

fn deeper(depth: usize) -> Result<usize, CborError> {
    if depth >= limits::CBOR_DEPTH { Err(CborError::TooDeep) } else { Ok(depth.saturating_add(1)) }
}

/// Writes deterministic CBOR; the caller gives map keys in their order (RFC 8949 §4.2.1).
pub(crate) struct Writer(Encoder<Vec<u8>>);

impl Writer {
    pub(crate) fn new(capacity: usize) -> Self {
        Self(Encoder::new(Vec::with_capacity(capacity)))
    }

    pub(crate) fn tag(self, number: u64) -> Self {
        self.put(|encoder| encoder.tag(Tag::new(number)).is_ok())
    }

    pub(crate) fn array(self, length: u64) -> Self {
        self.put(|encoder| encoder.array(length).is_ok())
    }

    pub(crate) fn map(self, length: u64) -> Self {
        self.put(|encoder| encoder.map(length).is_ok())
    }

    pub(crate) fn int(self, value: i64) -> Self {
        self.put(|encoder| encoder.i64(value).is_ok())
    }

    pub(crate) fn uint(self, value: u64) -> Self {
        self.put(|encoder| encoder.u64(value).is_ok())
    }

    pub(crate) fn bytes(self, value: &[u8]) -> Self {
        self.put(|encoder| encoder.bytes(value).is_ok())
    }

    pub(crate) fn text(self, value: &str) -> Self {
        self.put(|encoder| encoder.str(value).is_ok())
    }

    pub(crate) fn bool(self, value: bool) -> Self {
        self.put(|encoder| encoder.bool(value).is_ok())
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_writer()
    }

    /// Writing to a `Vec` cannot fail; a result that says otherwise is a defect of the library, caught in debug builds.
    fn put(mut self, write: impl FnOnce(&mut Encoder<Vec<u8>>) -> bool) -> Self {
        let written = write(&mut self.0);
        debug_assert!(written, "a Vec takes every byte");
        self
    }
}
