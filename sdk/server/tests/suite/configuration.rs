//! `rp.toml`: the example that the documentation shows, every fault at once, and secrets that stand in the wrong place.

use crate::folder;
use ikd_sandbox::signer::Signer;
use ikd_server::{Configuration, StoreChoice};
use ikd_verify::hex;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = include_str!("../../rp.example.toml");
pub const BANK: &str = "https://bank.example";

/// A request without nonce and expiry.
pub fn template(audience: &str) -> Value {
    json!({
        "relyingParty": {"id": audience, "name": "Bank Contoh", "privacyUrl": "https://bank.example/privasi", "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "retention": "P5Y", "processingPeriod": "P7D",
        "rights": "dpo@bank.example",
        "fields": [
            {"name": "nik", "required": true, "relevance": "POJK 8/2023 Art. 25"},
            {"name": "nama", "required": true, "relevance": "POJK 8/2023 Art. 25"},
            {"name": "pekerjaan", "required": false, "relevance": "Profil nasabah"},
        ],
    })
}

/// A folder with what the example names.
fn example(name: &str) -> PathBuf {
    let folder = folder(name);
    for file in ["open-account.json", "age-check.json"] {
        fs::write(folder.join(file), template(BANK).to_string()).unwrap();
    }
    folder
}

fn environ(name: &str) -> Option<String> {
    match name {
        "IKD_API_TOKEN" => Some("t".repeat(32)),
        "IKD_RECEIPT_KEY" => Some("ab".repeat(32)),
        "IKD_REDIS_URL" => Some("redis://:hunter2@127.0.0.1:6379/0".into()),
        _ => None,
    }
}

fn faults(text: &str, folder: &Path) -> Vec<String> {
    Configuration::read(text, folder, &environ).err().unwrap_or_default()
}

#[test]
fn the_example_is_a_configuration() {
    let configuration = Configuration::read(EXAMPLE, &example("example"), &environ).ok().unwrap();
    assert_eq!((configuration.audience.as_str(), configuration.requests.len()), (BANK, 2));
    assert!(matches!(configuration.store, StoreChoice::Memory) && configuration.receipts.is_some());
    let root = hex::encode(&Signer::named("root").public_key());
    assert!(EXAMPLE.contains(&root), "the sandbox's root");
    // What is commented out is right too.
    let commented =
        EXAMPLE.replace("\"memory\"\n", "\"redis\"\n").replace("# url", "url").replace("# timeout", "timeout");
    let commented = commented.replace("# replicas", "replicas").replace("# metrics_listen", "metrics_listen");
    assert_eq!(faults(&commented, &example("commented")), Vec::<String>::new());
}

#[test]
fn every_fault_is_said_at_once_and_no_value_with_it() {
    let text = r#"
        audience = "https://Bank.example/path"
        environment = "test-canary"
        listen = "localhost"
        processes = 3
        colour = "canary"
        [trust]
        roots = ["canary"]
        reload_seconds = -1
        [status]
        policy = "canary"
        lists = "canary"
        [requests]
        open = "missing.json"
        other = { file = "other.json", language = "fr" }
        foreign = "foreign.json"
        fixed = "fixed.json"
        [store]
        kind = "memory"
        [receipts]
        key_env = "NOT_SET"
        [limits]
        body_bytes = 1
    "#;
    let folder = folder("faults");
    fs::write(folder.join("other.json"), template(BANK).to_string()).unwrap();
    fs::write(folder.join("foreign.json"), template("https://other.example").to_string()).unwrap();
    let mut fixed = template("https://Bank.example/path");
    fixed["nonce"] = "00112233445566778899aabbccddeeff".into();
    fs::write(folder.join("fixed.json"), fixed.to_string()).unwrap();
    let said = Configuration::read(text, &folder, &|_| None).err().unwrap();
    let wanted = [
        "audience must be an https origin",
        "environment must be",
        "listen must be an address",
        "colour is not known here",
        "requests.open names a file that cannot be read",
        "requests.other must have the language",
        "requests.fixed holds nonce",
        "store.kind cannot be \"memory\" for several",
        "receipts.log is missing",
        "receipts.key_env names NOT_SET, which is not set",
        "limits.body_bytes must be a whole number from 1024 to 65536",
        "IKD_API_TOKEN is not set",
    ];
    for sentence in wanted {
        assert!(said.iter().any(|fault| fault.starts_with(sentence)), "{sentence}: {said:#?}");
    }
    assert!(!said.iter().any(|fault| fault.contains("canary")), "{said:#?}");
}

#[test]
fn lists_and_foreign_requests_are_judged_too() {
    let text = r#"
        audience = "https://bank.example"
        [trust]
        roots = ["00"]
        [status]
        policy = "sometimes"
        [requests]
        foreign = "foreign.json"
        [store]
        kind = "paper"
    "#;
    let folder = folder("judged");
    fs::write(folder.join("foreign.json"), template("https://other.example").to_string()).unwrap();
    let said = faults(text, &folder);
    for sentence in [
        "trust.list is missing",
        "trust.roots must be",
        "status.policy must be",
        "requests.foreign is another",
        "store.kind must be",
    ] {
        assert!(said.iter().any(|fault| fault.starts_with(sentence)), "{sentence}: {said:#?}");
    }
}

#[test]
fn a_secret_in_the_file_is_a_fault_and_is_not_repeated() {
    let folder = example("secrets");
    let hunter = "redis://:hunter2@127.0.0.1:6379/0";
    let cases = [
        ("store.url", EXAMPLE.replace("[store]", &format!("[store]\nurl = \"{hunter}\""))),
        ("store.url_env", EXAMPLE.replace("# url_env = \"IKD_REDIS_URL\"", &format!("url_env = \"{hunter}\""))),
        ("receipts.key_env", EXAMPLE.replace("IKD_RECEIPT_KEY", &"cd".repeat(32))),
        ("receipts.key", EXAMPLE.replace("[receipts]", "[receipts]\nkey = \"hunter2\"")),
        ("token", format!("token = \"hunter2\"\n{EXAMPLE}")),
    ];
    for (place, text) in cases {
        let said = faults(&text, &folder);
        assert!(said.iter().any(|fault| fault.starts_with(&format!("{place} holds a secret"))), "{place}: {said:#?}");
        assert!(!said.iter().any(|fault| fault.contains("hunter2") || fault.contains("cdcd")), "{said:#?}");
    }
    assert_eq!(faults(&format!("secret_word = hunter2\n{EXAMPLE}"), &folder), ["line 1 is not TOML"]);
}

#[test]
fn keys_of_before_are_public_keys() {
    let folder = example("keys-before");
    let text = EXAMPLE.replace("# keys_before", "keys_before");
    assert_eq!(faults(&text, &folder), Vec::<String>::new());
    let said = faults(&text.replace("[\"ea4a6c63", "[\"zz"), &folder);
    assert!(said[0].starts_with("receipts.keys_before must be Ed25519 public keys"), "{said:?}");
}

#[test]
fn a_key_file_that_others_may_read_and_a_short_token_are_faults() {
    let folder = example("key-file");
    let text = EXAMPLE.replace("key_env = \"IKD_RECEIPT_KEY\"", "key_file = \"receipt.key\"");
    assert!(faults(&text, &folder).iter().any(|fault| fault == "receipts.key_file cannot be read"));
    let path = folder.join("receipt.key");
    fs::write(&path, format!("{}\n", "ab".repeat(32))).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(faults(&text, &folder)[0].contains("set its mode to 600"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(faults(&text, &folder), Vec::<String>::new());
    let short = |name: &str| if name == "IKD_API_TOKEN" { Some("short".into()) } else { environ(name) };
    let said = Configuration::read(EXAMPLE, &folder, &short).err().unwrap();
    assert!(said[0].starts_with("IKD_API_TOKEN must be 32 characters"), "{said:?}");
}
