//! The published test vectors (`test-vectors/`), made from fixed seeds: the same bytes on every machine.
//!
//! What a record expects is written down by hand beside its token. It is never what the verifier happened to say.
#![expect(clippy::needless_pass_by_value, reason = "a record is a table: values stand in it as they are written")]

mod accepted;
mod case;
mod cbor;
mod claim169;
mod claims;
mod code_pages;
mod consent;
mod cose;
mod disclosure;
mod documents;
mod frames;
mod identity;
mod key;
mod key_binding;
mod order;
mod receipts;
mod request;
mod sd_cwt;
mod shown;
mod sizes;
mod status;
mod tables;
mod text;
mod time;
mod trust_list;

pub use sizes::size_table;
pub use tables::{CODES, code_table, field_table, kind_table};

/// A generated file: its path below `test-vectors/` and its bytes.
pub struct File {
    /// The path.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Every generated file.
///
/// # Panics
/// If two records have one id: a defect of this crate.
#[must_use]
pub fn files() -> Vec<File> {
    let tables = tables();
    let mut ids: Vec<&str> = tables.iter().flat_map(|(_, records)| records).map(|record| record.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "two records have one id");
    let shown: Vec<_> = tables
        .iter()
        .flat_map(|(path, records)| records.iter().map(|record| (*path, record.id.clone(), record.expect.clone())))
        .collect();
    let pages = File { path: "codes.md".into(), bytes: code_pages::code_pages(&shown).into_bytes() };
    let files = tables.into_iter().map(|(path, records)| File { path: path.into(), bytes: json(&records) });
    files.chain(frames::files()).chain([receipts::file(), pages]).collect()
}

fn tables() -> [(&'static str, Vec<case::Case>); 17] {
    [
        ("verify/text.json", text::cases()),
        ("verify/cbor.json", cbor::cases()),
        ("verify/cose.json", cose::cases()),
        ("verify/key.json", key::cases()),
        ("verify/trust_list.json", trust_list::cases()),
        ("verify/claims.json", claims::cases()),
        ("verify/time.json", time::cases()),
        ("verify/status.json", status::cases()),
        ("verify/request.json", request::cases()),
        ("verify/consent.json", consent::cases()),
        ("verify/sd_cwt.json", sd_cwt::cases()),
        ("verify/key_binding.json", key_binding::cases()),
        ("verify/disclosure.json", disclosure::cases()),
        ("verify/accepted.json", accepted::cases()),
        ("verify/documents.json", documents::cases()),
        ("verify/claim_169.json", [claim169::cases(), identity::cases()].concat()),
        ("verify/order.json", order::cases()),
    ]
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
