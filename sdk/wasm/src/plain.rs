//! Rust values → plain JavaScript objects, by serde-wasm-bindgen.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, throw_val};

/// An object of the same shape as the JSON that the command prints. What cannot be written is thrown, never returned.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or_else(|error| throw_val(error.into()))
}
