//! The public suites of others, read from `IKD_EXTERNAL_VECTORS` or from `shared/vectors` beside the checkout.

use ikd_sandbox::cose::Sign1;
use ikd_verify::{Envelope, Presentation, PublicKey};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of the suites.
pub fn folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    std::env::var_os("IKD_EXTERNAL_VECTORS").map_or_else(beside, PathBuf::from)
}

fn suite(file: &str) -> Option<Value> {
    let folder = folder();
    if !folder.exists() {
        println!("external suites not present, skipped");
        return None;
    }
    let bytes = std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

fn hex(value: &Value) -> Vec<u8> {
    let pairs = value.as_str().expect("a hex text").as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex")).collect()
}

fn key(value: &Value) -> Option<PublicKey> {
    PublicKey::from_bytes(&hex(value).try_into().ok()?)
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[test]
fn k01_wycheproof_ed25519() {
    let Some(suite) = suite("wycheproof/ed25519_test.json") else { return };
    let mut counted = [0, 0];
    for group in list(&suite["testGroups"]) {
        let key = key(&group["publicKey"]["pk"]);
        for case in list(&group["tests"]) {
            let signed = key.as_ref().is_some_and(|key| key.signed(&hex(&case["msg"]), &hex(&case["sig"])));
            assert_eq!(signed, case["result"] == "valid", "tcId {}", case["tcId"]);
            counted[usize::from(signed)] += 1;
        }
    }
    assert_eq!(counted, [63, 88]);
}

#[test]
fn k02_speccheck_accepts_only_the_fourth() {
    let Some(suite) = suite("speccheck/cases.json") else { return };
    let accepted = |case: &Value| {
        key(&case["pub_key"]).is_some_and(|key| key.signed(&hex(&case["message"]), &hex(&case["signature"])))
    };
    let accepted: Vec<usize> = (0..).zip(list(&suite)).filter(|(_, case)| accepted(case)).map(|(at, _)| at).collect();
    assert_eq!(list(&suite).len(), 12);
    assert_eq!(accepted, [3]);
}

#[test]
fn cose_wg_eddsa_signature_verifies() {
    let Some(case) = suite("cose-wg/eddsa-examples/eddsa-sig-01.json") else { return };
    let token = hex(&case["output"]["cbor"]);
    let payload = case["input"]["plaintext"].as_str().expect("a text").as_bytes();
    // The example's headers are not this profile's, so its parts are taken apart here.
    let rebuilt = Sign1 {
        tag: Some(18),
        protected: token[3..8].to_vec(),
        unprotected: ikd_sandbox::cbor::Cbor::Map(vec![]),
        payload: payload.to_vec(),
        context: "Signature1",
    };
    assert_eq!(rebuilt.to_be_signed(), hex(&case["intermediates"]["ToBeSign_hex"]));
    let key = key(&case["input"]["sign0"]["key"]["x_hex"]).expect("a key");
    assert!(key.signed(&rebuilt.to_be_signed(), &token[token.len() - 64..]));
}

/// All are ES256 with other headers than this profile's, so even those that the suite passes are refused; the fault
/// that the suite states is told first where our order of checks has it first (the tag).
#[test]
fn cose_wg_sign1_is_refused() {
    let cases = [
        ("sign-fail-01", "not_cose_sign1"),
        ("sign-fail-02", "type_unexpected"),
        ("sign-fail-03", "type_unexpected"),
        ("sign-fail-04", "type_unexpected"),
        ("sign-fail-06", "type_unexpected"),
        ("sign-fail-07", "type_unexpected"),
        ("sign-pass-01", "type_unexpected"),
        ("sign-pass-02", "type_unexpected"),
        ("sign-pass-03", "not_cose_sign1"),
    ];
    for (name, code) in cases {
        let Some(case) = suite(&format!("cose-wg/sign1-tests/{name}.json")) else { return };
        let text = format!("IKD1:{}", base45::encode(hex(&case["output"]["cbor"])));
        let envelope = Envelope::open(&text).expect("canonical Base45");
        assert_eq!(Presentation::parse(&envelope).err().map(|error| error.code()), Some(code), "{name}");
    }
}
