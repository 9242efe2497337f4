//! The relying party's request: who asks, for what, why, on which legal basis, for how long (UU 27/2022 Art. 21).
//!
//! Read from JSON (profile §10) by any serde deserializer. Refuses a missing or empty legal item, a field outside the
//! document's table, a wildcard, and an expiry beyond two minutes.

pub(crate) mod json;

use crate::cbor::Writer;
use crate::document::{Document, Field};
use crate::evidence::sha256;
use crate::limits;
use crate::time::Now;
use alloc::string::String;
use alloc::vec::Vec;
use json::{Faults, Json};
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
    const ALL: [Self; 6] = [
        Self::Consent,
        Self::Contract,
        Self::LegalObligation,
        Self::VitalInterest,
        Self::PublicDuty,
        Self::LegitimateInterest,
    ];

    /// The basis with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }

    /// The stable word in a request.
    #[must_use]
    pub fn word(self) -> &'static str {
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

#[derive(Clone)]
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
#[derive(Clone)]
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
#[derive(Clone)]
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
        let json = Json::deserialize(json).map_err(|_| RequestError::Malformed("json"))?;
        let mut faults = Faults::default();
        json.check(&mut faults).ok_or(RequestError::Malformed(faults.first()))
    }

    /// Reads a request that has neither nonce nor expiry yet: what a backend asks for under a name, again and again.
    ///
    /// # Errors
    /// As [`Request::read`]; a nonce or an expiry that stands there is wrong.
    ///
    /// ```
    /// # let json = serde_json::json!({"relyingParty": {"id": "https://bank.example", "name": "Bank", "privacyUrl": "https://bank.example/p",
    /// #  "contact": "dpo@bank.example"}, "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation",
    /// #  "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"}], "retention": "P5Y", "processingPeriod": "P1D",
    /// #  "rights": "dpo@bank.example"});
    /// let template = ikd_verify::Request::template(json).unwrap();
    /// let request = template.renewed(Some([7; 16]), 1_800_000_100);
    /// assert_eq!((request.nonce(), request.expires()), (Some(&[7; 16]), 1_800_000_100));
    /// assert_ne!(request.hash(), template.hash());
    /// ```
    pub fn template<'de, D: Deserializer<'de>>(json: D) -> Result<Self, RequestError> {
        let json = Json::deserialize(json).map_err(|_| RequestError::Malformed("json"))?;
        let mut faults = Faults::default();
        json.into_template()?.check(&mut faults).ok_or(RequestError::Malformed(faults.first()))
    }

    /// The same request with this nonce, none at a counter, and this expiry.
    #[must_use]
    pub fn renewed(&self, nonce: Option<[u8; limits::NONCE_BYTES]>, expires: u64) -> Self {
        let mut request = Self { nonce, expires, ..self.clone() };
        request.hash = sha256(&request.to_cbor());
        request
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

    /// The relying party's name, as the person reads it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.party.name
    }

    /// Where the person asks for their rights.
    #[must_use]
    pub fn contact(&self) -> &str {
        &self.party.contact
    }

    /// Where the privacy notice stands.
    #[must_use]
    pub fn privacy_url(&self) -> &str {
        &self.party.privacy_url
    }

    /// UU 27/2022 Art. 20(2).
    #[must_use]
    pub fn legal_basis(&self) -> LegalBasis {
        self.legal_basis
    }

    /// How long the data are kept, as the relying party wrote it: an ISO 8601 duration where it is to be counted.
    #[must_use]
    pub fn retention(&self) -> &str {
        &self.retention
    }

    /// How long the data are used.
    #[must_use]
    pub fn processing_period(&self) -> &str {
        &self.processing_period
    }

    /// What the person may demand.
    #[must_use]
    pub fn rights(&self) -> &str {
        &self.rights
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
