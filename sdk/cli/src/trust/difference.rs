//! Two lists → what the second adds, removes and changes.

use super::description::{Description, Entry};
use ikd_verify::{Anchors, TrustList, TrustListError};
use std::collections::BTreeMap;

/// A key of an issuer, and all its entries: a renewed one has several.
type Keys = BTreeMap<(String, String), Vec<Entry>>;

/// One line a difference. Refuses a new list that may not follow the old one.
pub fn lines(old: &TrustList, new: &[u8], anchors: Anchors) -> Result<Vec<String>, TrustListError> {
    let new = TrustList::open(new, &anchors.seen(old.as_seen()))?;
    let (before, after) = (keys(&Description::of(old)), keys(&Description::of(&new)));
    let mut lines = vec![format!("list {} -> {}", old.as_seen().seq, new.as_seen().seq)];
    lines.extend(after.iter().filter(|(name, _)| !before.contains_key(name)).map(|(name, _)| said("added", name)));
    lines.extend(before.iter().filter(|(name, _)| !after.contains_key(name)).map(|(name, _)| said("removed", name)));
    for (name, entries) in &before {
        if let Some(others) = after.get(name).filter(|others| *others != entries) {
            lines.push(format!("{}: {} -> {}", said("changed", name), json(entries), json(others)));
        }
    }
    Ok(lines)
}

fn keys(list: &Description) -> Keys {
    let mut keys = Keys::new();
    for entry in &list.keys {
        let id = entry.key().map(|key| key.id().to_string()).unwrap_or_default();
        keys.entry((entry.issuer.clone(), id)).or_default().push(entry.clone());
    }
    for entries in keys.values_mut() {
        entries.sort();
    }
    keys
}

fn said(what: &str, (issuer, id): &(String, String)) -> String {
    format!("{what} key {id} of {issuer}")
}

/// The rules alone: issuer and key are said already.
fn json(entries: &[Entry]) -> String {
    let rules = |entry: &Entry| {
        let mut rules = serde_json::to_value(entry).unwrap_or_default();
        if let Some(rules) = rules.as_object_mut() {
            rules.remove("issuer");
            rules.remove("publicKey");
        }
        rules.to_string()
    };
    entries.iter().map(rules).collect::<Vec<_>>().join(", ")
}
