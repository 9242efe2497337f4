//! The public suites of others, read from `IKD_EXTERNAL_VECTORS` or from `shared/vectors` beside the checkout.

use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::cose::Sign1;
use ikd_sandbox::{claim169, trust};
use ikd_verify::{
    Anchors, Choice, Claim169, Clock, Envelope, Environment, Now, Outcome, Presentation, PublicKey, TrustList,
    Verified, Verifier,
};
use miniz_oxide::inflate::decompress_to_vec_zlib;
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
        unprotected: Cbor::Map(vec![]),
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

/// A list whose only key is the peer's, for Claim 169 tokens of this issuer. Kid, typ and times are as in the suite.
fn peers(issuer: &str, key: [u8; 32], now: u64) -> Verifier {
    let cose_key = Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, Cbor::Bytes(key.into()))]);
    let entry = trust::entry(issuer, &trust::issuer(), now).with(2, cose_key);
    let entry = entry.with(5, Cbor::Array(vec![Cbor::Int(claim169::DOCUMENT)]));
    let list = trust::sign(&trust::claims(1, &[entry], now), &trust::root());
    let root = PublicKey::from_bytes(&trust::root().public_key()).expect("the sandbox's root");
    let anchors = Anchors::new(vec![root], Environment::Sandbox).expect("one root");
    Verifier::new(TrustList::open(&list, &anchors)).claim169(Claim169::Accept)
}

fn outcome(verifier: &Verifier, text: &str, now: u64) -> Value {
    let verified = verifier.verify(text, Now::new(now, Clock::Given)).and_then(|credential| {
        let released = credential.release(&verifier.grant(Choice::All)?)?;
        Ok(Verified { facts: released.facts, released: released.fields })
    });
    let outcome = verified.map_or_else(Outcome::Rejected, Outcome::Verified);
    serde_json::to_value(&outcome).expect("an outcome is JSON")
}

const PEER: &str = "https://mosip.example.org";
/// Within the lifetime of the peer's tokens.
const WITHIN: u64 = 1_750_000_000;

/// The 18 cases of idpass/claim-169. It signs 11 of the tokens with nothing, two are encrypted, one is ES256.
#[test]
fn claim_169_peer() {
    let cases = [
        ("valid/ed25519-signed", ""),
        ("valid/claim169-example", "signature_invalid"),
        ("valid/demographics-full", "signature_invalid"),
        ("valid/minimal", "signature_invalid"),
        ("valid/refugee-identity", "signature_invalid"),
        ("valid/with-all-biometrics", "signature_invalid"),
        ("valid/with-face", "signature_invalid"),
        ("valid/with-fingerprints", "signature_invalid"),
        ("edge/expired", "signature_invalid"),
        ("edge/not-yet-valid", "signature_invalid"),
        ("edge/unknown-fields", "signature_invalid"),
        ("invalid/missing-169", "signature_invalid"),
        ("valid/ecdsa-p256-signed", "algorithm_unsupported"),
        ("valid/encrypted-aes256", "not_cose_sign1"),
        ("valid/encrypted-signed", "not_cose_sign1"),
        ("invalid/bad-base45", "not_an_ikd_qr"),
        ("invalid/bad-zlib", "compression_malformed"),
        ("invalid/not-cose", "not_cose_sign1"),
    ];
    let Some(signed) = suite("claim-169/valid/ed25519-signed.json") else { return };
    let key = hex(&signed["signing_key"]["public_key_hex"]).try_into().expect("32 bytes");
    let verifier = peers(PEER, key, WITHIN);
    for (name, code) in cases {
        let case = suite(&format!("claim-169/{name}.json")).expect("the suite is there");
        let outcome = outcome(&verifier, case["qr_data"].as_str().expect("a text"), WITHIN);
        assert_eq!(outcome["code"].as_str().unwrap_or_default(), code, "{name}");
        if code.is_empty() {
            assert_eq!(outcome["mode"], "claim_169");
            assert_eq!(outcome["levels"]["holderBinding"], "none");
            assert_eq!(outcome["levels"]["minimisation"], "client_enforced");
            assert_eq!(outcome["released"]["nama"], case["expected_claim169"]["fullName"]);
            assert_eq!(outcome["released"]["nomor_identitas"], case["expected_claim169"]["id"]);
            assert_eq!(outcome["expiresAt"], case["expected_cwt_meta"]["expiresAt"]);
        }
    }
}

/// The payloads of the peer's unsigned tokens under a signature of ours: what their times and their identities are judged.
#[test]
fn claim_169_peer_payloads_signed() {
    let cases = [
        ("edge/expired", PEER, "expired"),
        ("edge/not-yet-valid", PEER, "not_yet_valid"),
        ("edge/unknown-fields", PEER, ""),
        ("invalid/missing-169", "https://example.org", "claim_missing"),
        ("valid/demographics-full", PEER, ""),
        ("valid/minimal", PEER, ""),
        ("valid/with-all-biometrics", PEER, ""),
        ("valid/with-face", PEER, ""),
        ("valid/with-fingerprints", PEER, ""),
        ("valid/claim169-example", "www.mosip.io", ""),
        // Its birth date is 1975-04-09, which the specification writes 19750409.
        ("valid/refugee-identity", "www.mosip.io", "claim_malformed"),
    ];
    for (name, issuer, code) in cases {
        let Some(case) = suite(&format!("claim-169/{name}.json")) else { return };
        let stream = base45::decode(case["qr_data"].as_str().expect("a text")).expect("Base45");
        let token = decompress_to_vec_zlib(&stream).expect("zlib");
        let outcome = outcome(&peers(issuer, trust::issuer().public_key(), AFTER), &signed_anew(&token), AFTER);
        assert_eq!(outcome["code"].as_str().unwrap_or_default(), code, "{name}: {outcome}");
        if code.is_empty() {
            assert_eq!(outcome["released"]["nama"], case["expected_claim169"]["fullName"], "{name}");
        }
    }
}

/// Within the lifetime of all of them.
const AFTER: u64 = 1_760_000_000;

/// A token with an empty signature, which is its last byte, under the sandbox's.
fn signed_anew(token: &[u8]) -> String {
    const HEAD: usize = 7;
    let [unsigned @ .., 0x40] = token else { panic!("not an empty signature") };
    // The payload's own head has two bytes, or three from 256 bytes on.
    let payload = &unsigned[if unsigned[HEAD] == 0x59 { HEAD + 3 } else { HEAD + 2 }..];
    let sign1 = Sign1 {
        tag: Some(18),
        protected: unsigned[3..6].to_vec(),
        unprotected: Cbor::Map(vec![]),
        payload: payload.to_vec(),
        context: "Signature1",
    };
    claim169::qr_text(&sign1.sign(&trust::issuer()))
}

/// The EU's test data by the stage that it names: Base45, then zlib, then COSE with a signature that is none of ours.
#[test]
fn dgc_by_stage() {
    let Some(signed) = suite("claim-169/valid/ed25519-signed.json") else { return };
    let key = hex(&signed["signing_key"]["public_key_hex"]).try_into().expect("32 bytes");
    let verifier = peers(PEER, key, WITHIN);
    let mut counted = 0;
    for name in DGC.split_whitespace() {
        let case = suite(&format!("dgc/{name}.json")).expect("the suite is there");
        let text = case["PREFIX"].as_str().expect("a text");
        let foreign = outcome(&verifier, text, WITHIN);
        let expected = |stage: &str| case["EXPECTEDRESULTS"][stage].as_bool();
        assert_eq!(
            foreign["code"] == "not_an_ikd_qr" && foreign["detail"]["kind"] == "eu_dcc",
            text.starts_with("HC1:"),
            "{name}"
        );
        let Some(body) = text.strip_prefix("HC1:") else { continue };
        let code = outcome(&verifier, body, WITHIN)["code"].as_str().expect("none is of a trusted issuer").to_owned();
        if expected("EXPECTEDB45DECODE") == Some(false) {
            assert!(["not_an_ikd_qr", "base45_malformed"].contains(&code.as_str()), "{name}: {code}");
        } else if expected("EXPECTEDCOMPRESSION") == Some(false) {
            assert_eq!(code, "compression_malformed", "{name}");
        } else {
            assert!(
                !["not_an_ikd_qr", "base45_malformed", "compression_malformed"].contains(&code.as_str()),
                "{name}: {code}"
            );
        }
        counted += 1;
    }
    assert_eq!(counted, 35);
}

const DGC: &str = "B1 CBO1 CBO2 CO1 CO10 CO11 CO12 CO13 CO14 CO15 CO16 CO17 CO18 CO19 CO2 CO20 CO21 CO22 CO23 CO28 CO3 CO5 CO6 \
                   CO7 CO8 CO9 DGC1 DGC2 DGC3 DGC4 DGC5 DGC6 H1 H2 H3 Q1 Z1 Z2";
