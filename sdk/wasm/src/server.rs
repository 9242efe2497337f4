//! `Server`: a relying party's requests and lists, as a backend in JavaScript holds them. It reads and writes the store between the
//! calls; what is decided is decided in `ikd_verify::Transactions`.

use crate::accepted::Case;
use crate::config::{self, Config, setting, verifier};
use crate::plain::{plain, rejection};
use crate::seconds::seconds;
use crate::stack;
use crate::value::Value;
use ikd_verify::{
    Begun, Choice, Error, Judged, Language, ListHashes, NonceState, Request, SecretKey, Seen, ServerError, Sighting,
    SignedHash, TransactionRecord, Transactions, hex,
};
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// One relying party.
#[wasm_bindgen]
pub struct Server {
    transactions: Transactions,
    signer: Rc<Signer>,
}

/// What signs receipts.
pub struct Signer {
    pub(crate) key: Option<SecretKey>,
    pub(crate) build: String,
}

/// A key of the store and what is to stand there.
type Entry = (String, String);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BegunJson {
    outcome: &'static str,
    request: Request,
    request_hash: String,
    text: String,
    expires_at: u64,
    nonce: Entry,
    session: Entry,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransactionJson {
    outcome: &'static str,
    request_hash: String,
    nonce: String,
    taken: String,
    sighting: String,
}

#[derive(Serialize)]
struct SeenJson {
    outcome: &'static str,
    at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    store: Option<String>,
}

#[wasm_bindgen]
impl Server {
    /// Takes the settings of a verifier, and `audience`, `requests`, `receiptKey` and `build`. Throws where one is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &Config) -> Result<Self, JsError> {
        Self::read(config).map_err(|sentence| JsError::new(&sentence))
    }

    /// Goes on with the lists of these settings.
    pub fn renew(&mut self, config: &Config) -> Result<(), JsError> {
        let verifier = verifier(config).map_err(|sentence| JsError::new(&sentence))?;
        self.transactions.renew(verifier, lists(config).map_err(|sentence| JsError::new(&sentence))?);
        Ok(())
    }

    /// The public key of the receipts in hex, where they are signed.
    #[wasm_bindgen(js_name = receiptKey)]
    pub fn receipt_key(&self) -> Option<String> {
        self.signer.key.as_ref().map(|key| hex::encode(&key.public().to_bytes()))
    }

    /// The request for a page of this language, which reads this name; or a rejection.
    pub fn asked(&self, name: Option<String>, language: &str) -> JsValue {
        let asked = self.transactions.asked(name.as_deref(), Language::nearest(language));
        asked.map_or_else(|error| rejection(error.into()), |asked| plain(&asked))
    }

    /// The rejection of fields that the request of this name does not ask for, if there are any.
    pub fn typed(&self, name: &str, fields: Vec<String>) -> Option<JsValue> {
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        self.transactions.asks_for(name, &names).err().map(rejection)
    }

    /// Begins a transaction: the challenge, and what is to be stored before it goes out; or a rejection.
    pub fn begin(
        &self,
        session: &str,
        name: &str,
        fields: Option<Vec<String>>,
        nonce: Vec<u8>,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let nonce = nonce.try_into().map_err(|_| JsError::new("a nonce is of 16 bytes"))?;
        let names: Option<Vec<&str>> = fields.as_ref().map(|names| names.iter().map(String::as_str).collect());
        let choice = names.as_ref().map_or(Choice::All, |names| Choice::Fields(names));
        let begun = self.transactions.begin(session, (name, choice), nonce, seconds(now)?);
        Ok(begun.map_or_else(rejection, begun_json))
    }

    /// Where a session's newest transaction stands.
    #[wasm_bindgen(js_name = sessionKey)]
    pub fn session_key(&self, session: &str) -> String {
        self.transactions.keys().session(session)
    }

    /// Where the parts of a transaction stand that was read under the session's key; or a rejection, where none stood there.
    pub fn transaction(&self, session: &str, record: Option<String>) -> JsValue {
        let keys = self.transactions.keys();
        read(record.as_deref()).map_or_else(rejection, |record| {
            plain(&TransactionJson {
                outcome: "transaction",
                request_hash: hex::encode(&record.request),
                nonce: keys.nonce(&record.nonce),
                taken: NonceState::Taken.of(session),
                sighting: keys.sighting(&record.nonce),
            })
        })
    }

    /// What a scan means, where `stood` stands under the sighting's key: its time, and what is to be stored there first if anything;
    /// or a rejection.
    pub fn seen(&self, record: String, hash: &str, stood: Option<String>, now: f64) -> Result<JsValue, JsError> {
        let now = seconds(now)?;
        let Some(hash) = hex::decode(hash).map(SignedHash::from_bytes) else {
            return Ok(rejection(ServerError::EvidenceMalformed("hash").into()));
        };
        let seen = read(Some(&record)).and_then(|record| self.transactions.seen(&record, hash, stood.as_deref(), now));
        Ok(seen.map_or_else(rejection, |seen| match seen {
            Seen::Before(first) => plain(&SeenJson { outcome: "seen", at: first.at, store: None }),
            Seen::Now(first) => plain(&SeenJson { outcome: "seen", at: first.at, store: Some(first.to_text()) }),
        }))
    }

    /// Verifies a presentation as the answer to a transaction.
    pub fn judge(&self, record: String, text: String, sighting: Option<String>, now: f64) -> Result<Case, JsError> {
        let (now, text) = (seconds(now)?, Zeroizing::new(text));
        let judged = read(Some(&record)).and_then(|record| {
            // What cannot be read was not written here: nobody knows what was scanned.
            let sighting = sighting.as_deref().map(|text| Sighting::read(text).ok_or(ServerError::StoreUnavailable));
            self.transactions.judge(&record, &text, sighting.transpose()?, now)
        });
        stack::wipe();
        Ok(match judged {
            Ok(Judged::Acceptable(acceptable)) => Case::acceptable(*acceptable, &self.signer),
            Ok(Judged::Foreign(nonce)) => Case::foreign(self.transactions.keys().nonce(&nonce)),
            Err(error) => Case::refused(error),
        })
    }

    /// Verifies a code for anybody as an answer to the request of this name.
    #[wasm_bindgen(js_name = judgeAtCounter)]
    pub fn judge_at_counter(&self, name: &str, text: String, now: f64) -> Result<Case, JsError> {
        let (now, text) = (seconds(now)?, Zeroizing::new(text));
        let judged = self.transactions.judge_at_counter(name, &text, now);
        stack::wipe();
        Ok(judged.map_or_else(Case::refused, |acceptable| Case::acceptable(acceptable, &self.signer)))
    }

    /// Where it stands that a code with this hash was accepted, or a rejection.
    #[wasm_bindgen(js_name = acceptedKey)]
    pub fn accepted_key(&self, hash: &str) -> JsValue {
        let hash = hex::decode(hash).map(SignedHash::from_bytes).ok_or(ServerError::EvidenceMalformed("hash").into());
        hash.map_or_else(rejection, |hash| self.transactions.keys().accepted(hash).into())
    }

    /// Why a scanned code that answers another transaction is refused, where `stood` stands under the key of its acceptance.
    #[wasm_bindgen(js_name = foreignScan)]
    pub fn foreign_scan(&self, stood: Option<String>, session: &str) -> JsValue {
        rejection(self.transactions.foreign_scan(stood.as_deref(), session))
    }

    /// Why a presentation with another transaction's nonce is refused, where `stood` stands under that nonce's key.
    pub fn foreign(&self, stood: Option<String>, session: &str) -> JsValue {
        rejection(self.transactions.foreign(stood.as_deref(), session))
    }
}

impl Server {
    fn read(config: &Config) -> Result<Self, String> {
        let audience: String = setting(config, "audience")?;
        let verifier = verifier(config)?;
        let mut transactions = Transactions::new(&audience, verifier, lists(config)?);
        for entry in config.requests().iter() {
            let (name, language, template) = asked(&entry)?;
            let wrong = |error: ikd_verify::RequestError| match Error::from(error).detail() {
                Some(ikd_verify::Detail::Word(_, item)) => format!("the request {name}: {item} is missing or wrong"),
                _ => format!("the request {name} is wrong"),
            };
            let request = Request::template(Value(template)).map_err(wrong)?;
            transactions = transactions.asks(&name, request, language).map_err(wrong)?;
        }
        let seed = config.receipt_key();
        let key = if seed.is_undefined() { None } else { Some(secret(seed)?) };
        let build = setting(config, "build")?;
        Ok(Self { transactions, signer: Rc::new(Signer { key, build }) })
    }
}

fn secret(seed: JsValue) -> Result<SecretKey, String> {
    let seed = seed.dyn_into::<Uint8Array>().ok().map(|seed| Zeroizing::new(seed.to_vec()));
    let seed = seed.as_deref().and_then(|seed| <&[u8; 32]>::try_from(seed.as_slice()).ok());
    seed.map(SecretKey::from_bytes).ok_or_else(|| "receipts.key must be a Uint8Array of 32 bytes".into())
}

/// One of `requests`: its name, its language and the template, as an array.
fn asked(entry: &JsValue) -> Result<(String, Language, JsValue), String> {
    let entry = Array::from(entry);
    let name = entry.get(0).as_string().ok_or("requests must be an object of requests")?;
    let language = entry.get(1).as_string().as_deref().and_then(Language::named);
    let language = language.ok_or_else(|| format!("the request {name}: language must be 'id' or 'en'"))?;
    Ok((name, language, entry.get(2)))
}

fn lists(config: &Config) -> Result<ListHashes, String> {
    Ok(ListHashes::of(&config::trust_list(config)?, config::status_lists(config)?))
}

fn read(record: Option<&str>) -> Result<TransactionRecord, Error> {
    record.and_then(TransactionRecord::read).ok_or(ServerError::NonceUnknown.into())
}

fn begun_json(begun: Begun) -> JsValue {
    let Begun { nonce, session, request, challenge } = begun;
    let (request_hash, expires_at) = (hex::encode(request.hash()), request.expires());
    let text = challenge.to_text();
    plain(&BegunJson { outcome: "challenge", request, request_hash, text, expires_at, nonce, session })
}
