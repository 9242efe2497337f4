//! The options that say what to verify with → a verifier.

use crate::{Misuse, input};
use clap::Args;
use ikd_verify::{
    Anchors, Environment, PublicKey, Request, RequestError, StatusPolicy, TrustList, Unchallenged, Verifier, hex,
};
use std::path::{Path, PathBuf};

/// Whom to trust.
#[derive(Args)]
pub struct Anchored {
    /// A pinned root: an Ed25519 public key, 64 hex digits. Once or twice.
    #[arg(long = "root", value_name = "HEX")]
    roots: Vec<String>,
    /// Refuse trust lists with a lower number.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = input::number())]
    min_seq: u64,
    /// Be in the sandbox: its root may be pinned with --root, and the result says so.
    #[arg(long)]
    sandbox: bool,
}

impl Anchored {
    /// The anchors that a trust list is judged by.
    pub fn anchors(&self) -> Result<Anchors, Misuse> {
        let root = |text: &String| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes));
        let roots = self.roots.iter().map(root).collect::<Option<_>>();
        let roots = roots.ok_or("--root takes 64 hex digits of an Ed25519 public key that is not weak")?;
        let environment = if self.sandbox { Environment::Sandbox } else { Environment::Production };
        let anchors = Anchors::new(roots, environment).ok_or("--root is given once or twice")?;
        Ok(anchors.at_least(self.min_seq))
    }
}

/// What to verify with.
#[derive(Args)]
pub struct Settings {
    /// The signed trust list.
    #[arg(long, value_name = "FILE.cbor")]
    trust_list: Option<PathBuf>,
    #[command(flatten)]
    anchored: Anchored,
    /// The relying party's request. Without it audience and nonce are not checked.
    #[arg(long, value_name = "FILE.json")]
    request: Option<PathBuf>,
    /// Accept a code that was made for anybody, where the request has no nonce.
    #[arg(long)]
    unchallenged: bool,
    /// A signed status list. Once for each list.
    #[arg(long = "status-list", value_name = "FILE.cbor")]
    status_lists: Vec<PathBuf>,
    /// What is asked of a credential's status.
    #[arg(long, value_name = "require|prefer|ignore", default_value = "prefer", value_parser = policy)]
    status_policy: StatusPolicy,
}

fn policy(name: &str) -> Result<StatusPolicy, &'static str> {
    StatusPolicy::named(name).ok_or("it is require, prefer or ignore")
}

impl Settings {
    /// Whether there is anything to verify with. Roots or a request alone are not enough.
    pub fn is_given(&self) -> Result<bool, Misuse> {
        let partly = !self.anchored.roots.is_empty() || self.request.is_some() || !self.status_lists.is_empty();
        match &self.trust_list {
            None if partly => Err("--root, --request and --status-list count only with --trust-list FILE.cbor".into()),
            list => Ok(list.is_some()),
        }
    }

    /// Records name their own lists and hold their own requests.
    pub fn names_no_file(&self) -> Result<(), Misuse> {
        let named = self.trust_list.is_some() || self.request.is_some() || !self.status_lists.is_empty();
        let sentence = "--trust-list, --request and --status-list do not count with --batch: each record says its own";
        if named { Err(sentence.into()) } else { Ok(()) }
    }

    /// Reads the files. What is wrong inside them is a verdict, not misuse.
    pub fn verifier(&self) -> Result<Verifier, Misuse> {
        let path = self.trust_list.as_ref().ok_or("--trust-list FILE.cbor is missing: whom shall it trust?")?;
        let list = input::file(path)?;
        let status_lists = self.status_lists.iter().map(|path| input::file(path)).collect::<Result<Vec<_>, _>>()?;
        let trust_list = TrustList::open(&list, &self.anchors()?);
        let verifier = self.rules().apply(Verifier::new(trust_list)).status_lists(status_lists);
        Ok(match &self.request {
            Some(path) => verifier.request(request(path)?),
            None => verifier,
        })
    }

    /// The anchors that every trust list is judged by.
    pub fn anchors(&self) -> Result<Anchors, Misuse> {
        self.anchored.anchors()
    }

    /// The rules that hold whatever the lists are.
    pub fn rules(&self) -> Rules {
        let unchallenged = if self.unchallenged { Unchallenged::Accept } else { Unchallenged::Refuse };
        Rules { unchallenged, status_policy: self.status_policy }
    }
}

/// What is asked of a presentation beside its lists and its request.
#[derive(Clone, Copy)]
pub struct Rules {
    unchallenged: Unchallenged,
    status_policy: StatusPolicy,
}

impl Rules {
    /// The verifier under these rules.
    pub fn apply(self, verifier: Verifier) -> Verifier {
        verifier.unchallenged(self.unchallenged).status_policy(self.status_policy)
    }
}

fn request(path: &Path) -> Result<Result<Request, RequestError>, Misuse> {
    let json = input::file(path)?;
    let mut reader = serde_json::Deserializer::from_slice(&json);
    let request = Request::read(&mut reader);
    let whole = reader.end().map_err(|_| RequestError::Malformed("json"));
    Ok(request.and_then(|request| whole.map(|()| request)))
}
