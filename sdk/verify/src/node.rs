//! A tree of texts, whole numbers and flags that is the same in CBOR and in JSON: what a receipt is made of.
//!
//! Keys are sorted as deterministic CBOR sorts them (RFC 8949 §4.2.1), so a tree has one encoding.

use crate::cbor::{Item, Label, Writer};
use alloc::string::String;
use alloc::vec::Vec;
use serde::ser::{Serialize, Serializer};

/// A tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// A map of these entries.
    pub(crate) fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Node)>) -> Self {
        let mut sorted: Vec<(String, Self)> = entries.into_iter().map(|(key, node)| (key.into(), node)).collect();
        sorted.sort_by(|(left, _), (right, _)| (left.len(), left).cmp(&(right.len(), right)));
        Self::Map(sorted)
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// What stands at the end of this path; a number in it is a place in a list.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |node, step| match node {
            Self::Map(entries) => entries.iter().find(|(key, _)| key == step).map(|(_, node)| node),
            Self::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    pub(crate) fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_text()
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn number_at(&self, path: &str) -> Option<u64> {
        match self.at(path)? {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn list_at(&self, path: &str) -> &[Self] {
        match self.at(path) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    pub(crate) fn to_cbor(&self) -> Vec<u8> {
        self.write(Writer::new(2_048)).finish()
    }

    fn write(&self, writer: Writer) -> Writer {
        let length = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        match self {
            Self::Text(text) => writer.text(text),
            Self::Number(number) => writer.uint(*number),
            Self::Flag(flag) => writer.bool(*flag),
            Self::List(items) => {
                items.iter().fold(writer.array(length(items.len())), |writer, item| item.write(writer))
            }
            Self::Map(entries) => {
                let entry = |writer: Writer, (key, node): &(String, Self)| node.write(writer.text(key));
                entries.iter().fold(writer.map(length(entries.len())), entry)
            }
        }
    }

    /// Reads bytes that are one such tree. Their depth was limited by the strict reader.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Self::of(Item::only(bytes).ok()?)
    }

    fn of(item: Item<'_>) -> Option<Self> {
        if let Some(text) = item.text() {
            return Some(Self::text(text));
        }
        if let Some(number) = item.uint() {
            return Some(Self::Number(number));
        }
        if let Some(flag) = item.bool() {
            return Some(Self::Flag(flag));
        }
        if let Some(items) = item.array() {
            return items.into_iter().map(Self::of).collect::<Option<_>>().map(Self::List);
        }
        let map = item.map()?;
        let entry = |label| match label {
            Label::Text(name) => Some((String::from(name), Self::of(map.named(name)?)?)),
            _ => None,
        };
        map.labels().map(entry).collect::<Option<Vec<_>>>().map(Self::map)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, node)| (key, node))),
        }
    }
}
