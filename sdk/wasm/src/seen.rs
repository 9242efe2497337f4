//! The lists that a verifier saw, as a host keeps them and gives them to the next verifier.

use ikd_verify::{Now, SeenList, Verifier, hex};
use serde::Serialize;

/// The shape of the options `seen` and `seenStatusLists`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<TrustListJson>,
    seen_status_lists: Vec<StatusListJson>,
}

#[derive(Serialize)]
struct TrustListJson {
    seq: u64,
    sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusListJson {
    uri: String,
    issued_at: u64,
}

impl Seen {
    /// What this verifier saw of lists that count at `now`.
    pub fn by(verifier: &Verifier, now: Now) -> Self {
        let trust_list = |SeenList { seq, hash }: SeenList| TrustListJson { seq, sha256: hex::encode(hash.bytes()) };
        let status_lists = verifier.seen_status_lists_at(now).into_iter();
        Self {
            seen: verifier.seen_trust_list().map(trust_list),
            seen_status_lists: status_lists
                .map(|seen| StatusListJson { uri: seen.uri, issued_at: seen.issued })
                .collect(),
        }
    }
}
