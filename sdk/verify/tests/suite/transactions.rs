//! A backend's transactions over a map that stands for its store: attack rows E01 to E05 as far as no server is needed.

use ikd_sandbox::{Fault, Wallet, trust};
use ikd_verify::{
    Accepted, Anchors, Begun, Challenge, Choice, Environment, Error, Judged, Language, Link, ListHashes, Making,
    NonceState, PublicKey, Receipt, Remembered, Request, RequestError, SecretKey, Seen, Sighting, SignedHash,
    TransactionRecord, Transactions, TrustList, Unchallenged, Verifier, hex,
};
use serde_json::{Value, json};
use std::collections::HashMap;

const NOW: u64 = 1_800_000_000;
const BANK: &str = "https://bank.example";

fn template(purpose: &str) -> Request {
    let text = json!({
        "relyingParty": {"id": BANK, "name": "Bank Contoh", "privacyUrl": "https://bank.example/privasi", "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": purpose, "legalBasis": "legal_obligation", "retention": "P5Y", "processingPeriod": "P7D",
        "rights": "dpo@bank.example",
        "fields": [
            {"name": "nik", "required": true, "relevance": "POJK 8/2023 Art. 25"},
            {"name": "nama", "required": true, "relevance": "POJK 8/2023 Art. 25"},
            {"name": "pekerjaan", "required": false, "relevance": "Profil nasabah"},
        ],
    });
    Request::template(text).expect("a template")
}

fn transactions(purpose: &str) -> Transactions {
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("two roots");
    let list = trust::list(1, NOW);
    let verifier = Verifier::new(TrustList::open(&list, &anchors)).unchallenged(Unchallenged::Accept);
    let bank = Transactions::new(BANK, verifier, ListHashes::of(&list, [[0; 0]; 0]));
    bank.asks("open-account", template(purpose), Language::Indonesian).expect("its own request")
}

/// A backend with a map for a store, and nonces that count up.
struct Bank {
    rules: Transactions,
    store: HashMap<String, String>,
    made: u8,
}

impl Bank {
    fn new() -> Self {
        Self { rules: transactions("Membuka rekening"), store: HashMap::new(), made: 0 }
    }

    fn begin(&mut self, session: &str, choice: Choice<'_>, now: u64) -> Result<Challenge, Error> {
        self.made += 1;
        let Begun { nonce, session, challenge, request } =
            self.rules.begin(session, ("open-account", choice), [self.made; 16], now)?;
        assert_eq!(challenge.request_hash, *request.hash());
        self.store.extend([nonce, session]);
        Ok(challenge)
    }

    fn record(&self, session: &str) -> TransactionRecord {
        let text = self.store.get(&self.rules.keys().session(session)).expect("a transaction");
        TransactionRecord::read(text).expect("a record")
    }

    fn sighting(&self, record: &TransactionRecord) -> Option<String> {
        self.store.get(&self.rules.keys().sighting(&record.nonce)).cloned()
    }

    fn seen(&mut self, session: &str, hash: SignedHash, now: u64) -> Result<u64, Error> {
        let record = self.record(session);
        match self.rules.seen(&record, hash, self.sighting(&record).as_deref(), now)? {
            Seen::Before(first) => Ok(first.at),
            Seen::Now(first) => {
                self.store.insert(self.rules.keys().sighting(&record.nonce), first.to_text());
                Ok(first.at)
            }
        }
    }

    fn verify(&mut self, session: &str, text: &str, now: u64) -> Result<Accepted, Error> {
        let record = self.record(session);
        let sighting = self.sighting(&record).as_deref().and_then(Sighting::read);
        let acceptable = match self.rules.judge(&record, text, sighting, now)? {
            Judged::Acceptable(acceptable) => acceptable,
            Judged::Foreign(nonce) => {
                let stood = self.store.get(&self.rules.keys().nonce(&nonce)).map(String::as_str);
                return Err(self.rules.foreign(stood, session));
            }
        };
        let key = self.rules.keys().nonce(&record.nonce);
        let stood = self.store.contains_key(&key).then(|| self.store.insert(key, NonceState::Taken.of(session)));
        let before = self.store.insert(acceptable.key().into(), "x".into());
        let remembered = if before.is_some() { Remembered::Before } else { Remembered::New };
        acceptable.accept(session, stood.flatten().as_deref(), remembered)
    }

    fn code(&mut self, session: &str, text: &str, now: u64) -> &'static str {
        self.verify(session, text, now).map_or_else(|error| error.code(), |_| "verified")
    }
}

fn show(challenge: &Challenge, now: u64) -> String {
    let fields: Vec<&str> = challenge.fields.iter().map(|asked| asked.field.name).collect();
    Wallet::budi().mint(Some(challenge), &fields, now, Fault::None)
}

/// The signed receipt of one acceptance, its key, and the acceptance's evidence.
fn signed_receipt() -> (Vec<u8>, SecretKey, Value) {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::Fields(&["nik", "nama"]), NOW).expect("a challenge");
    let accepted = bank.verify("ana", &show(&challenge, NOW), NOW).unwrap_or_else(|error| panic!("{error}"));
    let key = SecretKey::from_bytes(&[5; 32]);
    let making = Making { id: [9; 16], link: Link::first([1; 8]), now: NOW + 2, build: "abc" };
    let evidence = serde_json::to_value(accepted.evidence().expect("evidence")).expect("JSON");
    (accepted.receipt(&making).sign(&key), key, evidence)
}

fn hash_of(bank: &Bank, text: &str) -> SignedHash {
    let now = ikd_verify::Now::new(NOW, ikd_verify::Clock::Given);
    bank.rules.verifier().verify(text, now).expect("genuine").signed_hash()
}

#[test]
fn a_presentation_is_accepted_once_with_the_fields_that_were_chosen() {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::Fields(&["nik", "nama"]), NOW).expect("a challenge");
    let text = show(&challenge, NOW + 5);
    assert_eq!(bank.seen("ana", hash_of(&bank, &text), NOW + 9), Ok(NOW + 9));
    let accepted = bank.verify("ana", &text, NOW + 300).unwrap_or_else(|error| panic!("{error}"));
    let evidence = serde_json::to_value(accepted.evidence().expect("all was released")).expect("JSON");
    assert_eq!(evidence["presentation"], text);
    assert_eq!((&evidence["at"], &evidence["fields"]), (&json!(NOW + 9), &json!(["nik", "nama"])));
    assert_eq!(evidence["requestHash"], hex::encode(&challenge.request_hash));
    let again = Request::read(evidence["request"].clone()).expect("the request as it was");
    assert_eq!(*again.hash(), challenge.request_hash);
    assert_eq!(bank.code("ana", &text, NOW + 300), "replayed");
}

#[test]
fn e01_e02_only_the_presentation_is_judged() {
    let mut bank = Bank::new();
    bank.begin("ana", Choice::All, NOW).expect("a challenge");
    assert_eq!(bank.code("ana", "", NOW), "not_an_ikd_qr");
    assert_eq!(bank.code("ana", r#"{"outcome":"verified"}"#, NOW), "not_an_ikd_qr");
}

#[test]
fn e03_a_nonce_that_the_browser_made_is_unknown() {
    let mut bank = Bank::new();
    let own = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let text = show(&Challenge { nonce: [99; 16], ..own }, NOW);
    assert_eq!(bank.code("ana", &text, NOW), "nonce_unknown");
}

#[test]
fn e04_p03_another_session_another_request_another_relying_party() {
    let mut bank = Bank::new();
    let first = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    bank.begin("eve", Choice::All, NOW).expect("a challenge");
    let text = show(&first, NOW);
    assert_eq!(bank.code("eve", &text, NOW), "session_mismatch");
    let second = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    assert_eq!(bank.code("ana", &text, NOW), "nonce_mismatch", "the session's newest request counts");
    let other = Challenge { audience: "https://shop.example".into(), ..second.clone() };
    assert_eq!(bank.code("ana", &show(&other, NOW), NOW), "audience_mismatch");
    bank.rules = transactions("Membuka kartu kredit");
    assert_eq!(bank.code("ana", &show(&second, NOW), NOW), "nonce_unknown", "the request is no longer asked");
}

#[test]
fn e05_times_are_judged_at_the_scan() {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let text = show(&challenge, NOW);
    let hash = hash_of(&bank, &text);
    assert_eq!(bank.seen("ana", hash, NOW + 120).map_err(|error| error.code()), Err("request_expired"));
    assert_eq!(bank.seen("ana", hash, NOW + 119), Ok(NOW + 119));
    assert_eq!(bank.seen("ana", hash, NOW + 500), Ok(NOW + 119), "the first time stands");
    let other = SignedHash::from_bytes([0; 32]);
    assert_eq!(bank.seen("ana", other, NOW + 119).map_err(|error| error.code()), Err("evidence_mismatch"));
    assert_eq!(bank.code("ana", &text, NOW + 119 + 601), "request_expired");
    assert_eq!(bank.code("ana", &text, NOW + 119 + 600), "verified");
}

#[test]
fn e05_another_code_than_the_scanned_one_is_refused_and_takes_nothing() {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let (first, second) = (show(&challenge, NOW), show(&challenge, NOW + 1));
    bank.seen("ana", hash_of(&bank, &first), NOW + 2).expect("seen");
    assert_eq!(bank.code("ana", &second, NOW + 3), "evidence_mismatch");
    assert_eq!(bank.code("ana", &first, NOW + 3), "verified");
}

#[test]
fn a_presentation_that_was_never_announced_is_seen_when_it_comes() {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let text = show(&challenge, NOW);
    assert_eq!(bank.code("ana", &text, NOW + 151), "request_expired");
    assert_eq!(bank.code("ana", &text, NOW + 100), "verified");
}

#[test]
fn a_store_that_lost_the_nonce_or_knows_the_bytes_accepts_nothing() {
    let mut bank = Bank::new();
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let text = show(&challenge, NOW);
    let nonce = bank.rules.keys().nonce(&challenge.nonce);
    let open = bank.store.remove(&nonce).expect("open");
    assert_eq!(bank.code("ana", &text, NOW), "nonce_unknown");
    bank.store.insert(nonce, open);
    assert_eq!(bank.code("ana", &text, NOW), "replayed", "the first try left the bytes behind");
}

#[test]
fn p01_p03_p05_fields_that_were_not_chosen_stay_out_and_too_few_are_refused() {
    let mut bank = Bank::new();
    let code = |result: Result<Challenge, Error>| result.err().map(|error| error.code());
    assert_eq!(code(bank.begin("ana", Choice::Fields(&["nik"]), NOW)), Some("consent_refused"));
    assert_eq!(code(bank.begin("ana", Choice::Fields(&["nik", "nama", "agama"]), NOW)), Some("field_not_requested"));
    let challenge = bank.begin("ana", Choice::Fields(&["nik", "nama"]), NOW).expect("a challenge");
    let text = Wallet::budi().mint(Some(&challenge), &["nik", "nama", "pekerjaan"], NOW, Fault::None);
    let accepted = bank.verify("ana", &text, NOW).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(accepted.verified.released.names().collect::<Vec<_>>(), ["nik", "nama"]);
    assert!(accepted.evidence().is_none(), "the code holds more than was released");
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let text = Wallet::budi().mint(Some(&challenge), &["nik"], NOW, Fault::None);
    assert_eq!(bank.code("ana", &text, NOW), "required_field_not_offered");
}

#[test]
fn names_of_sessions_and_requests_are_judged() {
    let bank = Bank::new();
    let code = |session: &str, name| {
        let begun = bank.rules.begin(session, (name, Choice::All), [0; 16], NOW);
        begun.err().map(|error| error.code())
    };
    assert_eq!(code("", "open-account"), Some("session_missing"));
    assert_eq!(code(&"x".repeat(257), "open-account"), Some("session_missing"));
    assert_eq!(code("ana", "__proto__"), Some("request_malformed"));
    let rules = transactions("Membuka rekening");
    let foreign = |name, request| rules_error(transactions("x").asks(name, request, Language::English));
    assert_eq!(foreign("open-account", template("y")), Some("request_malformed"));
    assert_eq!(rules_error(rules.asks("second", template("y"), Language::English)), None);
    let other = Transactions::new(
        "https://shop.example",
        Verifier::new(Err(ikd_verify::TrustListError::Untrusted)),
        ListHashes::of(b"", [[0; 0]; 0]),
    );
    assert_eq!(rules_error(other.asks("open-account", template("y"), Language::English)), Some("request_malformed"));
}

fn rules_error(result: Result<Transactions, RequestError>) -> Option<&'static str> {
    result.err().map(|error| Error::from(error).code())
}

#[test]
fn a_counter_takes_a_code_for_anybody_once_and_not_from_before_the_store() {
    let bank = transactions("Membuka rekening");
    let text = Wallet::budi().mint(None, &["nik", "nama"], NOW, Fault::None);
    let accept = |remembered, age| {
        let acceptable = bank.judge_at_counter("open-account", &text, NOW + 10).expect("genuine");
        acceptable.accept_at_counter(remembered, age).map_or_else(|error| error.code(), |_| "verified")
    };
    assert_eq!(accept(Remembered::New, 1_000), "verified");
    assert_eq!(accept(Remembered::Before, 1_000), "replayed");
    assert_eq!(accept(Remembered::New, 129), "store_unavailable", "it may have been accepted before the store began");
    assert_eq!(accept(Remembered::New, 130), "verified");
}

#[test]
fn records_and_states_of_the_store_are_read_strictly() {
    for text in ["", "zz", "80", "8601", "ff"] {
        assert_eq!(TransactionRecord::read(text), None, "{text}");
    }
    for text in ["", "00 1", &format!("{} ", "00".repeat(32)), &format!("{} -1", "00".repeat(32))] {
        assert_eq!(Sighting::read(text), None, "{text}");
    }
    assert_eq!(NonceState::read(Some(&NonceState::Taken.of("ana")), "ana"), Ok(NonceState::Taken));
    for stood in ["", "open", "open ", "taken 00"] {
        assert!(NonceState::read(Some(stood), "ana").is_err(), "{stood}");
    }
}

#[test]
fn a_receipt_holds_what_the_law_asks_and_no_value() {
    let (signed, key, evidence) = signed_receipt();
    let receipt = Receipt::open(&signed, &[key.public()]).unwrap_or_else(|error| panic!("{error}"));
    let json = serde_json::to_value(&receipt).expect("JSON");
    assert_eq!(json["receipt_metadata"]["receipt_id"], hex::encode(&[9; 16]));
    assert_eq!(json["id_pdp"]["request_hash"], evidence["requestHash"]);
    assert_eq!(json["id_pdp"]["retention_until"], "2032-01-15");
    assert_eq!(json["id_pdp"]["levels"]["holderBinding"], "issuer_session");
    assert_eq!(json["event"][0]["event_type"], "notice");
    assert_eq!(json["event"][0]["event_time"], "2027-01-15T08:00:00Z");
    let purpose = &json["pii_processing"]["purposes"][0];
    let names: Vec<_> =
        purpose["pii_information"].as_array().expect("data").iter().map(|data| &data["pii_type"]).collect();
    assert_eq!(names, ["nik", "nama"]);
    let text = template("Membuka rekening").consent_text(Language::Indonesian);
    let own = Request::read(evidence["request"].clone()).expect("the request").consent_text(Language::Indonesian);
    assert_eq!(text, own, "nonce and expiry are no words");
    let everything =
        json.to_string() + &receipt.to_page(&signed, Language::English) + &String::from_utf8_lossy(&signed);
    for value in ["3171011708950003", "BUDI", "IKD1:", evidence["presentation"].as_str().expect("a text")] {
        assert!(!everything.contains(value), "{value}");
    }
}

#[test]
fn a_receipt_that_was_changed_or_signed_by_another_is_refused() {
    let (signed, key, _) = signed_receipt();
    let code = |bytes: &[u8], key: &SecretKey| Receipt::open(bytes, &[key.public()]).err().map(|error| error.code());
    assert_eq!(code(&signed, &SecretKey::from_bytes(&[6; 32])), Some("signature_invalid"));
    for at in 0..signed.len() {
        let mut changed = signed.clone();
        changed[at] ^= 1;
        assert!(code(&changed, &key).is_some(), "byte {at}");
    }
    assert_eq!(code(&vec![0; 64 * 1_024 + 1], &key), Some("envelope_too_large"));
    assert_eq!(code(&trust::list(1, NOW), &key), Some("type_unexpected"));
}

#[test]
fn receipts_make_a_chain() {
    let (signed, key, _) = signed_receipt();
    let first = Link::first([1; 8]);
    let second = first.after(&signed);
    assert_eq!((second.log, second.number), (first.log, 1));
    let receipt = Receipt::open(&signed, &[key.public()]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(receipt.link(), Some(first));
    let withdrawal = receipt.withdrawn(&Making { id: [10; 16], link: second, now: NOW + 100, build: "abc" });
    assert_eq!((withdrawal.withdraws(), withdrawal.link()), (Some([9; 16]), Some(second)));
    let json = serde_json::to_value(&withdrawal).expect("JSON");
    assert_eq!(json["withdrawal"]["stop_by"], "2027-01-18T08:01:40Z");
    assert_eq!(json["withdrawal"]["erase_by"], "2032-01-15", "the law demands to keep it");
    assert_eq!(json["withdrawal"]["erase"], json!(["nik", "nama"]));
    let signed = withdrawal.sign(&key);
    assert_eq!(Receipt::open(&signed, &[key.public()]).map(|receipt| receipt.id()), Ok(Some([10; 16])));
}

#[test]
fn a_receipts_page_is_in_two_languages_and_runs_nothing() {
    let mut bank = Bank::new();
    bank.rules = transactions("<script>alert(\"1\")</script>");
    let challenge = bank.begin("ana", Choice::All, NOW).expect("a challenge");
    let accepted = bank.verify("ana", &show(&challenge, NOW), NOW).unwrap_or_else(|error| panic!("{error}"));
    let receipt = accepted.receipt(&Making { id: [9; 16], link: Link::first([1; 8]), now: NOW, build: "abc" });
    let [id, en] = [Language::Indonesian, Language::English].map(|language| receipt.to_page(b"\x01", language));
    assert!(id.contains("lang=\"id\"") && id.contains("Tanda terima") && id.contains("Tempat") == en.contains("Place"));
    assert!(en.contains("lang=\"en\"") && en.contains("Legal basis") && en.contains("a legal obligation"));
    for page in [id, en] {
        assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;") && !page.contains("<script"));
    }
}

/// `test-vectors/receipts.json`: the same records as in wasm.
#[test]
fn receipts_of_the_vectors_say_what_they_must() {
    let bytes = std::fs::read(crate::record::folder().join("receipts.json")).expect("receipts.json");
    let records: Vec<Value> = serde_json::from_slice(&bytes).expect("a list");
    assert!(records.len() >= 18);
    for record in records {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let keys = record["keys"].as_array().expect("keys").iter().filter_map(|key| hex::decode(&text(key)));
        let keys: Vec<_> = keys.filter_map(|key| PublicKey::from_bytes(&key)).collect();
        let signed = hex::decode_all(&text(&record["signed"])).expect("hex");
        let opened = Receipt::open(&signed, &keys).map_or_else(
            |error| serde_json::to_value(ikd_verify::Outcome::Rejected(error)),
            |receipt| serde_json::to_value(json!({"outcome": "receipt", "receipt": receipt})),
        );
        assert_eq!(opened.expect("JSON"), record["expect"], "{}", record["id"]);
    }
}

#[test]
fn a_page_gets_the_request_of_its_language_without_nonce_and_expiry() {
    let request = template("Open an account").renewed(Some([1; 16]), NOW);
    let rules = transactions("Membuka rekening").asks("open-account-en", request, Language::English).expect("its own");
    let name = |name, language| rules.asked(name, language).map(|asked| asked.name);
    assert_eq!(name(Some("open-account"), Language::English), Ok("open-account-en"));
    assert_eq!(name(Some("open-account"), Language::Indonesian), Ok("open-account"));
    assert_eq!(name(None, Language::English), Ok("open-account-en"));
    assert_eq!(name(Some("other"), Language::English), Err(RequestError::Malformed("request")));
    let json = serde_json::to_value(rules.asked(None, Language::English).ok()).expect("JSON");
    assert_eq!(
        [&json["outcome"], &json["language"], &json["request"]["purpose"]],
        ["request", "en", "Open an account"]
    );
    assert!(json["request"].get("nonce").is_none() && json["request"].get("expiresAt").is_none());
}

#[test]
fn only_what_is_asked_for_may_be_typed() {
    let rules = transactions("Membuka rekening");
    assert_eq!(rules.asks_for("open-account", &["nik", "pekerjaan"]), Ok(()));
    assert_eq!(rules.asks_for("open-account", &[]), Ok(()));
    let code = |name, fields: &[&str]| rules.asks_for(name, fields).map_err(|error| error.code());
    assert_eq!(code("open-account", &["nik", "agama"]), Err("field_not_requested"));
    assert_eq!(code("other", &["nik"]), Err("request_malformed"));
}
