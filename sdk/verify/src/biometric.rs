//! A biometric of Claim 169 → its data and what it says of itself (Claim 169 version 1.2.0, §3.1, Biometrics). Zeroized on
//! drop; no Debug, no Display.
//!
//! The table gives an array of maps; the same page's example gives one map, so both are read.

use crate::cbor::{Item, Map};
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64, Encoding};
use serde::ser::{Serialize, SerializeMap, Serializer};
use zeroize::Zeroizing;

const DATA: i128 = 0;
const FORMAT: i128 = 1;
const SUB_FORMAT: i128 = 2;
const ISSUER: i128 = 3;

/// The formats and their sub-formats, each at its number. Others, and a vendor's own (100 to 200), stay numbers.
const FORMATS: [(&str, &[&str]); 4] = [
    ("image", &["png", "jpeg", "jpeg2000", "avif", "webp", "tiff", "wsq"]),
    ("template", &["ansi_378", "iso_19794_2", "nist"]),
    ("sound", &["wav", "mp3"]),
    ("bio_hash", &[]),
];

/// One recording of a part of the body.
pub(crate) struct Biometric {
    data: Zeroizing<Vec<u8>>,
    format: Option<u8>,
    sub_format: Option<u8>,
    issuer: Option<Zeroizing<String>>,
}

impl Biometric {
    /// One or more recordings. `None` if there is none, or one is not as the specification has it.
    pub(crate) fn read_all(item: Item<'_>) -> Option<Vec<Self>> {
        let items = item.array().unwrap_or_else(|| alloc::vec![item]);
        let all = items.into_iter().map(Self::read).collect::<Option<Vec<_>>>()?;
        (!all.is_empty()).then_some(all)
    }

    fn read(item: Item<'_>) -> Option<Self> {
        let map = item.map()?;
        let known = map.has_only(|label| (DATA..=ISSUER).contains(&label));
        let data = map.get(DATA)?.bytes().filter(|bytes| known && !bytes.is_empty())?;
        let number = |item: Item<'_>| u8::try_from(item.uint()?).ok();
        Some(Self {
            data: Zeroizing::new(data.into()),
            format: optional(&map, FORMAT, number).ok()?,
            sub_format: optional(&map, SUB_FORMAT, number).ok()?,
            issuer: optional(&map, ISSUER, |item| item.text().map(|text| Zeroizing::new(text.into()))).ok()?,
        })
    }

    fn words(&self) -> Option<&'static (&'static str, &'static [&'static str])> {
        FORMATS.get(usize::from(self.format?))
    }
}

/// What may be absent, but not of another type.
fn optional<T>(map: &Map<'_>, label: i128, form: impl Fn(Item<'_>) -> Option<T>) -> Result<Option<T>, ()> {
    map.get(label).map(|item| form(item).ok_or(())).transpose()
}

impl Serialize for Biometric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let word = self.words().map(|(word, _)| *word);
        let sub_word =
            self.words().zip(self.sub_format).and_then(|((_, words), at)| words.get(usize::from(at)).copied());
        let mut map = serializer.serialize_map(None)?;
        for (key, number, word) in [("format", self.format, word), ("subFormat", self.sub_format, sub_word)] {
            match (word, number) {
                (Some(word), _) => map.serialize_entry(key, word)?,
                (None, Some(number)) => map.serialize_entry(key, &number)?,
                (None, None) => {}
            }
        }
        if let Some(issuer) = &self.issuer {
            map.serialize_entry("issuer", issuer.as_str())?;
        }
        map.serialize_entry("base64", Zeroizing::new(Base64::encode_string(&self.data)).as_str())?;
        map.end()
    }
}
