//! Rust values → plain JavaScript objects, by serde-wasm-bindgen.

use ikd_verify::{Error, Outcome};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, throw_val};

/// An object of the same shape as the JSON that the command prints, with bytes as a `Uint8Array`. What cannot be written is thrown, never returned.
pub fn plain(value: &impl Serialize) -> JsValue {
    let serializer = Serializer::json_compatible().serialize_bytes_as_arrays(false);
    value.serialize(&serializer).unwrap_or_else(|error| throw_val(error.into()))
}

/// A rejection as JavaScript sees it.
pub fn rejection(error: Error) -> JsValue {
    plain(&Outcome::Rejected(error))
}

/// A `Uint8Array` rather than an array of numbers.
pub fn as_bytes<S: serde::Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}
