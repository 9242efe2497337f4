//! Signed receipts of a relying party: what each says, or why it is refused (PROFILE.md, Receipts).

use super::case::NOW;
use super::{File, json as bytes_of};
use crate::cbor::Cbor;
use crate::cose::{Sign1, headers};
use crate::signer::Signer;
use ikd_verify::hex;
use serde::Serialize;
use serde_json::{Value, json};

/// A signed receipt, the keys that the relying party publishes, and what opening it gives.
#[derive(Serialize)]
struct Record {
    id: &'static str,
    signed: String,
    keys: Vec<String>,
    expect: Value,
}

const TYP: &str = "application/ikd-receipt+cwt";

pub fn file() -> File {
    let records: Vec<Record> = opened().into_iter().chain(refused()).collect();
    File { path: "receipts.json".into(), bytes: bytes_of(&records) }
}

fn bank() -> Signer {
    Signer::named("bank receipts")
}

fn opened() -> Vec<Record> {
    let plain = receipt();
    let mut consent = receipt();
    consent["pii_processing"]["purposes"][0]["lawful_basis"] = json!("consent");
    consent["event"][0]["event_type"] = json!("explicit_consent");
    consent["event"][0]["event_state"] = json!("given");
    let mut newer = record("receipt-of-the-key-before", &plain, &bank());
    newer.keys.insert(0, hex::encode(&Signer::named("bank receipts, the next key").public_key()));
    vec![
        record("receipt", &plain, &bank()),
        record("receipt-of-a-consent", &consent, &bank()),
        record("receipt-withdrawn", &withdrawal(), &bank()),
        newer,
    ]
}

fn refused() -> Vec<Record> {
    let without = |path: &str, key: &str| {
        let mut content = receipt();
        content.pointer_mut(path).and_then(Value::as_object_mut).expect("a map").remove(key);
        content
    };
    let with = |path: &str, value: Value| {
        let mut content = receipt();
        *content.pointer_mut(path).expect("a place") = value;
        content
    };
    let malformed = |id, content: &Value| {
        rejected(id, sign(&cbor(content).encode()), "claim_malformed", Some(("claim", "receipt")))
    };
    let payload = cbor(&receipt()).encode();
    let mut changed = sign(&payload);
    let place = changed.len() - 100;
    changed[place] ^= 1;
    let typ = |typ: Cbor| Sign1::new(&bank(), typ, payload.clone()).sign(&bank());
    let eddsa = {
        let mut token = Sign1::new(&bank(), Cbor::text(TYP), payload.clone());
        let mut labels = headers(&bank(), Cbor::text(TYP));
        labels[0].1 = Cbor::Int(-8);
        token.protected = Cbor::labels(labels).encode();
        token.sign(&bank())
    };
    let twice = [&[0xa2][..], &Cbor::text("profile").encode(), &[0], &Cbor::text("profile").encode(), &[0]].concat();
    vec![
        rejected("receipt-changed", changed, "signature_invalid", None),
        rejected("receipt-of-a-stranger", signed_by(&payload, &Signer::named("stranger")), "signature_invalid", None),
        rejected(
            "receipt-with-the-typ-of-a-trust-list",
            typ(Cbor::text("application/ikd-trust+cwt")),
            "type_unexpected",
            None,
        ),
        rejected("receipt-with-the-typ-of-a-token", typ(Cbor::Int(61)), "type_unexpected", None),
        rejected("receipt-with-alg-eddsa", eddsa, "algorithm_unsupported", None),
        rejected(
            "receipt-byte-behind",
            [sign(&payload), vec![0]].concat(),
            "cbor_malformed",
            Some(("reason", "trailing")),
        ),
        rejected("receipt-empty", vec![], "cbor_malformed", Some(("reason", "truncated"))),
        malformed("receipt-of-another-profile", &with("/profile", json!("id-pdp/2"))),
        malformed("receipt-without-an-id", &without("/receipt_metadata", "receipt_id")),
        malformed("receipt-with-a-short-id", &with("/receipt_metadata/receipt_id", json!("00"))),
        malformed("receipt-without-a-place", &without("", "log")),
        malformed("receipt-with-a-number-as-text", &with("/log/number", json!("7"))),
        rejected(
            "receipt-with-a-number-as-key",
            sign(&Cbor::labels([(1, Cbor::Int(1))]).encode()),
            "claim_malformed",
            Some(("claim", "receipt")),
        ),
        rejected("receipt-with-a-key-twice", sign(&twice), "claim_malformed", Some(("claim", "receipt"))),
    ]
}

fn record(id: &'static str, content: &Value, signer: &Signer) -> Record {
    let signed = signed_by(&cbor(content).encode(), signer);
    let keys = vec![hex::encode(&signer.public_key())];
    Record { id, signed: hex::encode(&signed), keys, expect: json!({"outcome": "receipt", "receipt": content}) }
}

fn rejected(id: &'static str, signed: Vec<u8>, code: &str, detail: Option<(&str, &str)>) -> Record {
    let mut expect = json!({"outcome": "rejected", "code": code, "category": super::tables::category(code)});
    if let Some((key, word)) = detail {
        expect["detail"] = json!({key: word});
    }
    Record { id, signed: hex::encode(&signed), keys: vec![hex::encode(&bank().public_key())], expect }
}

fn sign(payload: &[u8]) -> Vec<u8> {
    signed_by(payload, &bank())
}

fn signed_by(payload: &[u8], signer: &Signer) -> Vec<u8> {
    Sign1::new(signer, Cbor::text(TYP), payload.into()).sign(signer)
}

/// The same tree in CBOR.
fn cbor(value: &Value) -> Cbor {
    match value {
        Value::Bool(flag) => Cbor::Bool(*flag),
        Value::Number(number) => Cbor::uint(number.as_u64().unwrap_or_default()),
        Value::String(text) => Cbor::text(text),
        Value::Array(items) => Cbor::Array(items.iter().map(cbor).collect()),
        Value::Object(entries) => {
            Cbor::Map(entries.iter().map(|(key, value)| (Cbor::text(key), cbor(value))).collect())
        }
        Value::Null => Cbor::Null,
    }
}

fn receipt() -> Value {
    json!({
        "profile": "id-pdp/1",
        "issued_at": NOW + 12,
        "receipt_metadata": {"schema_version": "ISO/IEC TS 27560:2023", "receipt_id": "000102030405060708090a0b0c0d0e0f"},
        "pii_processing": {
            "privacy_notice": "https://bank.example/privasi",
            "language": "id",
            "purposes": [{
                "purpose": "Membuka rekening",
                "lawful_basis": "legal_obligation",
                "pii_information": [
                    {"pii_type": "nik", "pii_optional": false, "special_pii_category": false},
                    {"pii_type": "nama", "pii_optional": false, "special_pii_category": false},
                ],
                "pii_controllers": ["https://bank.example"],
                "collection_method": "ikd_qr",
                "retention_period": "P5Y",
                "processing_period": "P7D",
                "withdrawal_method": "dpo@bank.example",
                "privacy_rights": "dpo@bank.example",
            }],
        },
        "party_identification": [{
            "party_id": "https://bank.example",
            "party_name": "Bank Contoh",
            "party_role": "pii_controller",
            "party_contact": "dpo@bank.example",
            "party_url": "https://bank.example/privasi",
        }],
        "event": [event("notice", "acknowledged", "2027-01-15T08:00:10Z")],
        "id_pdp": {
            "request_hash": "11".repeat(32),
            "consent_text_hash": "22".repeat(32),
            "outcome": "verified",
            "mode": "minted",
            "document": "ktp",
            "levels": {
                "status": "valid", "statusAge": 60, "audience": "matched", "nonce": "matched", "holderBinding": "issuer_session",
                "holderCheck": "biometric", "minimisation": "cryptographic", "clock": "server", "environment": "production",
            },
            "warnings": [],
            "issuer": "https://issuer.example",
            "key_id": "a1b2c3d4e5f60718",
            "trust_list": {"seq": 7, "sha256": "33".repeat(32)},
            "status_lists": ["44".repeat(32)],
            "build": "55".repeat(32),
            "retention_until": "2032-01-15",
        },
        "log": {"log_id": "0102030405060708", "number": 41, "previous": "66".repeat(32)},
    })
}

fn withdrawal() -> Value {
    json!({
        "profile": "id-pdp/1",
        "issued_at": NOW + 86_400,
        "receipt_metadata": {"schema_version": "ISO/IEC TS 27560:2023", "receipt_id": "101112131415161718191a1b1c1d1e1f"},
        "event": [event("withdrawal", "withdrawn", "2027-01-16T08:00:00Z")],
        "withdrawal": {
            "receipt_id": "000102030405060708090a0b0c0d0e0f",
            "stop_by": "2027-01-19T08:00:00Z",
            "erase_by": "2032-01-15",
            "erase": ["nik", "nama"],
        },
        "log": {"log_id": "0102030405060708", "number": 42, "previous": "77".repeat(32)},
    })
}

fn event(kind: &str, state: &str, time: &str) -> Value {
    json!({"event_type": kind, "event_state": state, "event_time": time, "entity_id": "pii_principal"})
}
