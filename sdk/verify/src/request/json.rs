//! A request's JSON → a request, or everything that is wrong with it, in the order of the items (profile §6).

use super::{LegalBasis, Need, Party, Request, RequestError, RequestedField};
use crate::document::Document;
use crate::evidence::sha256;
use crate::{hex, limits};
use alloc::string::String;
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde::{Deserialize, Deserializer};

/// The form of a request, where anything may be missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Json {
    relying_party: Option<PartyJson>,
    document: Option<String>,
    pub(crate) purpose: Option<String>,
    pub(crate) legal_basis: Option<LegalBasis>,
    pub(crate) fields: Option<Vec<FieldJson>>,
    retention: Option<String>,
    processing_period: Option<String>,
    rights: Option<String>,
    #[serde(default, deserialize_with = "present")]
    nonce: Option<String>,
    pub(crate) expires_at: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PartyJson {
    id: Option<String>,
    name: Option<String>,
    privacy_url: Option<String>,
    contact: Option<String>,
}

/// A field that is asked for, as it is written.
#[derive(Deserialize)]
pub(crate) struct FieldJson {
    pub(crate) name: Option<String>,
    #[serde(default)]
    required: bool,
    pub(crate) relevance: Option<String>,
}

/// An item that is missing, empty or wrong, and for one of a field the place of that field.
#[derive(Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) item: &'static str,
    pub(crate) at: Option<usize>,
}

/// What was found wrong so far. The first decides the verdict.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    fn note<T>(&mut self, item: Result<T, &'static str>) -> Option<T> {
        item.map_err(|item| self.0.push(Fault { item, at: None })).ok()
    }

    fn note_at<T>(&mut self, at: usize, item: Result<T, &'static str>) -> Option<T> {
        item.map_err(|item| self.0.push(Fault { item, at: Some(at) })).ok()
    }

    pub(crate) fn first(&self) -> &'static str {
        self.0.first().map_or("json", |fault| fault.item)
    }

    pub(crate) fn all(&self) -> &[Fault] {
        &self.0
    }
}

impl Json {
    /// The document, if there is one of this name.
    pub(crate) fn document(&self) -> Option<&'static Document> {
        self.document.as_deref().and_then(Document::named)
    }

    /// A template, to which nonce and expiry are added each time.
    pub(crate) fn into_template(self) -> Result<Self, RequestError> {
        match (&self.nonce, self.expires_at) {
            (None, None) => Ok(Self { expires_at: Some(0), ..self }),
            (Some(_), _) => Err(RequestError::Malformed("nonce")),
            _ => Err(RequestError::Malformed("expiresAt")),
        }
    }

    /// The request, if nothing is wrong.
    pub(crate) fn check(self, faults: &mut Faults) -> Option<Request> {
        let document = self.document();
        let party = faults.note(self.relying_party.ok_or("relyingParty")).and_then(|party| party.check(faults));
        faults.note(document.ok_or("document"));
        let purpose = faults.note(text(self.purpose, "purpose"));
        let legal_basis = faults.note(self.legal_basis.ok_or("legalBasis"));
        let fields = faults.note(self.fields.ok_or("fields")).and_then(|fields| check(document?, fields, faults));
        let retention = faults.note(text(self.retention, "retention"));
        let processing_period = faults.note(text(self.processing_period, "processingPeriod"));
        let rights = faults.note(text(self.rights, "rights"));
        let nonce = faults.note(self.nonce.map(|nonce| hex::decode(&nonce).ok_or("nonce")).transpose());
        let expires = faults.note(self.expires_at.filter(|at| *at <= limits::TIME_MOST).ok_or("expiresAt"));
        let mut request = Request {
            party: party?,
            document: document?,
            purpose: purpose?,
            legal_basis: legal_basis?,
            fields: fields?,
            retention: retention?,
            processing_period: processing_period?,
            rights: rights?,
            nonce: nonce?,
            expires: expires?,
            hash: [0; 32],
        };
        request.hash = sha256(&request.to_cbor());
        Some(request)
    }
}

impl PartyJson {
    fn check(self, faults: &mut Faults) -> Option<Party> {
        let id = faults.note(text(self.id, "relyingParty.id").and_then(https_origin));
        let name = faults.note(text(self.name, "relyingParty.name"));
        let privacy_url = faults.note(text(self.privacy_url, "relyingParty.privacyUrl").and_then(https_url));
        let contact = faults.note(text(self.contact, "relyingParty.contact"));
        Some(Party { id: id?, name: name?, privacy_url: privacy_url?, contact: contact? })
    }
}

fn check(document: &'static Document, fields: Vec<FieldJson>, faults: &mut Faults) -> Option<Vec<RequestedField>> {
    let count = fields.len();
    let mut asked: Vec<RequestedField> = Vec::new();
    for (at, json) in fields.into_iter().enumerate() {
        let field = json.name.and_then(|name| document.field(&name));
        let field = field.filter(|field| asked.iter().all(|other| other.field != *field));
        let field = faults.note_at(at, field.ok_or("fields.name"));
        let relevance = faults.note_at(at, text(json.relevance, "fields.relevance"));
        let Some((field, relevance)) = field.zip(relevance) else { continue };
        asked.push(RequestedField { field, need: Need::from_flag(json.required), relevance });
    }
    if count == 0 {
        faults.note(Err::<(), _>("fields"));
    }
    (count > 0 && asked.len() == count).then_some(asked)
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

/// The form that the profile gives (§10), with the nonce and the expiry: what a page and a wallet read. A template has neither.
impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let expires = Some(self.expires).filter(|at| *at > 0);
        let length =
            [self.nonce.is_some(), expires.is_some()].into_iter().filter(|stands| *stands).count().saturating_add(8);
        let mut json = serializer.serialize_struct("Request", length)?;
        json.serialize_field("relyingParty", &self.party)?;
        json.serialize_field("document", self.document.name)?;
        json.serialize_field("purpose", &self.purpose)?;
        json.serialize_field("legalBasis", self.legal_basis.word())?;
        json.serialize_field("fields", &self.fields)?;
        json.serialize_field("retention", &self.retention)?;
        json.serialize_field("processingPeriod", &self.processing_period)?;
        json.serialize_field("rights", &self.rights)?;
        if let Some(nonce) = &self.nonce {
            json.serialize_field("nonce", &hex::encode(nonce))?;
        }
        if let Some(at) = expires {
            json.serialize_field("expiresAt", &at)?;
        }
        json.end()
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Party", 4)?;
        json.serialize_field("id", &self.id)?;
        json.serialize_field("name", &self.name)?;
        json.serialize_field("privacyUrl", &self.privacy_url)?;
        json.serialize_field("contact", &self.contact)?;
        json.end()
    }
}

impl Serialize for RequestedField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("RequestedField", 3)?;
        json.serialize_field("name", self.field.name)?;
        json.serialize_field("required", &self.need.is_required())?;
        json.serialize_field("relevance", &self.relevance)?;
        json.end()
    }
}
