//! What replaces the photocopy in a customer's file: who asked, for what, on which basis, which fields, and what was proven.
//!
//! A COSE_Sign1 of the relying party over CBOR whose names are those of ISO/IEC TS 27560 (its consent record and receipt), with this
//! project's profile `id-pdp/1` for what UU 27/2022 asks besides. Each receipt names the one before it by its hash, so a log of
//! them cannot lose or change one unseen. Never in it: a value of a field, the presentation, a salt, a holder's key, a hash of a NIK.

use crate::acceptance::Accepted;
use crate::calendar::{ends, rfc3339};
use crate::cose::{Kind, Sign1, sign_receipt};
use crate::cwt::ClaimError;
use crate::document::{Field, Sensitivity};
use crate::envelope::TextError;
use crate::error::Error;
use crate::evidence::sha256;
use crate::hex;
use crate::key::{KeyError, PublicKey, SecretKey};
use crate::limits;
use crate::node::Node;
use crate::outcome::Facts;
use crate::request::{LegalBasis, Request};
use alloc::string::String;
use alloc::vec::Vec;
use serde::ser::{Serialize, Serializer};

const PROFILE: &str = "id-pdp/1";
const STANDARD: &str = "ISO/IEC TS 27560:2023";

/// A receipt's place in its log.
///
/// ```
/// let first = ikd_verify::Link::first([1; 8]);
/// assert_eq!((first.number, first.after(b"a signed receipt").number), (0, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The log's own random name.
    pub log: [u8; 8],
    /// The receipt's number in it, from 0.
    pub number: u64,
    /// SHA-256 of the signed receipt before it; zeros for the first.
    pub previous: [u8; 32],
}

impl Link {
    /// The first place of a log.
    #[must_use]
    pub fn first(log: [u8; 8]) -> Self {
        Self { log, number: 0, previous: [0; 32] }
    }

    /// The place behind this signed receipt, which stands here.
    #[must_use]
    pub fn after(self, signed: &[u8]) -> Self {
        Self { number: self.number.saturating_add(1), previous: sha256(signed), ..self }
    }

    fn to_node(self) -> Node {
        let (log, previous) = (Node::Text(hex::encode(&self.log)), Node::Text(hex::encode(&self.previous)));
        Node::map([("log_id", log), ("number", Node::Number(self.number)), ("previous", previous)])
    }

    fn read(node: &Node) -> Option<Self> {
        let (log, previous) = (node.text_at("log_id")?, node.text_at("previous")?);
        Some(Self { log: hex::decode(log)?, number: node.number_at("number")?, previous: hex::decode(previous)? })
    }
}

/// A receipt, or the withdrawal of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub(crate) content: Node,
}

/// What only the backend knows of a receipt that it makes.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// 16 random bytes.
    pub id: [u8; 16],
    /// The place in the log.
    pub link: Link,
    /// The backend's time, UNIX seconds.
    pub now: u64,
    /// SHA-256 in hex, or another name, of the program that verified.
    pub build: &'a str,
}

impl Accepted {
    /// The receipt of this acceptance.
    #[must_use]
    pub fn receipt(&self, making: &Making<'_>) -> Receipt {
        let entries = [
            ("profile", Node::text(PROFILE)),
            ("issued_at", Node::Number(making.now)),
            ("receipt_metadata", metadata(making)),
            ("pii_processing", self.processing()),
            ("party_identification", Node::List([party(&self.request)].into())),
            ("event", Node::List([self.event()].into())),
            ("id_pdp", self.proof(making)),
            ("log", making.link.to_node()),
        ];
        Receipt { content: Node::map(entries) }
    }

    fn processing(&self) -> Node {
        let request = &self.request;
        let fields =
            request.fields().iter().filter(|asked| self.verified.released.names().any(|name| name == asked.field.name));
        let fields = fields.map(|asked| datum(asked.field, !asked.need.is_required())).collect();
        let purpose = Node::map([
            ("purpose", Node::text(request.purpose())),
            ("lawful_basis", Node::text(request.legal_basis().word())),
            ("pii_information", Node::List(fields)),
            ("pii_controllers", Node::texts([request.audience()])),
            ("collection_method", Node::text("ikd_qr")),
            ("retention_period", Node::text(request.retention())),
            ("processing_period", Node::text(request.processing_period())),
            ("withdrawal_method", Node::text(request.contact())),
            ("privacy_rights", Node::text(request.rights())),
        ]);
        Node::map([
            ("privacy_notice", Node::text(request.privacy_url())),
            ("language", Node::text(self.language.code())),
            ("purposes", Node::List([purpose].into())),
        ])
    }

    /// A person agreed, or was told on another basis.
    fn event(&self) -> Node {
        let agreed = self.request.legal_basis() == LegalBasis::Consent;
        let (kind, state) = if agreed { ("explicit_consent", "given") } else { ("notice", "acknowledged") };
        event(kind, state, self.at)
    }

    fn proof(&self, making: &Making<'_>) -> Node {
        let Facts { mode, document, issuer, key_id, warnings, levels, .. } = &self.verified.facts;
        let mut words: Vec<_> = levels.words().map(|(name, word)| (name, Node::text(word))).into();
        words.extend(levels.status.age().map(|age| ("statusAge", Node::Number(age))));
        let text = self.request.consent_text(self.language);
        let lists: Vec<String> = self.lists.status_lists.iter().map(|hash| hex::encode(hash)).collect();
        let seq = self.trust_list.map(|list| ("seq", Node::Number(list.seq)));
        let hash = ("sha256", Node::Text(hex::encode(&self.lists.trust_list)));
        let mut entries = Vec::from([
            ("request_hash", Node::Text(hex::encode(self.request.hash()))),
            ("consent_text_hash", Node::Text(hex::encode(&sha256(text.as_bytes())))),
            ("outcome", Node::text("verified")),
            ("mode", Node::text(mode.word())),
            ("document", Node::text(document)),
            ("levels", Node::map(words)),
            ("warnings", Node::texts(warnings.iter().map(|warning| warning.word()))),
            ("issuer", Node::text(issuer)),
            ("key_id", Node::Text(hex::encode(key_id.bytes()))),
            ("trust_list", Node::map([hash].into_iter().chain(seq))),
            ("status_lists", Node::texts(lists.iter().map(String::as_str))),
            ("build", Node::text(making.build)),
        ]);
        entries.extend(ends(making.now, self.request.retention()).map(|day| ("retention_until", Node::Text(day))));
        Node::map(entries)
    }
}

fn metadata(making: &Making<'_>) -> Node {
    let id = Node::Text(hex::encode(&making.id));
    Node::map([("schema_version", Node::text(STANDARD)), ("receipt_id", id)])
}

fn party(request: &Request) -> Node {
    Node::map([
        ("party_id", Node::text(request.audience())),
        ("party_name", Node::text(request.name())),
        ("party_role", Node::text("pii_controller")),
        ("party_contact", Node::text(request.contact())),
        ("party_url", Node::text(request.privacy_url())),
    ])
}

fn datum(field: &Field, optional: bool) -> Node {
    let specific = Node::Flag(field.sensitivity == Sensitivity::Specific);
    let entries = [("pii_type", Node::text(field.name)), ("pii_optional", Node::Flag(optional))];
    Node::map(entries.into_iter().chain([("special_pii_category", specific)]))
}

fn event(kind: &str, state: &str, at: u64) -> Node {
    let time = Node::Text(rfc3339(at));
    let words = [("event_type", Node::text(kind)), ("event_state", Node::text(state))];
    Node::map(words.into_iter().chain([("event_time", time), ("entity_id", Node::text("pii_principal"))]))
}

impl Receipt {
    /// Signs the receipt: a COSE_Sign1 with typ `application/ikd-receipt+cwt`.
    #[must_use]
    pub fn sign(&self, key: &SecretKey) -> Vec<u8> {
        sign_receipt(&self.content.to_cbor(), key)
    }

    /// Verifies a signed receipt by the relying party's keys, the one in use and those before it.
    ///
    /// # Errors
    /// Those of CBOR and COSE, [`KeyError::SignatureInvalid`] where none of the keys signed it, [`ClaimError::Malformed`] for another
    /// content.
    ///
    /// ```
    /// use ikd_verify::{Receipt, SecretKey};
    /// let key = SecretKey::from_bytes(&[7; 32]).public();
    /// assert_eq!(Receipt::open(b"", &[key]).unwrap_err().code(), "cbor_malformed");
    /// ```
    pub fn open(signed: &[u8], keys: &[PublicKey]) -> Result<Self, Error> {
        if signed.len() > limits::RECEIPT_BYTES {
            return Err(TextError::EnvelopeTooLarge.into());
        }
        let (payload, _) = Sign1::parse(signed, Kind::Receipt)?.verify_root(keys).ok_or(KeyError::SignatureInvalid)?;
        let receipt = Node::read(payload).map(|content| Self { content });
        let whole = |receipt: &Self| {
            receipt.content.text_at("profile") == Some(PROFILE) && receipt.link().is_some() && receipt.id().is_some()
        };
        receipt.filter(whole).ok_or(ClaimError::Malformed("receipt").into())
    }

    /// The receipt's id.
    #[must_use]
    pub fn id(&self) -> Option<[u8; 16]> {
        self.content.text_at("receipt_metadata.receipt_id").and_then(hex::decode)
    }

    /// Its place in its log.
    #[must_use]
    pub fn link(&self) -> Option<Link> {
        self.content.at("log").and_then(Link::read)
    }

    /// The id of the receipt that this one withdraws, if it is a withdrawal.
    #[must_use]
    pub fn withdraws(&self) -> Option<[u8; 16]> {
        self.content.text_at("withdrawal.receipt_id").and_then(hex::decode)
    }

    /// The withdrawal of this receipt: what must end by when. Processing ends within 3 × 24 hours (UU 27/2022 Art. 40); what was
    /// given by consent is erased then too (Art. 43), what the law demands to keep is destroyed when its retention ends (Art. 44).
    #[must_use]
    pub fn withdrawn(&self, making: &Making<'_>) -> Self {
        let stop = rfc3339(making.now.saturating_add(limits::WITHDRAWAL_SECONDS));
        let agreed = self.text("pii_processing.purposes.0.lawful_basis") == LegalBasis::Consent.word();
        let retained = self.content.text_at("id_pdp.retention_until").filter(|_| !agreed);
        let erase = Node::text(retained.unwrap_or(&stop));
        let id = Node::text(self.text("receipt_metadata.receipt_id"));
        let entries = [("receipt_id", id), ("stop_by", Node::text(&stop)), ("erase_by", erase)];
        let withdrawal = Node::map(entries.into_iter().chain([("erase", Node::texts(self.fields()))]));
        let entries = [
            ("profile", Node::text(PROFILE)),
            ("issued_at", Node::Number(making.now)),
            ("receipt_metadata", metadata(making)),
            ("event", Node::List([event("withdrawal", "withdrawn", making.now)].into())),
            ("withdrawal", withdrawal),
            ("log", making.link.to_node()),
        ];
        Self { content: Node::map(entries) }
    }

    /// A text of the receipt; empty where there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.content.text_at(path).unwrap_or_default()
    }

    pub(crate) fn levels(&self) -> impl Iterator<Item = (&str, &str)> {
        let levels = match self.content.at("id_pdp.levels") {
            Some(Node::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        levels.iter().filter_map(|(name, word)| match word {
            Node::Text(word) => Some((name.as_str(), word.as_str())),
            _ => None,
        })
    }
}

impl Serialize for Receipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.content.serialize(serializer)
    }
}
