//! A request's body → its members, read as strictly as what a QR holds.
//!
//! Refuses another type than JSON, an encoding (a small body could grow), a length or a time beyond the limit, what is
//! not an object of the shape, and a member that comes twice. Other members are not read: what a browser says of a verdict is
//! worth nothing.

use crate::config::Limits;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use ikd_verify::ServerError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

#[derive(Deserialize)]
pub struct ChallengeBody {
    pub session: Option<String>,
    pub request: String,
    #[serde(default, deserialize_with = "given")]
    pub fields: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub struct SeenBody {
    pub session: Option<String>,
    pub hash: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyBody {
    pub session: Option<String>,
    pub presentation: String,
    #[serde(default, deserialize_with = "given")]
    pub request_hash: Option<String>,
}

/// A member may be absent, but not null.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(member: D) -> Result<Option<T>, D::Error> {
    T::deserialize(member).map(Some)
}

/// Reads a body of this shape.
pub async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body, limits: &Limits) -> Result<T, ServerError> {
    let bytes = tokio::time::timeout(limits.request, bytes(headers, body, limits.body)).await;
    let bytes = bytes.map_err(|_| ServerError::EvidenceMalformed("time"))??;
    // An array would do for a struct otherwise.
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let read = serde_json::from_slice(&bytes).ok().filter(|_| object);
    read.ok_or(ServerError::EvidenceMalformed("json"))
}

async fn bytes(headers: &HeaderMap, body: Body, most: usize) -> Result<Zeroizing<Vec<u8>>, ServerError> {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    let kind = text(CONTENT_TYPE).and_then(|value| value.split(';').next()).unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err(ServerError::EvidenceMalformed("type"));
    }
    if text(CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(ServerError::EvidenceMalformed("encoding"));
    }
    let too_long = ServerError::EvidenceMalformed("size");
    if text(CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return Err(too_long);
    }
    // Otherwise only a connection that broke has no bytes, and nobody reads that answer.
    to_bytes(body, most).await.map(|bytes| Zeroizing::new(bytes.to_vec())).map_err(|_| too_long)
}
