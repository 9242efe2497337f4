//! `GET /v1/request`: what a page shows before anything begins, and the lists for its own verifier.

use crate::configuration::{BANK, template};
use crate::folder;
use crate::lists::{files, lay, statuses};
use crate::service::{NOW, Service, anchors, rules};
use base64ct::{Base64, Encoding};
use ikd_sandbox::trust;
use ikd_server::{Backend, Lists, MemoryStore};
use ikd_verify::{Language, Request, hex};
use serde_json::json;

/// A bank that asks in two languages, and the bytes of its lists.
fn bank(name: &str) -> (Service, [Vec<u8>; 2]) {
    let folder = folder(name);
    let laid = [trust::list(2, NOW), statuses(NOW)];
    lay(&folder, &laid[0], &laid[1]);
    let lists = Lists::open(files(&folder)).unwrap();
    lists.read(NOW).unwrap();
    let request = || Request::template(template(BANK)).unwrap();
    let rules = rules().asks("check-id", request(), Language::Indonesian).unwrap();
    let rules = rules.asks("check-en", request(), Language::English).unwrap();
    (Service::of(Backend::new(rules, MemoryStore::new()).lists(lists)), laid)
}

#[test]
fn a_page_gets_the_request_and_the_lists() {
    let (service, [trust_list, status_list]) = bank("request");
    let reply = service.request("GET", "?name=open-account&lang=id");
    let roots: Vec<String> = anchors().roots().iter().map(|root| hex::encode(&root.to_bytes())).collect();
    let expected = json!({
        "outcome": "request", "name": "open-account", "language": "id", "request": template(BANK),
        "trust": {
            "trustList": Base64::encode_string(&trust_list), "statusLists": [Base64::encode_string(&status_list)],
            "roots": roots, "environment": "sandbox", "statusPolicy": "require",
        },
    });
    assert_eq!((reply.status, reply.json()), (200, expected));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let head = service.request("HEAD", "?name=open-account&lang=id");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(reply.body.len().to_string().as_str()));
}

#[test]
fn the_language_chooses_where_there_is_a_choice() {
    let (service, _) = bank("request-language");
    let name = |query: &str| service.request("GET", query).json()["name"].clone();
    for (query, expected) in [
        ("?name=check&lang=en", "check-en"),
        ("?name=check&lang=EN-gb", "check-en"),
        ("?name=check&lang=jv", "check-id"),
        ("?name=check", "check-id"),
        ("?name=check-en&lang=id", "check-en"),
        ("?name=open-account&lang=en", "open-account"),
        ("?name=%6Fpen%2Daccount", "open-account"),
        ("?lang=en", "check-en"),
        ("?lang=id", "open-account"),
        ("", "open-account"),
    ] {
        assert_eq!(name(query), expected, "{query}");
    }
}

#[test]
fn what_is_not_asked_for_is_not_found_and_the_token_is_needed() {
    let (service, _) = bank("request-refused");
    for query in ["?name=other", "?name=", "?name=%FF"] {
        let reply = service.request("GET", query);
        assert_eq!((reply.status, reply.code()), (200, "request_malformed".into()), "{query}");
    }
    let reply = service.request("POST", "");
    assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")));
    assert_eq!(crate::client::get(service.address, "/v1/request").status, 401);
    let without_lists = Service::start().request("GET", "");
    assert_eq!((without_lists.status, without_lists.body.as_str()), (404, ""));
}
