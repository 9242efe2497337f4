//! Request + the person's choice → the `IKDQ1:` challenge that a wallet scans, and back (profile §6).
//!
//! The challenge carries only the fields that the person chose. It is not signed: a wallet shows it and its holder
//! decides.

use crate::cbor::{CborError, Item, Label, Writer};
use crate::consent::{Choice, Consent};
use crate::document::{Document, Field};
use crate::envelope;
use crate::error::Error;
use crate::limits;
use crate::request::{Need, Request, RequestError};
use crate::time::time;
use alloc::string::String;
use alloc::vec::Vec;

/// What a challenge's text begins with.
pub(crate) const PREFIX: &str = "IKDQ1:";
const AUD: i64 = 3;
const EXP: i64 = 4;
const VCT: i64 = 11;
const CNONCE: i64 = 39;
const FIELDS: i64 = -70171;
const PURPOSE: i64 = -70172;
const REQUEST_HASH: i64 = -70173;

/// One field that a challenge asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengedField {
    /// The field.
    pub field: &'static Field,
    /// Whether the relying party can go on without it.
    pub need: Need,
}

/// What a relying party asks of a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The relying party's https origin.
    pub audience: String,
    /// The request's nonce, which the token repeats.
    pub nonce: [u8; limits::NONCE_BYTES],
    /// The request's expiry, UNIX seconds.
    pub expires: u64,
    /// The document asked for.
    pub document: &'static Document,
    /// The fields asked for.
    pub fields: Vec<ChallengedField>,
    /// Why, as the person reads it.
    pub purpose: String,
    /// The request's hash.
    pub request_hash: [u8; 32],
}

impl Challenge {
    /// The challenge for the fields that the person chose.
    ///
    /// # Errors
    /// [`Error::Consent`] when a field was not asked for or a required one is left out;
    /// [`RequestError::Malformed`] when the request has no nonce.
    pub fn new(request: &Request, choice: Choice<'_>) -> Result<Self, Error> {
        let consent = Consent::grant(Some(request), choice)?;
        let chosen = request.fields().iter().filter(|asked| consent.shares(asked.field));
        let fields = chosen.map(|asked| ChallengedField { field: asked.field, need: asked.need }).collect();
        consent.shares_required()?;
        Ok(Self {
            audience: request.audience().into(),
            nonce: *request.nonce().ok_or(RequestError::Malformed("nonce"))?,
            expires: request.expires(),
            document: request.document(),
            fields,
            purpose: request.purpose().into(),
            request_hash: *request.hash(),
        })
    }

    /// The text of the challenge's QR.
    #[must_use]
    pub fn to_text(&self) -> String {
        let order = |asked: &ChallengedField| (asked.field.name.len(), asked.field.name);
        let mut fields = Vec::with_capacity(self.fields.len());
        for asked in &self.fields {
            let place = fields.partition_point(|other| order(other) <= order(asked));
            fields.insert(place, *asked);
        }
        let mut writer = Writer::new(256).map(7).int(AUD).text(&self.audience).int(EXP).uint(self.expires);
        writer = writer.int(VCT).uint(self.document.vct).int(CNONCE).bytes(&self.nonce);
        writer = writer.int(FIELDS).map(u64::try_from(fields.len()).unwrap_or(u64::MAX));
        for asked in fields {
            writer = writer.text(asked.field.name).bool(asked.need.is_required());
        }
        let cbor = writer.int(PURPOSE).text(&self.purpose).int(REQUEST_HASH).bytes(&self.request_hash).finish();
        alloc::format!("{PREFIX}{}", envelope::encode(&cbor))
    }

    /// Reads a challenge's QR text, as a wallet does.
    ///
    /// # Errors
    /// [`Error::Text`], [`Error::Cbor`], or [`RequestError::Malformed`] with the part that is wrong.
    pub fn open(text: &str) -> Result<Self, Error> {
        let cbor = envelope::bytes_behind(PREFIX, text)?;
        let map = Item::only(&cbor)?.map().ok_or(CborError::Type)?;
        let get = |label: i64, name| map.get(label.into()).ok_or(RequestError::Malformed(name));
        let wrong = RequestError::Malformed;
        let vct = get(VCT, "vct")?.uint().and_then(Document::numbered);
        let document = vct.ok_or(wrong("vct"))?;
        Ok(Self {
            audience: get(AUD, "aud")?.text().ok_or(wrong("aud"))?.into(),
            nonce: get(CNONCE, "cnonce")?.bytes().and_then(|nonce| nonce.try_into().ok()).ok_or(wrong("cnonce"))?,
            expires: time(get(EXP, "exp")?).ok_or(wrong("exp"))?,
            document,
            fields: read_fields(document, get(FIELDS, "fields")?).ok_or(wrong("fields"))?,
            purpose: get(PURPOSE, "purpose")?.text().ok_or(wrong("purpose"))?.into(),
            request_hash: get(REQUEST_HASH, "hash")?
                .bytes()
                .and_then(|hash| hash.try_into().ok())
                .ok_or(wrong("hash"))?,
        })
    }
}

/// The fields in the order of the document's table.
fn read_fields(document: &'static Document, item: Item<'_>) -> Option<Vec<ChallengedField>> {
    let map = item.map()?;
    let known = |label| matches!(label, Label::Text(name) if document.field(name).is_some());
    if !map.labels().all(known) {
        return None;
    }
    let asked = document.fields.iter().copied().filter_map(|field| Some((field, map.named(field.name)?)));
    asked.map(|(field, required)| Some(ChallengedField { field, need: Need::from_flag(required.bool()?) })).collect()
}
