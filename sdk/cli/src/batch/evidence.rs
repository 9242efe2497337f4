//! One line of a batch → the evidence of one scan.
//!
//! Refuses what is not JSON (`json`), JSON of another shape (`type`: a wrong type, a member that is missing, unknown or
//! there twice, a number out of range) and a hash of a request that is not there (`request`). A member that is not known is
//! refused because a misspelt `request` would otherwise ask less of the presentation than was meant.

use ikd_verify::{Error, Request, RequestError, ServerError, hex, limits};
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// SHA-256 of a list's or a request's bytes.
pub type Hash = [u8; 32];

/// What was kept of one scan.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence<'a> {
    #[serde(borrow)]
    pub presentation: Cow<'a, str>,
    #[serde(default, deserialize_with = "present")]
    pub request: Option<Asked>,
    #[serde(default, deserialize_with = "present")]
    request_hash: Option<Digest>,
    /// UNIX seconds of the scan.
    pub at: u64,
    #[serde(borrow, default, deserialize_with = "present")]
    pub fields: Option<Vec<Cow<'a, str>>>,
    trust_list: Digest,
    #[serde(default)]
    status_lists: Vec<Digest>,
    #[serde(borrow, default, deserialize_with = "present")]
    pub id: Option<Cow<'a, str>>,
}

/// A request of the right shape, or what is wrong inside it.
pub struct Asked(pub Result<Request, RequestError>);

struct Digest(Hash);

impl<'a> Evidence<'a> {
    /// Reads one line, without its end.
    pub fn read(line: &'a [u8]) -> Result<Self, Error> {
        let malformed = |reason| Error::Server(ServerError::EvidenceMalformed(reason));
        let line = std::str::from_utf8(line).map_err(|_| malformed("json"))?;
        let evidence: Self = serde_json::from_str(line).map_err(|_| malformed(reason(line)))?;
        if evidence.at > limits::TIME_MOST {
            return Err(malformed("type"));
        }
        match (&evidence.request_hash, &evidence.request) {
            (Some(_), None) => Err(malformed("request")),
            (Some(Digest(hash)), Some(Asked(Ok(request)))) if hash != request.hash() => {
                Err(ServerError::EvidenceMismatch.into())
            }
            _ => Ok(evidence),
        }
    }

    /// The lists that counted at the scan: the trust list's hash, and the status lists'.
    pub fn lists(&self) -> (Hash, Vec<Hash>) {
        (self.trust_list.0, self.status_lists.iter().map(|list| list.0).collect())
    }
}

fn reason(line: &str) -> &'static str {
    if serde_json::from_str::<IgnoredAny>(line).is_ok() { "type" } else { "json" }
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        match Request::read(json) {
            Err(RequestError::Malformed("json")) => Err(D::Error::custom("request")),
            request => Ok(Self(request)),
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(json)?;
        hex::decode(&text).map(Self).ok_or_else(|| D::Error::custom("digest"))
    }
}

/// A member that is written as null is a mistake, not a wish for none.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(json: D) -> Result<Option<T>, D::Error> {
    T::deserialize(json).map(Some)
}
