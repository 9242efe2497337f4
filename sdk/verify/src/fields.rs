//! The maps that fields stand in → typed values, and whether they hold anything else (profile §7).

use crate::cbor::{Item, Label, Map};
use crate::cwt::{CLAIM_169, ClaimError, IKD, SUB, claim, read};
use crate::document::{Document, Field, FieldKey};
use crate::value::{PHOTO_FORMAT, Value};
use alloc::vec::Vec;

/// What the issuer's app asserted about the person who held the phone (claim −70169, key 15); the strongest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolderCheck {
    /// Nothing asserted.
    None,
    /// A PIN.
    Pin,
    /// A fingerprint or a face of the device's own.
    Biometric,
    /// A face with liveness, checked by the issuer.
    FaceLiveness,
}

impl HolderCheck {
    /// The stable word for `levels.holderCheck`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pin => "pin",
            Self::Biometric => "biometric",
            Self::FaceLiveness => "face_liveness",
        }
    }
}

/// Whether a token holds anything that no consent screen could show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Only claims that the profile names.
    Known,
    /// Others too; they may be personal data.
    Unknown,
}

const HOLDER_CHECK: i128 = 15;

/// What the tokens of a mode may hold.
pub(crate) struct Vocabulary {
    /// The claims set's own labels besides its fields.
    pub(crate) claims: &'static [i128],
    /// The documents that a token can be.
    pub(crate) documents: &'static [Document],
    /// Their fields, each once.
    pub(crate) fields: &'static [&'static Field],
}

/// The claims set and the two maps in it that hold fields.
pub(crate) struct FieldMaps<'a> {
    pub(crate) top: Map<'a>,
    shared: Option<Map<'a>>,
    own: Option<Map<'a>>,
}

impl<'a> FieldMaps<'a> {
    pub(crate) fn read(top: Map<'a>) -> Result<Self, ClaimError> {
        let inner = |label| read(&top, claim(label), Item::map);
        Ok(Self { shared: inner(CLAIM_169)?, own: inner(IKD)?, top })
    }

    /// The map with its place: the claim that holds it, or sub's for the claims set itself.
    pub(crate) fn all(&self) -> impl Iterator<Item = (i128, &Map<'a>)> {
        let inner = [(CLAIM_169, &self.shared), (IKD, &self.own)];
        let inner = inner.into_iter().filter_map(|(place, map)| Some((place, map.as_ref()?)));
        core::iter::once((SUB, &self.top)).chain(inner)
    }

    pub(crate) fn at(&self, place: i128) -> Option<&Map<'a>> {
        self.all().find(|(own, _)| *own == place).map(|(_, map)| map)
    }

    /// Types every field that stands in clear. A value of a wrong form is refused whatever the document is.
    pub(crate) fn fields(&self, vocabulary: &Vocabulary) -> Result<Fields, ClaimError> {
        let mut fields =
            Fields { values: Vec::new(), holder_check: self.holder_check()?, content: self.content(vocabulary) };
        for field in vocabulary.fields {
            let (place, label) = place_of(field);
            let Some(map) = self.at(place) else { continue };
            let Some(item) = map.get(label) else { continue };
            fields.put(field, Value::read(field, item, map.get(PHOTO_FORMAT)))?;
        }
        Ok(fields)
    }

    fn holder_check(&self) -> Result<HolderCheck, ClaimError> {
        let asserted = self.own.as_ref().and_then(|own| own.get(HOLDER_CHECK));
        asserted.map_or(Ok(HolderCheck::None), holder_check)
    }

    fn content(&self, vocabulary: &Vocabulary) -> Content {
        let beside = |place, label| match place {
            CLAIM_169 => label == PHOTO_FORMAT,
            IKD => label == HOLDER_CHECK,
            _ => vocabulary.claims.contains(&label),
        };
        let known = |place, label| {
            beside(place, label) || vocabulary.fields.iter().any(|field| place_of(field) == (place, label))
        };
        let whole = self.all().all(|(place, map)| map.has_only(|label| known(place, label)));
        if whole { Content::Known } else { Content::Unknown }
    }
}

/// The typed fields of a token.
pub(crate) struct Fields {
    pub(crate) values: Vec<(&'static Field, Value)>,
    pub(crate) holder_check: HolderCheck,
    pub(crate) content: Content,
}

impl Fields {
    /// Adds a claim that was disclosed into the map at this place.
    pub(crate) fn disclose(&mut self, place: i128, label: Label<'_>, item: Item<'_>) -> Result<(), ClaimError> {
        let Label::Int(label) = label else {
            self.content = Content::Unknown;
            return Ok(());
        };
        if (place, label) == (IKD, HOLDER_CHECK) {
            self.holder_check = holder_check(item)?;
        } else if let Some(field) = field_at(place, label) {
            self.put(field, Value::disclosed(field, item))?;
        } else {
            self.content = Content::Unknown;
        }
        Ok(())
    }

    fn put(&mut self, field: &'static Field, value: Option<Value>) -> Result<(), ClaimError> {
        self.values.push((field, value.ok_or(ClaimError::Malformed(field.name))?));
        Ok(())
    }
}

fn holder_check(item: Item<'_>) -> Result<HolderCheck, ClaimError> {
    let malformed = ClaimError::Malformed("holder_check");
    let read = item.array().ok_or(malformed)?.into_iter().map(|check| match check.uint() {
        Some(1) => Ok(HolderCheck::Pin),
        Some(2) => Ok(HolderCheck::Biometric),
        Some(3) => Ok(HolderCheck::FaceLiveness),
        _ => Err(malformed),
    });
    read.collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().max().unwrap_or(HolderCheck::None))
}

fn field_at(place: i128, label: i128) -> Option<&'static Field> {
    Document::every_field().find(|field| place_of(field) == (place, label))
}

/// The claim that holds a field (sub stands in the claims set itself), and the field's label there.
fn place_of(field: &Field) -> (i128, i128) {
    match field.key {
        FieldKey::Subject => (SUB, SUB),
        FieldKey::Claim169(key) => (CLAIM_169, key.into()),
        FieldKey::Ikd(key) => (IKD, key.into()),
    }
}
