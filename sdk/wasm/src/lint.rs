//! The lint of requests, and the ready profiles, as plain objects.

use crate::plain::plain;
use crate::value::Value;
use ikd_verify::{Profile, lint};
use wasm_bindgen::prelude::*;

/// What is wrong with a request, alone or against a ready profile: a list of findings.
#[wasm_bindgen(js_name = lintRequest)]
pub fn lint_request(request: JsValue, profile: Option<String>) -> Result<JsValue, JsError> {
    let named = |name: &str| Profile::named(name).ok_or_else(|| JsError::new("there is no ready profile of this name"));
    let profile = profile.as_deref().map(named).transpose()?;
    Ok(plain(&lint(Value(request), profile)))
}

/// The ready profiles.
#[wasm_bindgen]
pub fn profiles() -> JsValue {
    plain(&Profile::ALL)
}
