//! Lists that others renew: none that is older, forked, expired or broken takes the place of a good one.

use crate::folder;
use crate::service::{NOW, anchors};
use ikd_sandbox::{status, trust};
use ikd_server::{ListFiles, Lists};
use ikd_verify::StatusPolicy;
use std::fs;
use std::path::Path;

const DAY: u64 = 24 * 3_600;

pub fn files(folder: &Path) -> ListFiles {
    let (trust, status) = (folder.join("trust.cbor"), vec![folder.join("status.cbor")]);
    let (seen, policy) = (Some(folder.join("seen.json")), StatusPolicy::Require);
    ListFiles { trust, anchors: anchors(), seen, status, policy, reload: None }
}

pub fn lay(folder: &Path, trust: &[u8], status: &[u8]) {
    fs::write(folder.join("trust.cbor"), trust).unwrap();
    fs::write(folder.join("status.cbor"), status).unwrap();
}

pub fn statuses(at: u64) -> Vec<u8> {
    status::list(status::URI, &[], at)
}

#[test]
fn only_newer_lists_are_taken_also_after_a_restart() {
    let folder = folder("lists");
    let read = |lists: &Lists, now: u64| lists.read(now).err().unwrap_or_default();
    lay(&folder, &trust::list(2, NOW), &statuses(NOW));
    let lists = Lists::open(files(&folder)).unwrap();
    assert_eq!(read(&lists, NOW), "");
    let state = lists.state();
    assert_eq!((state.seq, state.issued, state.status.as_slice()), (2, NOW - DAY, [NOW].as_slice()));
    assert!(state.is_current(NOW) && !state.is_current(NOW + 29 * DAY));
    for restarted in [lists, Lists::open(files(&folder)).unwrap()] {
        lay(&folder, &trust::list(1, NOW), &statuses(NOW));
        assert!(read(&restarted, NOW).contains("trust_list_rolled_back"));
        lay(&folder, &trust::list(2, NOW + 1), &statuses(NOW));
        assert!(read(&restarted, NOW + 1).contains("trust_list_forked"));
        lay(&folder, &trust::list(2, NOW), &statuses(NOW - 60));
        assert!(read(&restarted, NOW).contains("a newer one was seen before"));
        lay(&folder, &trust::list(3, NOW), b"nonsense");
        assert!(read(&restarted, NOW).contains("status_list_untrusted"));
        lay(&folder, &trust::list(3, NOW), &statuses(NOW));
        assert!(read(&restarted, NOW + 40 * DAY).contains("trust_list_expired"));
        assert!(read(&restarted, NOW - 10 * DAY).contains("clock_implausible"));
    }
    fs::remove_file(folder.join("status.cbor")).unwrap();
    assert!(read(&Lists::open(files(&folder)).unwrap(), NOW).starts_with("cannot read"));
}

#[test]
fn what_was_seen_is_not_forgotten_because_it_cannot_be_read() {
    let folder = folder("seen");
    for text in ["", "{}", r#"{"trustList":{"seq":1,"sha256":"zz"},"statusLists":[]}"#] {
        fs::write(folder.join("seen.json"), text).unwrap();
        assert!(Lists::open(files(&folder)).is_err(), "{text}");
    }
}

#[test]
fn looking_writes_nothing_down() {
    let folder = folder("look");
    lay(&folder, &trust::list(2, NOW), &statuses(NOW));
    assert!(Lists::open(files(&folder)).unwrap().look(NOW).is_ok());
    assert!(!folder.join("seen.json").exists());
}
