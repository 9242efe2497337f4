//! The three calls over a port: what goes right, and attack rows E01 to E06, E09 and E10.

use crate::client::{self, TOKEN, call, get, post_text};
use crate::folder;
use crate::redis_server::RedisServer;
use crate::service::{NOW, Service, anchors};
use ikd_sandbox::{Fault, Wallet, trust};
use ikd_server::{Limits, MemoryStore, ReceiptKeys, ReceiptLog, ReceiptLogError, RedisStore, SignedReceipt};
use ikd_verify::{Challenge, Clock, Now, Receipt, SecretKey, TrustList, Unchallenged, Verifier, hex};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// What the browser's own engine says of a code: the hash that it posts at scan time.
fn signed_hash(text: &str, now: u64) -> String {
    let verifier = Verifier::new(TrustList::open(&trust::list(1, NOW), &anchors())).unchallenged(Unchallenged::Accept);
    let credential = verifier.verify(text, Now::new(now, Clock::Given)).unwrap();
    hex::encode(credential.signed_hash().bytes())
}

#[test]
fn a_customer_is_challenged_seen_and_verified_with_a_receipt() {
    let folder = folder("flow");
    let path = folder.join("receipts.jsonl");
    let service = Service::with(MemoryStore::new(), Limits::default(), Some(&path));
    let begun =
        service.post("challenge", &json!({"session": "ana", "request": "open-account", "fields": ["nik", "nama"]}));
    let json = begun.json();
    assert_eq!((json["outcome"].as_str(), json["expiresAt"].as_u64()), (Some("challenge"), Some(NOW + 120)));
    let challenge = Challenge::open(json["text"].as_str().unwrap()).unwrap();
    assert_eq!(json["requestHash"], hex::encode(&challenge.request_hash));
    assert_eq!(json["request"]["nonce"], hex::encode(&challenge.nonce));
    let code = Wallet::budi().mint(Some(&challenge), &["nik", "nama"], NOW, Fault::None);
    let hash = signed_hash(&code, NOW);
    assert_eq!(service.seen("ana", &hash).json(), json!({"outcome": "seen", "at": NOW}));
    service.wait(400);
    assert_eq!(service.seen("ana", &hash).json()["at"], NOW, "the first scan counts");
    let body =
        json!({"session": "ana", "presentation": code, "requestHash": json["requestHash"], "outcome": "rejected"});
    let verified = service.post("verify", &body);
    let json = verified.json();
    assert_eq!([&json["outcome"], &json["source"], &json["levels"]["clock"]], ["verified", "ikd", "server"], "{json}");
    assert_eq!(json["released"], json!({"nik": "3171011708950003", "nama": "BUDI SANTOSO"}));
    assert_eq!([&json["evidence"]["presentation"], &json["evidence"]["at"]], [&json!(code), &json!(NOW)]);
    let line = fs::read_to_string(&path).unwrap();
    assert_eq!(line.trim_end(), json["receipt"]["signed"].as_str().unwrap());
    assert_eq!(check(&path, 7), Ok(1));
    for header in
        [("cache-control", "no-store"), ("content-type", "application/json"), ("x-content-type-options", "nosniff")]
    {
        assert_eq!(verified.header(header.0), Some(header.1));
    }
}

#[test]
fn e01_a_browsers_word_is_no_evidence() {
    let service = Service::start();
    service.challenge("ana");
    let body = json!({"session": "ana", "ok": true, "outcome": "verified", "released": {"nik": "1"}});
    let reply = service.post("verify", &body);
    assert_eq!((reply.status, reply.code()), (400, "evidence_malformed".into()));
    assert_eq!(service.verify("ana", "").code(), "not_an_ikd_qr");
}

#[test]
fn e02_what_the_browser_says_of_the_fields_is_not_read() {
    let service = Service::start();
    let challenge = service.challenge("ana");
    let code = service.code(&challenge, Fault::None);
    let body = json!({"session": "ana", "presentation": code, "released": {"nama": "SITI"}, "code": "x", "levels": 1});
    assert_eq!(service.post("verify", &body).json()["released"]["nama"], "BUDI SANTOSO");
    let other = json!({"session": "ana", "presentation": code, "requestHash": "00".repeat(32)});
    assert_eq!(service.post("verify", &other).code(), "evidence_mismatch");
}

#[test]
fn e03_a_nonce_of_the_browsers_own_is_unknown() {
    let service = Service::start();
    let mut challenge = service.challenge("ana");
    assert_eq!(service.verify("nobody", &service.code(&challenge, Fault::None)).code(), "nonce_unknown");
    challenge.nonce = [9; 16];
    assert_eq!(service.verify("ana", &service.code(&challenge, Fault::None)).code(), "nonce_unknown");
}

#[test]
fn e04_a_nonce_of_another_session_is_refused_and_stays_open() {
    let service = Service::start();
    let (ana, _) = (service.challenge("ana"), service.challenge("budi"));
    let code = service.code(&ana, Fault::None);
    assert_eq!(service.verify("budi", &code).code(), "session_mismatch");
    assert_eq!(service.verify("ana", &code).code(), "verified");
    assert_eq!(service.verify("budi", &code).code(), "session_mismatch");
}

#[test]
fn e05_a_nonce_counts_once_in_its_time() {
    let service = Service::start();
    let first = service.code(&service.challenge("ana"), Fault::None);
    assert_eq!(service.verify("ana", &first).code(), "verified");
    assert_eq!(service.verify("ana", &first).code(), "replayed");
    let hash = signed_hash(&first, NOW);
    assert_eq!(service.seen("ana", &hash).code(), "replayed");
    let foreign =
        |session: &str, hash: &str| service.post("foreign", &json!({"session": session, "hash": hash})).code();
    assert_eq!([foreign("ana", &hash), foreign("budi", &hash)], ["replayed", "session_mismatch"]);
    assert_eq!(foreign("ana", &"00".repeat(32)), "nonce_mismatch");
    let late = service.challenge("ana");
    service.wait(120);
    assert_eq!(service.verify("ana", &service.code(&late, Fault::None)).code(), "request_expired");
    let scanned = service.challenge("ana");
    let code = service.code(&scanned, Fault::None);
    assert_eq!(service.seen("ana", &signed_hash(&code, service.now())).code(), "seen");
    assert_eq!(service.seen("ana", &"00".repeat(32)).code(), "evidence_mismatch");
    service.wait(601);
    assert_eq!(service.verify("ana", &code).code(), "request_expired");
}

#[test]
fn e05_two_hundred_at_once_are_one_acceptance() {
    let service = Service::start();
    let code = service.code(&service.challenge("ana"), Fault::None);
    let accepted = thread::scope(|scope| {
        let calls: Vec<_> = (0..200).map(|_| scope.spawn(|| service.verify("ana", &code).code())).collect();
        calls.into_iter().map(|call| call.join().unwrap()).filter(|code| code == "verified").count()
    });
    assert_eq!(accepted, 1);
    let metrics = service.metrics();
    assert!(metrics.contains("ikd_calls_total{route=\"verify\",code=\"replayed\",mode=\"\"} 199"), "{metrics}");
    assert!(metrics.contains("ikd_calls_total{route=\"verify\",code=\"verified\",mode=\"minted\"} 1"), "{metrics}");
    assert!(metrics.contains("ikd_call_seconds_count{route=\"verify\"} 200"), "{metrics}");
}

#[test]
fn e06_a_store_in_doubt_is_503_and_no_acceptance() {
    let Some(mut server) = RedisServer::start("calls-redis", &[]) else { return };
    let store = RedisStore::new(&server.address()).unwrap().timeout(Duration::from_millis(300));
    let limits = Limits { calls: 10_000, ..Limits::default() };
    let service = Service::with(store, limits, None);
    let code = service.code(&service.challenge("ana"), Fault::None);
    server.signal("STOP");
    let reply = service.verify("ana", &code);
    assert_eq!((reply.status, reply.code(), reply.header("retry-after")), (503, "store_unavailable".into(), Some("1")));
    assert_eq!(get(service.address, "/readyz").status, 503);
    server.signal("CONT");
    assert_eq!(service.verify("ana", &code).code(), "verified");
    assert_eq!(service.verify("ana", &code).code(), "replayed");
    let before = service.code(&service.challenge("ana"), Fault::None);
    assert!(server.say("SAVE").starts_with("+OK"));
    server.crash_and_return();
    assert_eq!(service.verify("ana", &before).status, 503, "the connection broke");
    assert_eq!(service.verify("ana", &before).code(), "nonce_unknown", "nobody knows whether it was taken");
    server.kill();
    assert_eq!(service.post("challenge", &json!({"session": "ana", "request": "open-account"})).status, 503);
    assert!(service.metrics().contains("ikd_store_errors_total{reason=\"timed_out\"}"));
}

#[test]
fn e09_a_body_is_json_of_the_shape_and_of_a_length() {
    let service = Service::start();
    let challenge = |text: &str| post_text(service.address, "challenge", text);
    let good = r#""session": "ana", "request": "open-account""#;
    let deep = format!(r#"{{{good}, "fields": {}{}}}"#, "[".repeat(8_000), "]".repeat(8_000));
    let wrong = [
        "",
        "null",
        "[]",
        r#"["ana", "open-account"]"#,
        "{",
        r#"{"session": 1, "request": "open-account"}"#,
        r#"{"session": "ana"}"#,
        &format!("{{{good}, \"session\": \"budi\"}}"),
        &format!("{{{good}, \"request\": \"x\"}}"),
        &format!("{{{good}, \"fields\": null}}"),
        &format!("{{{good}, \"fields\": [1]}}"),
        &format!("{{{good}, \"fields\": 1e999}}"),
        &format!("{{{good}}} {{}}"),
        &deep,
    ];
    for text in wrong {
        let reply = challenge(text);
        assert_eq!((reply.status, reply.code()), (400, "evidence_malformed".into()), "{text:.80}");
        assert_eq!(reply.json()["detail"]["reason"], "json", "{text:.80}");
    }
    // Unknown members are not read, by whatever name.
    let reply = challenge(&format!(r#"{{{good}, "__proto__": {{"fields": []}}, "constructor": 1e999}}"#));
    assert_eq!(reply.code(), "challenge");
    assert_eq!(challenge(r#"{"request": "open-account"}"#).status, 401);
    assert_eq!(challenge(r#"{"session": "", "request": "open-account"}"#).code(), "session_missing");
    assert_eq!(
        challenge(&json!({"session": "s".repeat(257), "request": "open-account"}).to_string()).code(),
        "session_missing"
    );
    assert_eq!(challenge(r#"{"session": "ana", "request": "no-such"}"#).code(), "request_malformed");
    assert_eq!(service.seen("ana", "zz").json()["detail"]["reason"], "hash");
}

#[test]
fn e09_size_type_encoding_and_method_are_refused_before_the_body_is_read() {
    let service = Service::start();
    let authorised = format!("authorization: Bearer {TOKEN}\r\n");
    let json = format!("{authorised}content-type: application/json\r\n");
    let sent = |method: &str, headers: &str, body: &[u8]| call(service.address, (method, "/v1/verify"), headers, body);
    let refused =
        |reply: client::Reply| (reply.status, reply.json()["detail"]["reason"].as_str().unwrap_or_default().to_owned());
    assert_eq!(refused(sent("POST", &json, &vec![b' '; 16 * 1024 + 1])), (413, "size".into()));
    let headers = format!("{json}content-encoding: identity\r\n");
    assert_eq!(refused(sent("POST", &headers, b"{}")), (400, "json".into()));
    let endless = format!(
        "POST /v1/verify HTTP/1.1\r\nhost: rp\r\nconnection: close\r\n{json}transfer-encoding: chunked\r\n\r\n"
    );
    let chunk = [b"1000\r\n".as_slice(), &[b' '; 4_096], b"\r\n"].concat();
    let endless = [endless.as_bytes(), &chunk.repeat(6), b"0\r\n\r\n"].concat();
    assert_eq!(refused(client::raw(service.address, &endless)), (413, "size".into()));
    assert_eq!(refused(sent("POST", &format!("{json}content-encoding: gzip\r\n"), b"{}")), (400, "encoding".into()));
    for kind in ["text/plain", "application/jsonp", "application/x-www-form-urlencoded"] {
        let headers = format!("{authorised}content-type: {kind}\r\n");
        assert_eq!(refused(sent("POST", &headers, b"{}")), (400, "type".into()), "{kind}");
    }
    assert_eq!(refused(sent("POST", &authorised, b"{}")), (400, "type".into()));
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let reply = sent(method, &json, b"");
        assert_eq!(reply.header("allow"), Some("POST"), "{method}");
        assert_eq!(refused(reply), (405, "method".into()), "{method}");
    }
    let unknown = call(service.address, ("POST", "/v1/elsewhere"), &json, b"{}");
    assert_eq!((unknown.status, unknown.body.as_str()), (404, ""));
}

#[test]
fn e10_headers_name_neither_the_audience_nor_a_site_that_may_read() {
    let service = Service::start();
    let headers = format!(
        "authorization: Bearer {TOKEN}\r\ncontent-type: application/json; charset=UTF-8\r\norigin: https://evil.example\r\nx-forwarded-host: evil.example\r\nforwarded: host=evil.example\r\n"
    );
    let body = r#"{"session": "ana", "request": "open-account", "audience": "https://evil.example"}"#;
    let reply = call(service.address, ("POST", "/v1/challenge"), &headers, body.as_bytes());
    assert_eq!(reply.json()["request"]["relyingParty"]["id"], "https://bank.example");
    assert!(!reply.head.to_ascii_lowercase().contains("access-control"), "{}", reply.head);
    let challenge = Challenge::open(reply.json()["text"].as_str().unwrap()).unwrap();
    assert_eq!(service.verify("ana", &service.code(&challenge, Fault::WrongAudience)).code(), "audience_mismatch");
}

#[test]
fn what_a_wallet_does_wrong_keeps_its_code_and_the_nonce() {
    let service = Service::start();
    let challenge = service.challenge("ana");
    for (fault, _, code) in Fault::ALL.into_iter().filter(|(fault, ..)| fault.can_be_minted() && *fault != Fault::None)
    {
        // Without a status list a revocation is not known; a foreign nonce is known to nobody here.
        let expected = match fault {
            Fault::Revoked => continue,
            Fault::WrongNonce => "nonce_unknown",
            _ => code,
        };
        assert_eq!(service.verify("ana", &service.code(&challenge, fault)).code(), expected, "{fault:?}");
    }
    assert_eq!(service.verify("ana", &service.code(&challenge, Fault::None)).code(), "verified");
}

#[test]
fn who_does_not_show_the_token_learns_nothing() {
    let service = Service::start();
    let body = br#"{"session": "ana", "request": "open-account"}"#;
    let shown = [
        "",
        "authorization: Bearer wrong\r\n",
        "authorization: Basic YTpi\r\n",
        &format!("authorization: {TOKEN}\r\n"),
    ];
    let twice = format!("authorization: Bearer {TOKEN}\r\nauthorization: Bearer {TOKEN}\r\n");
    for headers in shown.into_iter().chain([twice.as_str()]) {
        let headers = format!("{headers}content-type: application/json\r\n");
        let reply = call(service.address, ("POST", "/v1/challenge"), &headers, body);
        assert_eq!((reply.status, reply.body.as_str(), reply.header("www-authenticate")), (401, "", Some("Bearer")));
    }
    assert!(!service.journal().contains("wrong"));
}

#[test]
fn a_session_that_calls_too_often_waits() {
    let service = Service::with(MemoryStore::new(), Limits { calls: 2, ..Limits::default() }, None);
    let call = |session: &str| service.post("challenge", &json!({"session": session, "request": "open-account"}));
    assert_eq!([call("ana").status, call("ana").status], [200, 200]);
    let reply = call("ana");
    assert_eq!((reply.status, reply.code()), (429, "rate_limited".into()));
    assert!(
        reply.header("retry-after").is_some_and(|seconds| seconds.parse::<u64>().is_ok_and(|seconds| seconds <= 30))
    );
    assert_eq!(call("budi").status, 200);
}

#[test]
fn the_journal_names_calls_and_nobody() {
    let service = Service::start();
    let headers =
        format!("authorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\nx-request-id: call-1\r\n");
    let body = r#"{"session": "ana-session", "request": "open-account"}"#;
    let begun = call(service.address, ("POST", "/v1/challenge"), &headers, body.as_bytes());
    assert_eq!(begun.header("x-request-id"), Some("call-1"));
    let challenge = Challenge::open(begun.json()["text"].as_str().unwrap()).unwrap();
    let code = service.code(&challenge, Fault::None);
    let made = service.verify("ana-session", &code);
    assert!(made.header("x-request-id").is_some_and(|id| id.len() == 16));
    let strange = headers.replace("call-1", "a b\"{}");
    assert_ne!(call(service.address, ("POST", "/v1/seen"), &strange, b"{}").header("x-request-id"), Some("a b\"{}"));
    let journal = service.journal();
    let lines: Vec<Value> = journal.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!([&lines[0]["id"], &lines[0]["code"], &lines[0]["request"]], ["call-1", "challenge", "open-account"]);
    assert_eq!([&lines[1]["route"], &lines[1]["code"]], ["verify", "verified"]);
    let personal = ["3171011708950003", "BUDI", "Santoso", "ana-session", TOKEN, &code, &hex::encode(&challenge.nonce)];
    for value in personal {
        assert!(!journal.contains(value) && !service.metrics().contains(value), "{value}");
    }
}

#[test]
fn receipts_form_a_chain_that_a_restart_goes_on_with() {
    let folder = folder("receipts");
    let path = folder.join("receipts.jsonl");
    let accept = |session: &str| {
        let service = Service::with(MemoryStore::new(), Limits::default(), Some(&path));
        let code = service.code(&service.challenge(session), Fault::None);
        service.verify(session, &code).json()["receipt"].clone()
    };
    let (first, second) = (accept("ana"), accept("budi"));
    assert_eq!((&first["receipt"]["log"]["number"], &second["receipt"]["log"]["number"]), (&json!(0), &json!(1)));
    assert_eq!(first["receipt"]["log"]["log_id"], second["receipt"]["log"]["log_id"]);
    assert_eq!(check(&path, 7), Ok(2));
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let key = SecretKey::from_bytes(&[7; 32]).public();
    let signed = base64(lines[0]);
    assert_eq!(Receipt::open(&signed, &[key]).unwrap().link().unwrap().number, 0);
    fs::write(&path, lines[1].to_owned() + "\n").unwrap();
    assert!(ReceiptLog::open(&path, &[7; 32], "").is_err(), "the first is gone");
    fs::write(&path, format!("{}\n{}\n", lines[1], lines[0])).unwrap();
    assert!(check(&path, 7).is_err(), "turned round");
    assert!(check(&path, 8).is_err(), "another key");
    // A line that was cut short was never answered with.
    fs::write(&path, format!("{text}{}", &lines[0][..40])).unwrap();
    let log = ReceiptLog::open(&path, &[7; 32], "").unwrap();
    let third = log.append(NOW, |making| Receipt::open(&signed, &[log.public()]).unwrap().withdrawn(making)).unwrap();
    assert_eq!((log.len(), fs::read_to_string(&path).unwrap()), (3, text + &line(&third)));
    assert!(ReceiptLog::open(&path, &[7; 32], "").is_err(), "one process writes");
}

fn check(path: &Path, seed: u8) -> Result<u64, ReceiptLogError> {
    ReceiptLog::check(path, &ReceiptKeys { seed: &[seed; 32], before: &[] })
}

fn line(SignedReceipt { signed, .. }: &SignedReceipt) -> String {
    use base64ct::Encoding;
    base64ct::Base64::encode_string(signed) + "\n"
}

fn base64(text: &str) -> Vec<u8> {
    use base64ct::Encoding;
    base64ct::Base64::decode_vec(text).unwrap()
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let limits = Limits { request: Duration::from_millis(300), ..Limits::default() };
    let service = Service::with(MemoryStore::new(), limits, None);
    let head = format!(
        "POST /v1/seen HTTP/1.1\r\nhost: rp\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{{"
    );
    let reply = client::raw(service.address, head.as_bytes());
    assert_eq!((reply.status, &reply.json()["detail"]["reason"]), (408, &json!("time")));
}
