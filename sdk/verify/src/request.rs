//! The relying party's request: who asks, for what, why, on which legal basis, for how long (UU 27/2022 Art. 21).
//!
//! Read from JSON (profile §10) by any serde deserializer. Refuses a missing or empty legal item, a field outside the
//! document's table, a wildcard, and an expiry beyond two minutes.

use crate::cbor::Writer;
use crate::document::{Document, Field};
use crate::evidence::sha256;
use crate::hex;
use crate::limits;
use crate::time::Now;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer};

/// Why a request is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestError {
    /// An item is missing, empty or wrong; the word is its name in JSON.
    Malformed(&'static str),
    /// `now ≥ expiresAt`, without leeway: the relying party made both times.
    Expired {
        /// The request's expiresAt.
        at: u64,
        /// The `now` of the check.
        now: u64,
    },
}

/// UU 27/2022 Art. 20(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// Explicit consent.
    Consent,
    /// A contract with the person.
    Contract,
    /// A duty by law, such as customer due diligence.
    LegalObligation,
    /// The person's vital interest.
    VitalInterest,
    /// A public duty.
    PublicDuty,
    /// A legitimate interest.
    LegitimateInterest,
}

impl LegalBasis {
    fn word(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::LegalObligation => "legal_obligation",
            Self::VitalInterest => "vital_interest",
            Self::PublicDuty => "public_duty",
            Self::LegitimateInterest => "legitimate_interest",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Json {
    relying_party: Option<PartyJson>,
    document: Option<String>,
    purpose: Option<String>,
    legal_basis: Option<LegalBasis>,
    fields: Option<Vec<FieldJson>>,
    retention: Option<String>,
    processing_period: Option<String>,
    rights: Option<String>,
    #[serde(default, deserialize_with = "present")]
    nonce: Option<String>,
    expires_at: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PartyJson {
    id: Option<String>,
    name: Option<String>,
    privacy_url: Option<String>,
    contact: Option<String>,
}

#[derive(Deserialize)]
struct FieldJson {
    name: Option<String>,
    #[serde(default)]
    required: bool,
    relevance: Option<String>,
}

struct Party {
    id: String,
    name: String,
    privacy_url: String,
    contact: String,
}

/// Whether a field must be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The relying party cannot go on without it.
    Required,
    /// The person is free to share it or not.
    Optional,
}

impl Need {
    pub(crate) fn from_flag(required: bool) -> Self {
        if required { Self::Required } else { Self::Optional }
    }

    pub(crate) fn is_required(self) -> bool {
        self == Self::Required
    }
}

/// One field that is asked for.
pub struct RequestedField {
    /// The field.
    pub field: &'static Field,
    /// Whether the relying party can go on without it.
    pub need: Need,
    /// Why it is needed, as the person reads it.
    pub relevance: String,
}

/// A well-formed request.
///
/// ```
/// # let json = r#"{"relyingParty":{"id":"https://bank.example","name":"Bank","privacyUrl":"https://bank.example/p","contact":"dpo@bank.example"},
/// #  "document":"ktp","purpose":"Membuka rekening","legalBasis":"legal_obligation","fields":[{"name":"nik","required":true,"relevance":"POJK 8/2023"}],
/// #  "retention":"P5Y","processingPeriod":"P1D","rights":"dpo@bank.example","nonce":"000102030405060708090a0b0c0d0e0f","expiresAt":1800000100}"#;
/// use ikd_verify::Request;
/// let request = Request::read(&mut serde_json::Deserializer::from_str(json)).unwrap();
/// assert_eq!(request.audience(), "https://bank.example");
/// ```
pub struct Request {
    party: Party,
    document: &'static Document,
    purpose: String,
    legal_basis: LegalBasis,
    fields: Vec<RequestedField>,
    retention: String,
    processing_period: String,
    rights: String,
    nonce: Option<[u8; limits::NONCE_BYTES]>,
    expires: u64,
    hash: [u8; 32],
}

impl Request {
    /// Reads and checks the JSON form.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] with the item's name; `json` where the form itself cannot be read.
    pub fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, RequestError> {
        Json::deserialize(json).map_err(|_| RequestError::Malformed("json"))?.check().map_err(RequestError::Malformed)
    }

    /// Judges the request's expiry.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn current_at(&self, now: Now) -> Result<&Self, RequestError> {
        if self.expires > now.unix().saturating_add(limits::REQUEST_LIFETIME) {
            return Err(RequestError::Malformed("expiresAt"));
        }
        if now.unix() >= self.expires {
            return Err(RequestError::Expired { at: self.expires, now: now.unix() });
        }
        Ok(self)
    }

    /// The relying party's https origin: the audience that a token must name.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.party.id
    }

    /// The document that is asked for.
    #[must_use]
    pub fn document(&self) -> &'static Document {
        self.document
    }

    /// The fields that are asked for.
    #[must_use]
    pub fn fields(&self) -> &[RequestedField] {
        &self.fields
    }

    /// The purpose, as the person reads it.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The nonce. Absent in counter mode only.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8; limits::NONCE_BYTES]> {
        self.nonce.as_ref()
    }

    /// expiresAt, in UNIX seconds.
    #[must_use]
    pub fn expires(&self) -> u64 {
        self.expires
    }

    /// SHA-256 of the request's deterministic CBOR (PROFILE.md, Request hash).
    #[must_use]
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The JSON form as a CBOR map with the same names, sorted (RFC 8949 §4.2.1), the nonce as bytes.
    fn to_cbor(&self) -> Vec<u8> {
        let mut writer = Writer::new(512).map(if self.nonce.is_some() { 10 } else { 9 });
        if let Some(nonce) = &self.nonce {
            writer = writer.text("nonce").bytes(nonce);
        }
        writer = writer.text("fields").array(u64::try_from(self.fields.len()).unwrap_or(u64::MAX));
        for asked in &self.fields {
            writer = writer.map(3).text("name").text(asked.field.name).text("required").bool(asked.need.is_required());
            writer = writer.text("relevance").text(&asked.relevance);
        }
        writer = writer.text("rights").text(&self.rights).text("purpose").text(&self.purpose);
        writer = writer.text("document").text(self.document.name).text("expiresAt").uint(self.expires);
        writer = writer.text("retention").text(&self.retention).text("legalBasis").text(self.legal_basis.word());
        writer = writer.text("relyingParty").map(4).text("id").text(&self.party.id).text("name").text(&self.party.name);
        writer = writer.text("contact").text(&self.party.contact).text("privacyUrl").text(&self.party.privacy_url);
        writer.text("processingPeriod").text(&self.processing_period).finish()
    }
}

impl Json {
    fn check(self) -> Result<Request, &'static str> {
        let party = self.relying_party.ok_or("relyingParty")?.check()?;
        let document = self.document.as_deref().and_then(Document::named).ok_or("document")?;
        let mut request = Request {
            party,
            document,
            purpose: text(self.purpose, "purpose")?,
            legal_basis: self.legal_basis.ok_or("legalBasis")?,
            fields: check_fields(document, self.fields.ok_or("fields")?)?,
            retention: text(self.retention, "retention")?,
            processing_period: text(self.processing_period, "processingPeriod")?,
            rights: text(self.rights, "rights")?,
            nonce: self.nonce.map(|nonce| hex::decode(&nonce).ok_or("nonce")).transpose()?,
            expires: self.expires_at.filter(|at| *at <= limits::TIME_MOST).ok_or("expiresAt")?,
            hash: [0; 32],
        };
        request.hash = sha256(&request.to_cbor());
        Ok(request)
    }
}

impl PartyJson {
    fn check(self) -> Result<Party, &'static str> {
        Ok(Party {
            id: text(self.id, "relyingParty.id").and_then(https_origin)?,
            name: text(self.name, "relyingParty.name")?,
            privacy_url: text(self.privacy_url, "relyingParty.privacyUrl").and_then(https_url)?,
            contact: text(self.contact, "relyingParty.contact")?,
        })
    }
}

fn check_fields(document: &'static Document, fields: Vec<FieldJson>) -> Result<Vec<RequestedField>, &'static str> {
    let mut asked: Vec<RequestedField> = Vec::new();
    for json in fields {
        let field = json.name.and_then(|name| document.field(&name)).ok_or("fields.name")?;
        if asked.iter().any(|other| other.field == field) {
            return Err("fields.name");
        }
        asked.push(RequestedField {
            field,
            need: Need::from_flag(json.required),
            relevance: text(json.relevance, "fields.relevance")?,
        });
    }
    if asked.is_empty() { Err("fields") } else { Ok(asked) }
}

fn text(text: Option<String>, name: &'static str) -> Result<String, &'static str> {
    let text = text.ok_or(name)?;
    let sound = !text.trim().is_empty() && text.len() <= limits::REQUEST_TEXT_BYTES;
    if sound { Ok(text) } else { Err(name) }
}

/// `https://` host [`:` port] as a browser writes an origin, compared byte for byte with a token's aud.
fn https_origin(id: String) -> Result<String, &'static str> {
    let authority = id.strip_prefix("https://").unwrap_or_default();
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(plain)
    };
    let sound = host.split('.').all(label) && port.is_none_or(is_other_port);
    if sound { Ok(id) } else { Err("relyingParty.id") }
}

/// A port that an origin writes: a plain number, and not https's own.
fn is_other_port(port: &str) -> bool {
    let plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    plain && port.parse::<u16>().is_ok_and(|port| port != 443)
}

/// It ends as a link on the consent screen.
fn https_url(url: String) -> Result<String, &'static str> {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    let sound = !rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(|byte| byte.is_ascii_graphic());
    if sound { Ok(url) } else { Err("relyingParty.privacyUrl") }
}

/// A nonce that is written as null is a mistake of the backend, not a wish for none.
fn present<'de, D: Deserializer<'de>>(nonce: D) -> Result<Option<String>, D::Error> {
    String::deserialize(nonce).map(Some)
}
