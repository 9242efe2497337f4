//! A field's claim → its value, checked against its form (profile §7). Zeroized on drop; no Debug, no Display.

use crate::biometric::Biometric;
use crate::cbor::Item;
use crate::document::{Field, Form};
use crate::nik::Nik;
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64, Encoding};
use serde::ser::{Serialize, SerializeMap, Serializer};
use zeroize::Zeroizing;

/// A sealed value. It is serialised by [`crate::ConsentedFields`] alone.
pub(crate) enum Value {
    Text(Zeroizing<String>),
    Flag(Zeroizing<bool>),
    Parts(&'static [&'static str], Vec<Zeroizing<String>>),
    Photo(&'static str, Zeroizing<Vec<u8>>),
    Fingers(Zeroizing<Vec<u8>>),
    Biometrics(Vec<Biometric>),
}

/// The official word for a woman, in which a NIK differs from a man's.
pub(crate) const WOMAN: &str = "PEREMPUAN";
pub(crate) const PHOTO_FORMAT: i128 = 17;

impl Value {
    /// Reads the field; `format` is what stands beside a photo. `None` if the type or the value is not the form's.
    pub(crate) fn read(field: &Field, item: Item<'_>, format: Option<Item<'_>>) -> Option<Self> {
        match field.form {
            Form::Nik => item.text().filter(|text| Nik::read(text).is_some()).map(Self::text),
            Form::Digits(least, most) => item.text().filter(|text| is_digits(text, least, most)).map(Self::text),
            Form::Text | Form::Name => item.text().filter(|text| !text.is_empty()).map(Self::text),
            Form::Date => date(item.text()?).map(Self::Text),
            Form::Sex => sex(item.uint()?).map(Self::text),
            Form::Country => item.text().filter(|text| is_country(text)).map(Self::text),
            Form::BloodGroup => item.text().filter(|text| is_blood_group(text)).map(Self::text),
            Form::Validity => validity(item.text()?).map(Self::Text),
            Form::Flag => item.bool().map(Zeroizing::new).map(Self::Flag),
            Form::Parts(names) => parts(names, item),
            Form::Photo => photo(item, format?),
            Form::Portrait => jpeg_2000(item, format?).or_else(|| photo(item, format?)),
            Form::Word(words) => word(words, item).map(Self::text),
            Form::CountryCode => item.text().filter(|text| is_country(text) || is_alpha_2(text)).map(Self::text),
            Form::Fingers => fingers(item).map(Self::Fingers),
            Form::Biometrics => Biometric::read_all(item).map(Self::Biometrics),
        }
    }

    /// Reads a field that was disclosed alone: a photo is then `[bytes, format]` (profile §7).
    pub(crate) fn disclosed(field: &Field, item: Item<'_>) -> Option<Self> {
        if field.form != Form::Photo {
            return Self::read(field, item, None);
        }
        let [bytes, format] = item.array()?.try_into().ok()?;
        photo(bytes, format)
    }

    fn text(text: &str) -> Self {
        Self::Text(Zeroizing::new(text.into()))
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// `YYYYMMDD` → `YYYY-MM-DD`, for real dates only.
fn date(text: &str) -> Option<Zeroizing<String>> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    let last = days(year.parse().ok()?, month.parse().ok()?)?;
    (1..=last).contains(&day.parse().ok()?).then(|| joined([year, "-", month, "-", day]))
}

/// A copy that is made in one piece, so that no part of it is left behind by growing.
fn joined(parts: [&str; 5]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    text.extend(parts);
    text
}

fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

fn sex(number: u64) -> Option<&'static str> {
    match number {
        1 => Some("LAKI-LAKI"),
        2 => Some(WOMAN),
        _ => None,
    }
}

fn is_digits(text: &str, least: u8, most: u8) -> bool {
    (least.into()..=most.into()).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_country(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_alpha_2(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_blood_group(text: &str) -> bool {
    let group = text.strip_suffix(['+', '-']).unwrap_or(text);
    matches!(group, "A" | "B" | "AB" | "O") || matches!(text, "TIDAK TAHU" | "-")
}

fn validity(text: &str) -> Option<Zeroizing<String>> {
    const FOR_LIFE: &str = "SEUMUR HIDUP";
    if text == FOR_LIFE { Some(Zeroizing::new(FOR_LIFE.into())) } else { date(text) }
}

fn parts(names: &'static [&'static str], item: Item<'_>) -> Option<Value> {
    let texts = item.array()?.into_iter().map(|part| part.text().map(|text| Zeroizing::new(text.into())));
    let texts = texts.collect::<Option<Vec<_>>>()?;
    (texts.len() == names.len()).then_some(Value::Parts(names, texts))
}

/// The formats are IANA's for Claim 169; JPEG 2000 (2) is shown by no browser and is not part of the profile.
fn photo(item: Item<'_>, format: Item<'_>) -> Option<Value> {
    let media_type = match format.uint()? {
        1 => "image/jpeg",
        3 => "image/avif",
        4 => "image/webp",
        _ => return None,
    };
    image(media_type, item)
}

fn jpeg_2000(item: Item<'_>, format: Item<'_>) -> Option<Value> {
    const JPEG_2000: u64 = 2;
    if format.uint() == Some(JPEG_2000) { image("image/jp2", item) } else { None }
}

fn image(media_type: &'static str, item: Item<'_>) -> Option<Value> {
    let bytes = item.bytes().filter(|bytes| !bytes.is_empty())?;
    Some(Value::Photo(media_type, Zeroizing::new(bytes.into())))
}

fn word(words: &'static [&'static str], item: Item<'_>) -> Option<&'static str> {
    let at = usize::try_from(item.uint()?.checked_sub(1)?).ok()?;
    words.get(at).copied()
}

fn fingers(item: Item<'_>) -> Option<Zeroizing<Vec<u8>>> {
    const LAST: u8 = 10;
    let finger = |item: Item<'_>| u8::try_from(item.uint()?).ok().filter(|finger| *finger <= LAST);
    item.array()?.into_iter().map(finger).collect::<Option<_>>().map(Zeroizing::new)
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(**flag),
            Self::Parts(names, texts) => {
                serializer.collect_map(names.iter().zip(texts.iter().map(|text| text.as_str())))
            }
            Self::Photo(media_type, bytes) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("type", media_type)?;
                map.serialize_entry("base64", Zeroizing::new(Base64::encode_string(bytes)).as_str())?;
                map.end()
            }
            Self::Fingers(fingers) => fingers.serialize(serializer),
            Self::Biometrics(all) => all.serialize(serializer),
        }
    }
}
