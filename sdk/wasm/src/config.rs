//! The verifier's settings as a page gives them → a [`Verifier`]. A setting of a wrong kind is misuse and throws.

use crate::value::Value;
use ikd_verify::{
    Anchors, Claim169, Environment, Leeway, PublicKey, Request, SeenList, SeenStatusList, SignedHash, StatusPolicy,
    TrustList, Unchallenged, Verifier, hex,
};
use js_sys::{Array, Uint8Array};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object that a page gives. The request stays a JavaScript value: what is wrong with it is a verdict.
    pub type Config;
    #[wasm_bindgen(method, getter, js_name = trustList)]
    fn trust_list(this: &Config) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = statusLists)]
    fn status_lists(this: &Config) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn request(this: &Config) -> JsValue;
    /// Of a backend: an array of [name, language, template].
    #[cfg(feature = "server")]
    #[wasm_bindgen(method, getter)]
    pub fn requests(this: &Config) -> Array;
    /// Of a backend: the seed of the key that signs receipts.
    #[cfg(feature = "server")]
    #[wasm_bindgen(method, getter, js_name = receiptKey)]
    pub fn receipt_key(this: &Config) -> JsValue;
}

#[derive(Deserialize)]
struct Seen {
    seq: u64,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SeenStatus {
    uri: String,
    issued_at: u64,
}

/// Builds the verifier, or says which setting is wrong.
pub fn verifier(config: &Config) -> Result<Verifier, String> {
    let anchors = anchors(config)?;
    let mut verifier = Verifier::new(TrustList::open(&trust_list(config)?, &anchors));
    if let Some(seconds) = setting(config, "leewaySeconds")? {
        verifier = verifier.leeway(Leeway::seconds(seconds).ok_or("leewaySeconds must be 120 at most")?);
    }
    verifier = verifier.unchallenged(match setting::<Option<String>>(config, "unchallenged")?.as_deref() {
        None | Some("refuse") => Unchallenged::Refuse,
        Some("accept") => Unchallenged::Accept,
        Some(_) => return Err("unchallenged must be 'refuse' or 'accept'".into()),
    });
    verifier = verifier.claim169(match setting::<Option<String>>(config, "claim169")?.as_deref() {
        None | Some("refuse") => Claim169::Refuse,
        Some("accept") => Claim169::Accept,
        Some(_) => return Err("claim169 must be 'refuse' or 'accept'".into()),
    });
    let verifier = with_status(verifier, config)?;
    let request = config.request();
    // A request of null is a mistake of the backend, not a wish for none: without one every field may be released.
    Ok(if request.is_undefined() { verifier } else { verifier.request(Request::read(Value(request))) })
}

/// The signed trust list's bytes.
pub fn trust_list(config: &Config) -> Result<Vec<u8>, String> {
    let bytes = config.trust_list().dyn_into::<Uint8Array>();
    bytes.map(|bytes| bytes.to_vec()).map_err(|_| "trustList must be a Uint8Array".into())
}

/// The signed status lists, each with its bytes.
pub fn status_lists(config: &Config) -> Result<Vec<Vec<u8>>, String> {
    let given = config.status_lists();
    if given.is_undefined() || given.is_null() {
        return Ok(Vec::new());
    }
    let lists = given.dyn_ref::<Array>().ok_or("statusLists must be an array of Uint8Array")?;
    let bytes = |list: JsValue| list.dyn_into::<Uint8Array>().map(|list| list.to_vec());
    lists.iter().map(bytes).collect::<Result<_, _>>().map_err(|_| "statusLists must hold Uint8Array".into())
}

/// How much is asked of a credential's status, and what the host saw of lists before.
fn with_status(verifier: Verifier, config: &Config) -> Result<Verifier, String> {
    let policy = match setting::<Option<String>>(config, "statusPolicy")?.as_deref() {
        None => StatusPolicy::default(),
        Some(name) => StatusPolicy::named(name).ok_or("statusPolicy must be 'require', 'prefer' or 'ignore'")?,
    };
    let seen = setting::<Option<Vec<SeenStatus>>>(config, "seenStatusLists")?.unwrap_or_default().into_iter();
    let seen = seen.map(|SeenStatus { uri, issued_at: issued }| SeenStatusList { uri, issued }).collect();
    let verifier = verifier.status_policy(policy).seen_status_lists(seen);
    Ok(verifier.status_lists(status_lists(config)?))
}

fn anchors(config: &Config) -> Result<Anchors, String> {
    let root = |text: &String| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes));
    let roots = setting::<Vec<String>>(config, "roots")?.iter().map(root).collect::<Option<_>>();
    let roots = roots.ok_or("roots must be Ed25519 public keys, 64 hex digits each")?;
    let environment = match setting::<Option<String>>(config, "environment")?.as_deref() {
        None | Some("production") => Environment::Production,
        Some("sandbox") => Environment::Sandbox,
        Some(_) => return Err("environment must be 'production' or 'sandbox'".into()),
    };
    let anchors = Anchors::new(roots, environment).ok_or("roots must hold one or two keys")?;
    let anchors = anchors.at_least(setting::<Option<u64>>(config, "minSeq")?.unwrap_or_default());
    let Some(seen) = setting::<Option<Seen>>(config, "seen")? else { return Ok(anchors) };
    let hash = hex::decode(&seen.sha256).map(SignedHash::from_bytes).ok_or("seen.sha256 must be 64 hex digits")?;
    Ok(anchors.seen(SeenList { seq: seen.seq, hash }))
}

/// One setting by its name; what may be missing is asked for as an `Option`.
pub fn setting<T: DeserializeOwned>(config: &Config, name: &str) -> Result<T, String> {
    let value = Value::item(config, name).and_then(T::deserialize);
    value.map_err(|_| name.to_owned() + " is missing or of a wrong kind")
}
