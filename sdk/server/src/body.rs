//! A request's body → its members, read as strictly as what a QR holds.
//!
//! Refuses another type than JSON, an encoding (a small body could grow), a length beyond the limit, what is not an
//! object of the shape, and a member that comes twice. Other members are not read: what a browser says of a verdict is
//! worth nothing.

use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
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
pub async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body, most: usize) -> Result<T, ServerError> {
    let bytes = bytes(headers, body, most).await?;
    // An array would do for a struct otherwise.
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let read = serde_json::from_slice(&bytes).ok().filter(|_| object);
    read.ok_or(ServerError::EvidenceMalformed("json"))
}

async fn bytes(headers: &HeaderMap, body: Body, most: usize) -> Result<Zeroizing<Vec<u8>>, ServerError> {
    if !is_json(headers) {
        return Err(ServerError::EvidenceMalformed("type"));
    }
    if headers.contains_key(CONTENT_ENCODING) {
        return Err(ServerError::EvidenceMalformed("encoding"));
    }
    let too_long = ServerError::EvidenceMalformed("size");
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_long);
    }
    // Otherwise only a connection that broke has no bytes, and nobody reads that answer.
    to_bytes(body, most).await.map(|bytes| Zeroizing::new(bytes.to_vec())).map_err(|_| too_long)
}

/// `application/json`, perhaps with the only charset that JSON has (RFC 8259 §8.1).
fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().is_some_and(|kind| kind == "application/json");
    kind && parts.all(|parameter| parameter == "charset=utf-8")
}
