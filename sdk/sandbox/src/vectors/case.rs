//! One record of the vectors: everything a verification takes, and what it must say.

use crate::cbor::{Cbor, Labels};
use crate::claim169;
use crate::cose::{Sign1, qr_text};
use crate::minted;
use crate::person::Person;
use crate::signer::Signer;
use crate::trust;
use crate::vectors::tables::category;
use ikd_verify::hex;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// 2027-01-15T08:00:00Z, the time of most records.
pub const NOW: u64 = 1_800_000_000;
/// The relying party of the records.
pub const BANK: &str = "https://bank.example";
/// The issuer of the records.
pub const ISSUER: &str = "https://issuer.example";
/// The nonce of the records' request.
pub const NONCE: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// The key of the issuer. Not the sandbox's: the records are of the production environment.
pub fn issuer() -> Signer {
    Signer::named("vector issuer")
}

/// The two pinned roots.
pub fn roots() -> [Signer; 2] {
    [Signer::named("vector root 1"), Signer::named("vector root 2")]
}

/// The issuer's entry in the list.
pub fn entry() -> Labels {
    trust::entry(ISSUER, &issuer(), NOW)
}

/// The list of the records.
pub fn list() -> Labels {
    trust::claims(7, &[entry()], NOW)
}

/// A list with these entries, signed by the first root.
pub fn signed(entries: &[Labels]) -> Vec<u8> {
    trust::sign(&trust::claims(7, entries, NOW), &roots()[0])
}

/// The claims of a token with nik and nama for the bank, without a nonce.
pub fn minted() -> Labels {
    minted_with(&["nik", "nama"])
}

/// The claims of a token with these fields of Budi.
pub fn minted_with(fields: &[&str]) -> Labels {
    minted_for(&Person::budi(), fields)
}

/// The claims of a token with these fields of a person.
pub fn minted_for(person: &Person, fields: &[&str]) -> Labels {
    minted::claims(BANK, NOW, person.claims(fields)).with(1, Cbor::text(ISSUER))
}

/// The request of the records: nik required, nama optional.
pub fn request() -> Value {
    json!({
        "relyingParty": {
            "id": BANK, "name": "Bank Contoh", "privacyUrl": "https://bank.example/privasi", "contact": "dpo@bank.example",
        },
        "document": "ktp",
        "purpose": "Membuka rekening tabungan",
        "legalBasis": "legal_obligation",
        "fields": [
            {"name": "nik", "required": true, "relevance": "POJK 8/2023 Pasal 25"},
            {"name": "nama", "required": false, "relevance": "POJK 8/2023 Pasal 25"},
        ],
        "retention": "P5Y",
        "processingPeriod": "P1D",
        "rights": "dpo@bank.example",
        "nonce": "000102030405060708090a0b0c0d0e0f",
        "expiresAt": NOW + 100,
    })
}

/// The request with another item.
pub fn request_with(item: &str, value: Value) -> Value {
    let mut request = request();
    request[item] = value;
    request
}

/// The request without an item.
pub fn request_without(item: &str) -> Value {
    let mut request = request();
    request.as_object_mut().map(|items| items.remove(item));
    request
}

/// A list that the host saw before.
#[derive(Clone, Serialize)]
struct Seen {
    seq: u64,
    sha256: String,
}

/// Where an implementer sees how far another encoder agrees.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Intermediates {
    cose: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_be_signed: Option<String>,
}

/// A record being made; finished by [`Case::verifies`] or [`Case::rejects`].
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Unique; the name of its test in each runner.
    pub id: String,
    flags: Vec<&'static str>,
    now: u64,
    clock: &'static str,
    environment: &'static str,
    trust_list: String,
    roots: Vec<String>,
    min_seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<Seen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leeway_seconds: Option<u64>,
    pub(super) status_lists: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_policy: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seen_status_lists: Option<Value>,
    presentation: String,
    request: Option<Value>,
    unchallenged: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim169: Option<&'static str>,
    consent: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    intermediates: Option<Intermediates>,
    pub expect: Value,
}

/// A record whose verdict is written.
pub type Record = Case;

/// A record with the standard list, without a request, with everything released.
pub fn case(id: &str, flags: &[&'static str]) -> Case {
    Case {
        id: id.into(),
        flags: flags.into(),
        now: NOW,
        clock: "given",
        environment: "production",
        trust_list: hex::encode(&trust::sign(&list(), &roots()[0])),
        roots: roots().iter().map(|root| hex::encode(&root.public_key())).collect(),
        min_seq: 0,
        seen: None,
        leeway_seconds: None,
        status_lists: vec![],
        status_policy: None,
        seen_status_lists: None,
        presentation: String::new(),
        request: None,
        unchallenged: "refuse",
        claim169: None,
        consent: json!("all"),
        intermediates: None,
        expect: Value::Null,
    }
}

impl Case {
    pub fn text(mut self, text: &str) -> Self {
        self.presentation = text.into();
        self
    }

    /// A token's bytes as they are.
    pub fn token(mut self, token: &[u8]) -> Self {
        self.intermediates = Some(Intermediates { cose: hex::encode(token), to_be_signed: None });
        self.text(&qr_text(token))
    }

    /// A token signed by the issuer.
    pub fn sign1(self, sign1: &Sign1) -> Self {
        self.signed_token(sign1, issuer().sign(&sign1.to_be_signed()))
    }

    /// A token with a signature from elsewhere.
    pub fn signed_token(self, sign1: &Sign1, signature: Vec<u8>) -> Self {
        let mut case = self.token(&sign1.with_signature(signature));
        if let Some(intermediates) = &mut case.intermediates {
            intermediates.to_be_signed = Some(hex::encode(&sign1.to_be_signed()));
        }
        case
    }

    /// A Claim 169 token, packed as its codes are.
    pub fn carried(mut self, token: &[u8], to_be_signed: &[u8]) -> Self {
        let to_be_signed = Some(hex::encode(to_be_signed));
        self.intermediates = Some(Intermediates { cose: hex::encode(token), to_be_signed });
        self.text(&claim169::qr_text(token))
    }

    /// Takes Claim 169 codes.
    pub fn claim169(mut self) -> Self {
        self.claim169 = Some("accept");
        self
    }

    /// Claims signed by the issuer.
    pub fn minted(self, minted: &Labels) -> Self {
        self.sign1(&minted::token(minted, &issuer()))
    }

    pub fn list(mut self, list: &[u8]) -> Self {
        self.trust_list = hex::encode(list);
        self
    }

    pub fn roots(mut self, roots: &[[u8; 32]]) -> Self {
        self.roots = roots.iter().map(|root| hex::encode(root)).collect();
        self
    }

    pub fn sandbox(mut self) -> Self {
        self.environment = "sandbox";
        self
    }

    pub fn now(mut self, now: u64) -> Self {
        self.now = now;
        self
    }

    pub fn clock(mut self, clock: &'static str) -> Self {
        self.clock = clock;
        self
    }

    pub fn leeway(mut self, seconds: u64) -> Self {
        self.leeway_seconds = Some(seconds);
        self
    }

    pub fn min_seq(mut self, seq: u64) -> Self {
        self.min_seq = seq;
        self
    }

    pub fn seen(mut self, seq: u64, sha256: &[u8]) -> Self {
        self.seen = Some(Seen { seq, sha256: hex::encode(sha256) });
        self
    }

    pub fn request(mut self, request: Value) -> Self {
        self.request = Some(request);
        self
    }

    pub fn unchallenged(mut self) -> Self {
        self.unchallenged = "accept";
        self
    }

    pub fn consent(mut self, consent: Value) -> Self {
        self.consent = consent;
        self
    }

    /// Must be refused with this code.
    pub fn rejects(self, code: &str) -> Record {
        self.rejects_with(code, Value::Null)
    }

    /// Must be refused with this code and this detail.
    pub fn rejects_with(mut self, code: &str, detail: Value) -> Record {
        let mut expect = Map::from_iter([
            ("outcome".into(), json!("rejected")),
            ("code".into(), json!(code)),
            ("category".into(), json!(category(code))),
        ]);
        if !detail.is_null() {
            expect.insert("detail".into(), detail);
        }
        self.expect = Value::Object(expect);
        self
    }

    /// Must be accepted, with these fields released out of those offered. `change` adjusts what differs from the
    /// ordinary: no request, no warnings, nothing asserted of the holder.
    pub fn verifies(mut self, offered: &[&str], released: Value, change: impl FnOnce(&mut Value)) -> Record {
        let key_id = hex::encode(&issuer().key_id());
        self.expect = json!({
            "outcome": "verified", "mode": "minted", "document": "ktp", "issuer": ISSUER, "keyId": key_id,
            "issuedAt": NOW, "expiresAt": NOW + 90,
            "levels": {
                "status": "unknown", "audience": "not_checked", "nonce": "not_checked", "holderBinding": "none",
                "holderCheck": "none", "minimisation": "cryptographic", "clock": self.clock,
                "environment": self.environment,
            },
            "warnings": [], "offered": offered, "released": released,
        });
        change(&mut self.expect);
        self
    }

    /// Must be accepted with nik and nama, both released.
    pub fn verifies_nik_nama(self) -> Record {
        self.verifies(&["nik", "nama"], nik_nama(), |_| {})
    }
}

/// The values of nik and nama.
pub fn nik_nama() -> Value {
    json!({"nik": "3171011708950003", "nama": "BUDI SANTOSO"})
}
