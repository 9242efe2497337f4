//! Signed receipts: verified, printed, withdrawn.

use crate::plain::{as_bytes, plain, rejection};
use crate::seconds::seconds;
use crate::value::Value;
use ikd_verify::{ClaimError, Error, Language, Link, Making, PublicKey, Receipt, SecretKey, hex};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// A place in a log, as JavaScript keeps it.
#[derive(Serialize, Deserialize)]
pub struct LinkJson {
    log: String,
    number: u64,
    previous: String,
}

/// A signed receipt and the place behind it.
#[derive(Serialize)]
pub struct SignedJson {
    pub(crate) receipt: Receipt,
    #[serde(serialize_with = "as_bytes")]
    pub(crate) signed: Vec<u8>,
    pub(crate) next: LinkJson,
}

#[derive(Serialize)]
struct OpenedJson<'a> {
    outcome: &'static str,
    receipt: &'a Receipt,
    link: LinkJson,
    next: LinkJson,
}

impl LinkJson {
    pub(crate) fn of(link: Link) -> Self {
        Self { log: hex::encode(&link.log), number: link.number, previous: hex::encode(&link.previous) }
    }

    fn link(&self) -> Option<Link> {
        Some(Link { log: hex::decode(&self.log)?, number: self.number, previous: hex::decode(&self.previous)? })
    }
}

/// The place that JavaScript keeps.
pub fn link(place: JsValue) -> Result<Link, JsError> {
    let json = LinkJson::deserialize(Value(place)).ok();
    json.and_then(|json| json.link()).ok_or_else(|| JsError::new("this is no place in a log of receipts"))
}

/// Verifies a signed receipt by the relying party's public keys in hex: the receipt and its place, or a rejection.
#[wasm_bindgen(js_name = openReceipt)]
pub fn open_receipt(signed: &[u8], keys: Vec<String>) -> Result<JsValue, JsError> {
    let opened = Receipt::open(signed, &public(&keys)?);
    let shown = opened.and_then(|receipt| {
        let link = receipt.link().ok_or(Error::Claims(ClaimError::Malformed("receipt")))?;
        let next = LinkJson::of(link.after(signed));
        Ok(plain(&OpenedJson { outcome: "receipt", receipt: &receipt, link: LinkJson::of(link), next }))
    });
    Ok(shown.unwrap_or_else(rejection))
}

/// The page of a signed receipt, or a rejection.
#[wasm_bindgen(js_name = receiptPage)]
pub fn receipt_page(signed: &[u8], keys: Vec<String>, language: &str) -> Result<JsValue, JsError> {
    let language = Language::named(language).ok_or_else(|| JsError::new("language must be 'id' or 'en'"))?;
    let opened = Receipt::open(signed, &public(&keys)?);
    Ok(opened.map_or_else(rejection, |receipt| receipt.to_page(signed, language).into()))
}

/// The signed withdrawal of a signed receipt at this place of the log, or a rejection.
#[wasm_bindgen(js_name = withdrawReceipt)]
pub fn withdraw_receipt(
    signed: &[u8],
    seed: Vec<u8>,
    id: Vec<u8>,
    place: JsValue,
    now: f64,
) -> Result<JsValue, JsError> {
    let seed = Zeroizing::new(seed);
    let seed = <&[u8; 32]>::try_from(seed.as_slice()).map_err(|_| JsError::new("the key is of 32 bytes"))?;
    let id = id.try_into().map_err(|_| JsError::new("a receipt's id is of 16 bytes"))?;
    let (key, place, now) = (SecretKey::from_bytes(seed), link(place)?, seconds(now)?);
    let opened = Receipt::open(signed, &[key.public()]);
    Ok(opened.map_or_else(rejection, |receipt| {
        let receipt = receipt.withdrawn(&Making { id, link: place, now, build: "" });
        let signed = receipt.sign(&key);
        let next = LinkJson::of(place.after(&signed));
        plain(&SignedJson { receipt, signed, next })
    }))
}

fn public(keys: &[String]) -> Result<Vec<PublicKey>, JsError> {
    let key = |text: &String| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes));
    let keys = keys.iter().map(key).collect::<Option<_>>();
    keys.ok_or_else(|| JsError::new("keys must be Ed25519 public keys, 64 hex digits each"))
}
