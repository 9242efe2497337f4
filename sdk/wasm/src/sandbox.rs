//! The test wallet for pages and tests: its trust list, its tokens and its own QR reader. Not for production.

use crate::frame::Buffer;
use crate::plain::{as_bytes, plain, rejection};
use crate::seconds::seconds;
use ikd_sandbox::{Device, Fault, Showing, Wallet, batch, trust};
use ikd_scan::{Level, Scanner, Symbol};
use ikd_verify::{Challenge, Document, Need, Redaction, hex};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TrustJson {
    #[serde(serialize_with = "as_bytes")]
    trust_list: Vec<u8>,
    roots: Vec<String>,
    status_lists: Vec<StatusListJson>,
}

#[derive(Serialize)]
#[serde(transparent)]
struct StatusListJson {
    #[serde(serialize_with = "as_bytes")]
    list: Vec<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChallengeJson {
    audience: String,
    document: &'static str,
    expires_at: u64,
    purpose: String,
    fields: Vec<AskedJson>,
    always_visible: Vec<&'static str>,
    request_hash: String,
}

#[derive(Serialize)]
struct AskedJson {
    name: &'static str,
    required: bool,
}

#[derive(Serialize)]
struct CodeJson {
    text: String,
    size: usize,
    #[serde(serialize_with = "as_bytes")]
    modules: Vec<u8>,
}

/// The sandbox's trust list around `now` (UNIX seconds), its root, and its status lists.
#[wasm_bindgen]
pub fn trust(now: f64) -> Result<JsValue, JsError> {
    let now = seconds(now)?;
    let roots = trust::roots().iter().map(|root| hex::encode(root)).collect();
    let status_lists = vec![StatusListJson { list: batch::status_list(now) }];
    Ok(plain(&TrustJson { trust_list: trust::list(1, now), roots, status_lists }))
}

/// What a challenge asks, or a rejection.
#[wasm_bindgen(js_name = readChallenge)]
pub fn read_challenge(text: &str) -> JsValue {
    match Challenge::open(text) {
        Ok(challenge) => plain(&ChallengeJson {
            audience: challenge.audience,
            document: challenge.document.name,
            expires_at: challenge.expires,
            purpose: challenge.purpose,
            fields: challenge
                .fields
                .iter()
                .map(|asked| AskedJson { name: asked.field.name, required: asked.need == Need::Required })
                .collect(),
            always_visible: always_visible(challenge.document),
            request_hash: hex::encode(&challenge.request_hash),
        }),
        Err(error) => rejection(error),
    }
}

/// The fields that an SD-CWT of the document holds in clear, whatever the holder chooses.
fn always_visible(document: &Document) -> Vec<&'static str> {
    let own = Wallet::budi().fields();
    let clear = document.fields.iter().filter(|field| field.redaction == Redaction::Clear);
    clear.map(|field| field.name).filter(|name| own.contains(name)).collect()
}

/// Mints a token for the challenge: its QR's text and modules, or a rejection of the challenge.
#[wasm_bindgen]
pub fn mint(challenge: &str, fields: Vec<String>, now: f64, fault: &str) -> Result<JsValue, JsError> {
    let now = seconds(now)?;
    let fault = named(fault)?;
    if !fault.can_be_minted() {
        return Err(JsError::new("a minted presentation cannot have this fault"));
    }
    answer(challenge, &fields, |challenge, fields| Wallet::budi().mint(Some(challenge), fields, now, fault))
}

/// Mints a token for anybody, which answers no request: its QR's text and modules.
#[wasm_bindgen(js_name = mintForAnybody)]
pub fn mint_for_anybody(fields: Vec<String>, now: f64) -> Result<JsValue, JsError> {
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    code(Wallet::budi().mint(None, &names, seconds(now)?, Fault::None))
}

/// Shows an SD-CWT for the challenge: its QR's text and modules, or a rejection of the challenge. `number` tells the
/// credential; each is for one showing.
#[wasm_bindgen]
pub fn show(
    challenge: &str,
    fields: Vec<String>,
    now: f64,
    fault: &str,
    device: &str,
    number: u32,
) -> Result<JsValue, JsError> {
    let now = seconds(now)?;
    let device = match device {
        "ed25519" => Device::Ed25519,
        "p256" => Device::P256,
        _ => return Err(JsError::new("device must be 'ed25519' or 'p256'")),
    };
    let showing = Showing { device, number, fault: named(fault)? };
    answer(challenge, &fields, |challenge, fields| Wallet::budi().show(Some(challenge), fields, now, showing))
}

fn named(fault: &str) -> Result<Fault, JsError> {
    Fault::named(fault).ok_or_else(|| JsError::new("there is no fault of this name"))
}

fn answer(
    challenge: &str,
    fields: &[String],
    present: impl FnOnce(&Challenge, &[&str]) -> String,
) -> Result<JsValue, JsError> {
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    match Challenge::open(challenge) {
        Ok(challenge) => code(present(&challenge, &names)),
        Err(error) => Ok(rejection(error)),
    }
}

/// A text as the modules of a QR.
fn code(text: String) -> Result<JsValue, JsError> {
    let symbol = Symbol::encode(&text, Level::Low)?;
    let (size, modules) = (symbol.size(), symbol.modules());
    Ok(plain(&CodeJson { text, size, modules }))
}

/// The text of the QR in a picture: how the wallet reads a challenge from a screen.
#[wasm_bindgen(js_name = readCode)]
pub fn read_code(image: &ImageData) -> Option<String> {
    let mut buffer = Buffer::default();
    let found = buffer.load(image).and_then(|frame| Scanner::new().find_in_picture(&frame));
    found.ok().flatten().map(|text| text.as_str().into())
}
