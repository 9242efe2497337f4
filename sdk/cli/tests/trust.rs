//! The life of a trust list on the command line: described, signed, rotated, revoked, compared, checked.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NOW: u64 = 1_800_000_000;
const DAY: u64 = 24 * 3_600;
const ISSUER: &str = "https://issuer.example";
/// Seeds are SHA-256 of anything; these are as good as any.
const ROOT: &str = "1111111111111111111111111111111111111111111111111111111111111111";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trust {name}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn write(&self, name: &str, bytes: &str) {
        std::fs::write(self.0.join(name), bytes).expect("a file");
    }

    fn read(&self, name: &str) -> Value {
        serde_json::from_slice(&std::fs::read(self.0.join(name)).expect("a file")).expect("JSON")
    }

    /// `ikd trust` in this folder: its exit status and what it printed.
    fn trust(&self, arguments: &[&str]) -> (i32, String) {
        said(&self.command(arguments).output().expect("ikd runs"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ikd"));
        command.current_dir(&self.0).env_remove("IKD_TRUST_KEY").arg("trust").args(arguments);
        command
    }

    /// A list with one issuer's key, described in list.json, signed in 1.cbor; and the root that signed it.
    fn described(&self) -> String {
        let entry = json!({"issuer": ISSUER, "publicKey": public(1), "notBefore": NOW, "expiresAt": NOW + 365 * DAY, "uses": ["issue"], "documents": [65001]});
        let list = json!({"publisher": "https://trust.example", "name": "test", "seq": 1, "issuedAt": NOW, "expiresAt": NOW + 30 * DAY, "keys": [entry]});
        self.write("list.json", &list.to_string());
        self.write("root", &format!("{ROOT}\n"));
        let (status, root) = self.trust(&["sign", "--signing-key", "root", "list.json", "1.cbor"]);
        assert_eq!(status, 0, "{root}");
        root
    }
}

fn said(output: &Output) -> (i32, String) {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    (output.status.code().expect("a status"), String::from_utf8(text).expect("UTF-8").trim_end().to_owned())
}

/// Public keys of some seeds.
fn public(number: u8) -> String {
    let key = ikd_sandbox::signer::Signer::from_seed(&[number; 32]).public_key();
    ikd_verify::hex::encode(&key)
}

fn id(number: u8) -> String {
    let key = ikd_sandbox::signer::Signer::from_seed(&[number; 32]).key_id();
    ikd_verify::hex::encode(&key)
}

#[test]
fn a_described_list_is_signed_and_shown_as_it_was_described() {
    let folder = Folder::new("sign");
    let root = folder.described();
    let (status, shown) = folder.trust(&["show", "--json", "--root", &root, "1.cbor"]);
    assert_eq!(status, 0);
    assert_eq!(serde_json::from_str::<Value>(&shown).expect("JSON"), folder.read("list.json"));
    let by_variable =
        folder.command(&["sign", "list.json", "2.cbor"]).env("IKD_TRUST_KEY", ROOT).output().expect("ikd");
    assert_eq!(said(&by_variable), (0, root));
    assert_eq!(std::fs::read(folder.0.join("1.cbor")).unwrap(), std::fs::read(folder.0.join("2.cbor")).unwrap());
}

#[test]
fn a_list_that_no_verifier_takes_is_not_signed() {
    let folder = Folder::new("refused");
    folder.described();
    let mut list = folder.read("list.json");
    list["expiresAt"] = json!(NOW + 31 * DAY);
    folder.write("long.json", &list.to_string());
    let (status, line) = folder.trust(&["sign", "--signing-key", "root", "long.json", "long.cbor"]);
    assert_eq!((status, line.contains("trust_list_malformed"), line.contains("lifetime")), (1, true, true), "{line}");
    assert!(!folder.0.join("long.cbor").exists());
}

#[test]
fn the_signing_key_is_never_on_the_command_line_and_never_said() {
    let folder = Folder::new("key");
    folder.described();
    let (status, line) = folder.trust(&["sign", "list.json", "x.cbor"]);
    assert!(status == 2 && line.contains("IKD_TRUST_KEY"), "{line}");
    folder.write("short", "12ab");
    let (status, line) = folder.trust(&["sign", "--signing-key", "short", "list.json", "x.cbor"]);
    assert!(status == 2 && !line.contains("12ab"), "{line}");
}

#[test]
fn t02_t03_a_rotation_overlaps_and_a_list_follows_only_forward() {
    let folder = Folder::new("rotate");
    let root = folder.described();
    let later = (NOW + DAY).to_string();
    let (status, line) =
        folder.trust(&["rotate", "--issuer", ISSUER, "--to", &public(2), "--now", &later, "list.json"]);
    assert_eq!(status, 0, "{line}");
    let list = folder.read("list.json");
    assert_eq!(
        [&list["seq"], &list["keys"][0]["expiresAt"], &list["keys"][1]["notBefore"]],
        [&json!(2), &json!(NOW + 8 * DAY), &json!(NOW + DAY)]
    );
    assert_eq!(folder.trust(&["sign", "--signing-key", "root", "list.json", "2.cbor"]).0, 0);
    let (status, lines) = folder.trust(&["diff", "--root", &root, "1.cbor", "2.cbor"]);
    assert_eq!(status, 0);
    let expected = [
        format!("added key {} of {ISSUER}", id(2)),
        format!("changed key {} of {ISSUER}", id(1)),
        "list 1 -> 2".into(),
    ];
    assert!(expected.iter().all(|line| lines.contains(line)), "{lines}");
    let (status, line) = folder.trust(&["diff", "--root", &root, "2.cbor", "1.cbor"]);
    assert_eq!((status, line.contains("trust_list_rolled_back")), (1, true));
    let check = |more: &[&str]| folder.trust(&[&["check", "--root", &root, "--now", &later], more].concat());
    assert_eq!(check(&["--seen", "1.cbor", "2.cbor"]).0, 0);
    let (status, line) = check(&["--seen", "2.cbor", "1.cbor"]);
    assert_eq!((status, line.contains("trust_list_rolled_back")), (1, true));
    let mut fork = folder.read("list.json");
    fork["keys"] = json!([]);
    folder.write("fork.json", &fork.to_string());
    folder.trust(&["sign", "--signing-key", "root", "fork.json", "fork.cbor"]);
    let (status, line) = check(&["--seen", "2.cbor", "fork.cbor"]);
    assert_eq!((status, line.contains("trust_list_forked")), (1, true));
    assert_eq!(check(&["--min-seq", "3", "2.cbor"]).0, 1);
}

#[test]
fn k13_a_lost_key_is_revoked_in_the_next_list() {
    let folder = Folder::new("revoke");
    let root = folder.described();
    let (status, line) = folder.trust(&["revoke", "--key", &id(1), "--now", &(NOW + 5).to_string(), "list.json"]);
    assert_eq!(status, 0, "{line}");
    let list = folder.read("list.json");
    assert_eq!([&list["seq"], &list["keys"][0]["revokedAt"]], [&json!(2), &json!(NOW + 5)]);
    folder.trust(&["sign", "--signing-key", "root", "list.json", "2.cbor"]);
    let (_, lines) = folder.trust(&["diff", "--root", &root, "1.cbor", "2.cbor"]);
    assert!(lines.contains(&format!("\"revokedAt\":{}", NOW + 5)), "{lines}");
    // The earliest time stays.
    folder.trust(&["revoke", "--key", &id(1), "--now", &(NOW + 9).to_string(), "list.json"]);
    assert_eq!(folder.read("list.json")["keys"][0]["revokedAt"], json!(NOW + 5));
    assert_eq!(folder.trust(&["revoke", "--key", &id(3), "list.json"]).0, 2);
    assert_eq!(
        folder.trust(&["rotate", "--issuer", ISSUER, "--to", &public(2), "list.json"]).0,
        2,
        "nothing current is left"
    );
}

#[test]
fn keys_with_different_rules_are_followed_one_by_one() {
    let folder = Folder::new("rules");
    folder.described();
    let mut list = folder.read("list.json");
    let status = json!({"issuer": ISSUER, "publicKey": public(4), "notBefore": NOW, "expiresAt": NOW + 365 * DAY, "uses": ["status"], "statusPrefixes": ["https://status.example/"]});
    list["keys"].as_array_mut().expect("keys").push(status);
    folder.write("list.json", &list.to_string());
    let (to, now) = (public(5), NOW.to_string());
    let rotate = |more: &[&str]| {
        folder.trust(&[&["rotate", "--issuer", ISSUER, "--to", &to, "--now", &now], more, &["list.json"]].concat())
    };
    let (status, line) = rotate(&[]);
    assert!(status == 2 && line.contains("--from"), "{line}");
    assert_eq!(rotate(&["--from", &id(4)]).0, 0);
    let rotated = folder.read("list.json");
    assert_eq!(rotated["keys"][2]["statusPrefixes"], json!(["https://status.example/"]));
    assert_eq!(rotated["keys"][0]["expiresAt"], json!(NOW + 365 * DAY));
}

#[test]
fn t01_a_jwks_gets_into_the_sandbox_only() {
    let folder = Folder::new("jwks");
    // The key of RFC 8037, appendix A.2.
    let key = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    folder.write("jwks.json", &json!({"keys": [key, {"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}).to_string());
    let import = |more: &[&str]| {
        folder.trust(&[&["import-jwks", "--issuer", ISSUER, "--now", &NOW.to_string()], more, &["list.cbor"]].concat())
    };
    let (status, line) = import(&["jwks.json"]);
    assert!(status == 2 && line.contains("--sandbox"), "{line}");
    let (status, root) = import(&["--sandbox", "jwks.json"]);
    assert_eq!(status, 0, "{root}");
    let (status, shown) = folder.trust(&["show", "--json", "--sandbox", "--root", &root, "list.cbor"]);
    assert!(
        status == 0 && shown.contains("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        "{shown}"
    );
    let (status, line) = folder.trust(&["check", "--root", &root, "--now", &NOW.to_string(), "list.cbor"]);
    assert!(status == 1 && line.contains("sandbox_not_allowed"), "{line}");
    let mut private = key;
    private["d"] = json!("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    folder.write("private.json", &json!({"keys": [private]}).to_string());
    assert!(import(&["--sandbox", "private.json"]).1.contains("private key"));
    folder.write("none.json", &json!({"keys": []}).to_string());
    assert_eq!(import(&["--sandbox", "none.json"]).0, 2);
    let (status, line) = folder.trust(&["check", "--root", &root, "--sandbox", "jwks.json"]);
    assert!(status == 1 && line.contains("trust_list_malformed"), "{line}");
}
