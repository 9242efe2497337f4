//! A trust list as JSON ↔ as signed CBOR (profile §8).

use crate::{Misuse, input};
use ikd_sandbox::cbor::{Cbor, Labels};
use ikd_sandbox::signer::Signer;
use ikd_sandbox::trust;
use ikd_verify::{Anchors, Environment, IssuerKey, KeyUse, PublicKey, TrustList, TrustListError, hex};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A list before it is signed. Times are UNIX seconds.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
    pub publisher: String,
    pub name: String,
    pub seq: u64,
    pub issued_at: u64,
    pub expires_at: u64,
    pub keys: Vec<Entry>,
}

/// One key of a list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    pub issuer: String,
    /// 64 hex digits.
    pub public_key: String,
    pub not_before: u64,
    pub expires_at: u64,
    pub uses: Vec<Use>,
    /// The documents' numbers (vct).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status_prefixes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<u64>,
}

/// What a key may sign.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    Issue,
    Status,
}

impl Description {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Misuse> {
        let bytes = input::file(path)?;
        serde_json::from_slice(&bytes).map_err(|error| format!("{} is no description: {error}", path.display()))
    }

    /// Writes a file.
    pub fn write(&self, path: &Path) -> Result<(), Misuse> {
        input::write(path, (self.lines()?.join("\n") + "\n").as_bytes())
    }

    /// The JSON, line by line.
    pub fn lines(&self) -> Result<Vec<String>, Misuse> {
        let json = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        Ok(json.lines().map(str::to_owned).collect())
    }

    /// What a signed list says.
    pub fn of(list: &TrustList) -> Self {
        let ((publisher, name), (issued_at, expires_at)) = (list.published(), list.lifetime());
        let keys = list.keys().map(Entry::of).collect();
        let (publisher, name) = (publisher.into(), name.into());
        Self { publisher, name, seq: list.as_seen().seq, issued_at, expires_at, keys }
    }

    /// The signed list, if a verifier that pins this root takes it.
    pub fn signed(&self, root: &Signer) -> Result<Result<Vec<u8>, TrustListError>, Misuse> {
        let keys = self.keys.iter().map(Entry::to_cbor).collect::<Result<_, _>>()?;
        let claims = [
            (1, Cbor::text(&self.publisher)),
            (2, Cbor::text(&self.name)),
            (4, Cbor::uint(self.expires_at)),
            (6, Cbor::uint(self.issued_at)),
            (-70170, Cbor::labels([(1, Cbor::uint(self.seq)), (2, Cbor::Array(keys))])),
        ];
        let list = trust::sign(&Labels::from_iter(claims), root);
        let pinned = PublicKey::from_bytes(&root.public_key()).ok_or("the signing key is weak")?;
        let anchors = Anchors::new(vec![pinned], Environment::Sandbox).ok_or("there is one root")?;
        Ok(TrustList::open(&list, &anchors).map(|_| list))
    }
}

impl Entry {
    fn of(key: &IssuerKey) -> Self {
        let (not_before, expires_at) = key.lifetime();
        Self {
            issuer: key.issuer().into(),
            public_key: hex::encode(&key.key().to_bytes()),
            not_before,
            expires_at,
            uses: key.uses().iter().map(|one| if *one == KeyUse::Issue { Use::Issue } else { Use::Status }).collect(),
            documents: key.documents().into(),
            status_prefixes: key.status_prefixes().into(),
            revoked_at: key.revoked_at(),
        }
    }

    /// The key itself; a weak one, or none at all, is misuse.
    pub fn key(&self) -> Result<PublicKey, Misuse> {
        let key = hex::decode(&self.public_key).and_then(|bytes| PublicKey::from_bytes(&bytes));
        key.ok_or_else(|| format!("{} is no Ed25519 public key of 64 hex digits, or a weak one", self.public_key))
    }

    fn to_cbor(&self) -> Result<Cbor, Misuse> {
        let bytes = Cbor::Bytes(self.key()?.to_bytes().into());
        let numbers = |numbers: &[u64]| Cbor::Array(numbers.iter().map(|number| Cbor::uint(*number)).collect());
        let texts = |texts: &[String]| Cbor::Array(texts.iter().map(|text| Cbor::text(text)).collect());
        let uses: Vec<u64> = self.uses.iter().map(|one| if *one == Use::Issue { 1 } else { 2 }).collect();
        let mut entry = vec![
            (1, Cbor::text(&self.issuer)),
            (2, Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, bytes)])),
            (3, Cbor::uint(self.not_before)),
            (4, Cbor::uint(self.expires_at)),
            (8, numbers(&uses)),
        ];
        entry.extend((!self.documents.is_empty()).then(|| (5, numbers(&self.documents))));
        entry.extend((!self.status_prefixes.is_empty()).then(|| (6, texts(&self.status_prefixes))));
        entry.extend(self.revoked_at.map(|at| (7, Cbor::uint(at))));
        Ok(Cbor::labels(entry))
    }
}
