//! The bare signature check, so that its share of a verification can be measured in the same module.

use ikd_verify::PublicKey;
use wasm_bindgen::prelude::*;

/// A key that was decoded beforehand, as the trust list's keys are.
#[wasm_bindgen]
pub struct BareKey(PublicKey);

#[wasm_bindgen]
impl BareKey {
    /// Takes 32 bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        let key = bytes.try_into().ok().and_then(PublicKey::from_bytes);
        key.map(Self).ok_or_else(|| JsError::new("not an Ed25519 public key"))
    }

    /// `verify_strict` and nothing else.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.signed(message, signature)
    }
}
