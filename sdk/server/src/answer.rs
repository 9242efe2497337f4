//! What a call gives → its status, its JSON and its headers.
//!
//! A rejection is a value, so its status is 200, unless the caller must do something else than show it: begin anew, wait,
//! or send what it was asked for.

use crate::page_trust::PageTrust;
use crate::receipt_log::SignedReceipt;
use crate::relying_party::Acceptance;
use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Response, StatusCode};
use ikd_verify::{Asked, Begun, Error, Evidence, Outcome, Request, ServerError, Verified, hex};
use serde::Serialize;
use std::time::Duration;

/// Joins a call in the caller's log and in ours.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// An answer before it is sent.
pub struct Answer {
    pub status: StatusCode,
    /// The code of a rejection, or the outcome.
    pub code: &'static str,
    /// The kind of presentation, where one was accepted.
    pub mode: &'static str,
    /// The name of the request, where it is one of the configuration.
    pub request: Option<String>,
    json: Option<Vec<u8>>,
    wait: Option<Duration>,
    allow: &'static str,
}

#[derive(Serialize)]
struct AskedJson<'a> {
    #[serde(flatten)]
    asked: Asked<'a>,
    trust: PageTrust,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BegunJson<'a> {
    outcome: &'static str,
    request: &'a Request,
    request_hash: String,
    text: String,
    expires_at: u64,
}

#[derive(Serialize)]
struct SeenJson {
    outcome: &'static str,
    at: u64,
}

#[derive(Serialize)]
struct AcceptedJson<'a> {
    #[serde(flatten)]
    verified: &'a Verified,
    source: &'static str,
    receipt: Option<&'a SignedReceipt>,
    evidence: Option<Evidence<'a>>,
}

impl Answer {
    pub fn asked(asked: Asked<'_>, trust: PageTrust) -> Self {
        Self::of("request", "", &AskedJson { asked, trust }).named(asked.name.into())
    }

    pub fn begun(begun: &Begun) -> Self {
        let Begun { request, challenge, .. } = begun;
        let (request_hash, expires_at) = (hex::encode(request.hash()), request.expires());
        let json = BegunJson { outcome: "challenge", request, request_hash, text: challenge.to_text(), expires_at };
        Self::of("challenge", "", &json)
    }

    pub fn seen(at: u64) -> Self {
        Self::of("seen", "", &SeenJson { outcome: "seen", at })
    }

    pub fn accepted(Acceptance { case, receipt }: &Acceptance) -> Self {
        let (verified, receipt, evidence) = (&case.verified, receipt.as_ref(), case.evidence());
        let json = AcceptedJson { verified, source: "ikd", receipt, evidence };
        Self::of("verified", case.verified.facts.mode.word(), &json)
    }

    pub fn rejected(error: Error) -> Self {
        let answer = Self { status: status(error), ..Self::of(error.code(), "", &Outcome::Rejected(error)) };
        let store = error == Error::Server(ServerError::StoreUnavailable);
        if store { answer.after(Duration::from_secs(1)) } else { answer }
    }

    /// Another method was meant.
    pub fn method(allow: &'static str) -> Self {
        Self { allow, ..Self::rejected(ServerError::EvidenceMalformed("method").into()) }
    }

    /// There is nothing at this address.
    pub fn absent() -> Self {
        Self::bare(StatusCode::NOT_FOUND, "absent")
    }

    /// Another time.
    pub fn after(self, wait: Duration) -> Self {
        Self { wait: Some(wait), ..self }
    }

    /// The answer to the request of this name.
    pub fn named(self, request: String) -> Self {
        Self { request: Some(request), ..self }
    }

    /// Who calls does not show the token. There is nothing to read.
    pub fn unauthorised() -> Self {
        Self::bare(StatusCode::UNAUTHORIZED, "unauthorised")
    }

    fn bare(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, mode: "", request: None, json: None, wait: None, allow: "" }
    }

    fn of(code: &'static str, mode: &'static str, json: &impl Serialize) -> Self {
        let Ok(json) = serde_json::to_vec(json) else {
            return Self::bare(StatusCode::INTERNAL_SERVER_ERROR, "unwritable");
        };
        Self { mode, json: Some(json), ..Self::bare(StatusCode::OK, code) }
    }

    /// The response of the call with this id.
    pub fn respond(self, id: &str) -> Response<Body> {
        let empty = self.json.is_none();
        let mut response = Response::new(self.json.map_or_else(Body::empty, Body::from));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.extend(HeaderValue::from_str(id).map(|id| (REQUEST_ID, id)));
        headers.extend(self.wait.map(|wait| (RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)))));
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(ALLOW, HeaderValue::from_static(self.allow));
        }
        if empty {
            headers.remove(CONTENT_TYPE);
        }
        if self.status == StatusCode::UNAUTHORIZED && empty {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn status(error: Error) -> StatusCode {
    let Error::Server(error) = error else { return StatusCode::OK };
    match error {
        ServerError::StoreUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        ServerError::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ServerError::SessionMissing => StatusCode::UNAUTHORIZED,
        ServerError::EvidenceMalformed("size") => StatusCode::PAYLOAD_TOO_LARGE,
        ServerError::EvidenceMalformed("time") => StatusCode::REQUEST_TIMEOUT,
        ServerError::EvidenceMalformed("method") => StatusCode::METHOD_NOT_ALLOWED,
        ServerError::EvidenceMalformed(_) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}
