//! How far a code gets, step by step, for the playground.

use crate::config::{Config, verifier};
use crate::plain::plain;
use crate::seconds::seconds;
use ikd_sandbox::inspect::{self, Values};
use ikd_verify::{Clock, Now};
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// A browser's clock is coarser than a step: so many verifications are measured together.
const RUNS: u32 = 32;

/// The steps, and what the code is made of. `clock` gives milliseconds, for the time that each step takes.
#[wasm_bindgen]
pub fn inspect(text: &str, config: &Config, now: f64, clock: &Function) -> Result<JsValue, JsError> {
    let verifier = verifier(config).map_err(|sentence| JsError::new(&sentence))?;
    let now = Now::new(seconds(now)?, Clock::Given);
    let micros = || 1000.0 * clock.call0(&JsValue::UNDEFINED).ok().and_then(|at| at.as_f64()).unwrap_or_default();
    let seen = inspect::inspect(text, Some(&verifier), now, Values::Shown);
    Ok(plain(&seen.timed(RUNS, || inspect::laps(text, &verifier, now, micros))))
}
