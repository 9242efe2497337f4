//! The bytes of a request's body → its members, or a rejection: what a browser sends is read as strictly as what it shows.
//!
//! Refuses what is not an object of the shape, and members that come twice. Other members are not read at all: what a browser says of a
//! verdict is worth nothing.

use crate::plain::{plain, rejection};
use ikd_verify::{ServerError, limits};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt::{self, Formatter};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[derive(Deserialize, Serialize)]
struct ChallengeBody {
    request: String,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
struct SeenBody {
    hash: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct VerifyBody {
    presentation: String,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    request_hash: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct ManualBody {
    request: String,
    #[serde(rename(deserialize = "fields"))]
    typed: Typed,
}

/// What a person typed, by the names of fields: as pairs, since a name could be a word of JavaScript's own.
#[derive(Serialize)]
struct Typed(Vec<(String, String)>);

/// The members of a body of this route.
#[wasm_bindgen(js_name = readBody)]
pub fn read_body(route: &str, bytes: Vec<u8>) -> Result<JsValue, JsError> {
    let bytes = Zeroizing::new(bytes);
    match route {
        "challenge" => Ok(read::<ChallengeBody>(&bytes)),
        "seen" | "foreign" => Ok(read::<SeenBody>(&bytes)),
        "verify" => Ok(read::<VerifyBody>(&bytes)),
        "manual" => Ok(read::<ManualBody>(&bytes)),
        _ => Err(JsError::new("there is no such route")),
    }
}

fn read<'de, T: Deserialize<'de> + Serialize>(bytes: &'de [u8]) -> JsValue {
    // An array would do for a struct otherwise.
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let body = serde_json::from_slice::<T>(bytes).ok().filter(|_| object);
    body.map_or_else(|| rejection(ServerError::EvidenceMalformed("json").into()), |body| plain(&body))
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(members: D) -> Result<Self, D::Error> {
        members.deserialize_map(TypedVisitor)
    }
}

struct TypedVisitor;

impl<'de> Visitor<'de> for TypedVisitor {
    type Value = Typed;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("short texts by the names of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Typed, A::Error> {
        let mut typed: Vec<(String, String)> = Vec::new();
        while let Some((name, text)) = members.next_entry::<String, String>()? {
            if text.chars().count() > limits::TYPED_CHARS || typed.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom("too long, or twice"));
            }
            typed.push((name, text));
        }
        Ok(Typed(typed))
    }
}

/// A member may be absent, but not null.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(member: D) -> Result<Option<T>, D::Error> {
    T::deserialize(member).map(Some)
}

/// The rejection with this code, which the host itself met.
#[wasm_bindgen(js_name = serverRejection)]
pub fn server_rejection(code: &str, reason: &str) -> Result<JsValue, JsError> {
    let reasons = ["size", "time", "type", "encoding", "method", "json"];
    let error = match (code, reasons.into_iter().find(|known| *known == reason)) {
        ("store_unavailable", _) => ServerError::StoreUnavailable,
        ("rate_limited", _) => ServerError::RateLimited,
        ("session_missing", _) => ServerError::SessionMissing,
        ("evidence_mismatch", _) => ServerError::EvidenceMismatch,
        ("evidence_malformed", Some(reason)) => ServerError::EvidenceMalformed(reason),
        _ => return Err(JsError::new("the host meets no such code")),
    };
    Ok(rejection(error.into()))
}
