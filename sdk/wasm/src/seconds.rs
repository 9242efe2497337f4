//! A JavaScript number → whole UNIX seconds.

use wasm_bindgen::JsError;

/// Beyond the year 5138 it is rather milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
pub fn seconds(now: f64) -> Result<u64, JsError> {
    const MOST: f64 = 100_000_000_000.0;
    let sound = (0.0..=MOST).contains(&now);
    if sound { Ok(now as u64) } else { Err(JsError::new("now must be UNIX seconds, not milliseconds")) }
}
