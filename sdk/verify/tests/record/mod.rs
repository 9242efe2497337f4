//! One record of the test vectors, and the verdict of this crate on it.

use ikd_verify::{
    Anchors, Choice, Claim169, Clock, Credential, Environment, Error, Leeway, Now, Outcome, PublicKey, Request,
    SeenList, SeenStatusList, SignedHash, StatusPolicy, TrustList, Unchallenged, Verified, Verifier,
};
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A record, as `test-vectors/schema.json` describes it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
    pub id: String,
    pub flags: Vec<String>,
    pub now: u64,
    pub clock: String,
    pub environment: String,
    pub trust_list: String,
    pub roots: Vec<String>,
    pub min_seq: u64,
    pub seen: Option<Seen>,
    pub leeway_seconds: Option<u64>,
    pub status_lists: Vec<String>,
    pub status_policy: Option<String>,
    #[serde(default)]
    pub seen_status_lists: Vec<SeenStatus>,
    pub presentation: String,
    pub request: Option<Value>,
    pub unchallenged: String,
    pub claim169: Option<String>,
    pub consent: Value,
    pub intermediates: Option<Intermediates>,
    pub expect: Value,
}

#[derive(Clone, Deserialize)]
pub struct Seen {
    pub seq: u64,
    pub sha256: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenStatus {
    pub uri: String,
    pub issued_at: u64,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intermediates {
    pub cose: String,
    pub to_be_signed: Option<String>,
}

/// The folder `test-vectors`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-vectors")
}

/// All records of all files.
pub fn records() -> Vec<Record> {
    let folder = folder().join("verify");
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("test-vectors/verify").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    files.iter().flat_map(|file| read(&file.path())).collect()
}

fn read(path: &Path) -> Vec<Record> {
    let bytes = std::fs::read(path).expect("a file of vectors");
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Record {
    /// The JSON of this crate's outcome.
    pub fn outcome(&self) -> Value {
        let outcome = match self.present() {
            Ok(verified) => Outcome::Verified(verified),
            Err(error) => Outcome::Rejected(error),
        };
        serde_json::to_value(&outcome).expect("an outcome is JSON")
    }

    fn present(&self) -> Result<Verified, Error> {
        let verifier = self.verifier();
        let credential = verifier.verify(&self.presentation, self.now())?;
        self.release(&verifier, credential)
    }

    fn release(&self, verifier: &Verifier, credential: Credential) -> Result<Verified, Error> {
        let names: Vec<&str> = self.consent.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let choice = match self.consent.as_str() {
            Some("all") => Choice::All,
            Some("none") => Choice::Nothing,
            _ => Choice::Fields(&names),
        };
        let released = credential.release(&verifier.grant(choice)?)?;
        Ok(Verified { facts: released.facts, released: released.fields })
    }

    /// The verifier that the record describes.
    pub fn verifier(&self) -> Verifier {
        let roots = self.roots.iter().map(|root| PublicKey::from_bytes(&unhex_array(root)).expect("a root")).collect();
        let environment = match self.environment.as_str() {
            "sandbox" => Environment::Sandbox,
            _ => Environment::Production,
        };
        let mut anchors = Anchors::new(roots, environment).expect("one or two roots").at_least(self.min_seq);
        if let Some(Seen { seq, sha256 }) = &self.seen {
            anchors = anchors.seen(SeenList { seq: *seq, hash: SignedHash::from_bytes(unhex_array(sha256)) });
        }
        let mut verifier = self.with_status(Verifier::new(TrustList::open(&unhex(&self.trust_list), &anchors)));
        if let Some(request) = &self.request {
            verifier = verifier.request(Request::read(request));
        }
        if let Some(seconds) = self.leeway_seconds {
            verifier = verifier.leeway(Leeway::seconds(seconds).expect("a leeway"));
        }
        verifier.claim169(self.claim169()).unchallenged(match self.unchallenged.as_str() {
            "accept" => Unchallenged::Accept,
            _ => Unchallenged::Refuse,
        })
    }

    fn with_status(&self, verifier: Verifier) -> Verifier {
        let lists = self.status_lists.iter().map(|list| unhex(list));
        let seen = self.seen_status_lists.iter().cloned();
        let seen = seen.map(|SeenStatus { uri, issued_at: issued }| SeenStatusList { uri, issued }).collect();
        let policy = self.status_policy.as_deref().map(|name| StatusPolicy::named(name).expect("a policy"));
        verifier.status_lists(lists).seen_status_lists(seen).status_policy(policy.unwrap_or_default())
    }

    fn claim169(&self) -> Claim169 {
        if self.claim169.as_deref() == Some("accept") { Claim169::Accept } else { Claim169::Refuse }
    }

    /// Whether the presentation is of this profile's own kind, and not a Claim 169 code.
    pub fn is_ours(&self) -> bool {
        self.presentation.starts_with("IKD1:")
    }

    /// The record's time.
    pub fn now(&self) -> Now {
        let clock = match self.clock.as_str() {
            "device" => Clock::Device,
            "server" => Clock::Server,
            _ => Clock::Given,
        };
        Now::new(self.now, clock)
    }
}

/// The bytes of a hex text.
pub fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex")).collect()
}

fn unhex_array(text: &str) -> [u8; 32] {
    unhex(text).try_into().expect("32 bytes")
}
