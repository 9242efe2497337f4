//! The verifier's settings as a page gives them → a [`Verifier`]. A setting of a wrong kind is misuse and throws.

use ikd_verify::{
    Anchors, Claim169, Environment, Leeway, PublicKey, Request, SeenList, SeenStatusList, SignedHash, StatusPolicy,
    TrustList, Unchallenged, Verifier, hex,
};
use js_sys::{Array, Uint8Array};
use serde::Deserialize;
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
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    roots: Vec<String>,
    min_seq: Option<u64>,
    seen: Option<Seen>,
    environment: Option<String>,
    leeway_seconds: Option<u64>,
    unchallenged: Option<String>,
    status_policy: Option<String>,
    seen_status_lists: Option<Vec<SeenStatus>>,
    claim169: Option<String>,
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
    let settings: Settings = serde_wasm_bindgen::from_value(config.into())
        .map_err(|error| format!("a setting is of a wrong kind: {error}"))?;
    let trust_list =
        config.trust_list().dyn_into::<Uint8Array>().map_err(|_| "trustList must be a Uint8Array")?.to_vec();
    let mut verifier = Verifier::new(TrustList::open(&trust_list, &settings.anchors()?));
    if let Some(seconds) = settings.leeway_seconds {
        verifier = verifier.leeway(Leeway::seconds(seconds).ok_or("leewaySeconds must be 120 at most")?);
    }
    verifier = verifier.unchallenged(match settings.unchallenged.as_deref() {
        None | Some("refuse") => Unchallenged::Refuse,
        Some("accept") => Unchallenged::Accept,
        Some(_) => return Err("unchallenged must be 'refuse' or 'accept'".into()),
    });
    verifier = verifier.claim169(match settings.claim169.as_deref() {
        None | Some("refuse") => Claim169::Refuse,
        Some("accept") => Claim169::Accept,
        Some(_) => return Err("claim169 must be 'refuse' or 'accept'".into()),
    });
    let verifier = settings.status(verifier)?.status_lists(status_lists(&config.status_lists())?);
    let request = config.request();
    let asked = !request.is_undefined() && !request.is_null();
    Ok(if asked { verifier.request(Request::read(serde_wasm_bindgen::Deserializer::from(request))) } else { verifier })
}

/// The signed status lists, each with its bytes.
fn status_lists(given: &JsValue) -> Result<Vec<Vec<u8>>, String> {
    if given.is_undefined() || given.is_null() {
        return Ok(Vec::new());
    }
    let lists = given.dyn_ref::<Array>().ok_or("statusLists must be an array of Uint8Array")?;
    let bytes = |list: JsValue| list.dyn_into::<Uint8Array>().map(|list| list.to_vec());
    lists.iter().map(bytes).collect::<Result<_, _>>().map_err(|_| "statusLists must hold Uint8Array".into())
}

impl Settings {
    fn status(self, verifier: Verifier) -> Result<Verifier, String> {
        let policy = match self.status_policy.as_deref() {
            None => StatusPolicy::default(),
            Some(name) => StatusPolicy::named(name).ok_or("statusPolicy must be 'require', 'prefer' or 'ignore'")?,
        };
        let seen = self.seen_status_lists.unwrap_or_default().into_iter();
        let seen = seen.map(|SeenStatus { uri, issued_at: issued }| SeenStatusList { uri, issued }).collect();
        Ok(verifier.status_policy(policy).seen_status_lists(seen))
    }

    fn anchors(&self) -> Result<Anchors, String> {
        let root = |text: &String| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes));
        let roots = self.roots.iter().map(root).collect::<Option<_>>();
        let roots = roots.ok_or("roots must be Ed25519 public keys, 64 hex digits each")?;
        let environment = match self.environment.as_deref() {
            None | Some("production") => Environment::Production,
            Some("sandbox") => Environment::Sandbox,
            Some(_) => return Err("environment must be 'production' or 'sandbox'".into()),
        };
        let anchors = Anchors::new(roots, environment).ok_or("roots must hold one or two keys")?;
        let anchors = anchors.at_least(self.min_seq.unwrap_or_default());
        let Some(seen) = &self.seen else { return Ok(anchors) };
        let hash = hex::decode(&seen.sha256).map(SignedHash::from_bytes).ok_or("seen.sha256 must be 64 hex digits")?;
        Ok(anchors.seen(SeenList { seq: seen.seq, hash }))
    }
}
