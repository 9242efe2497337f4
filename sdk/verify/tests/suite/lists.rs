//! The life of lists: what a host keeps of them, what a lost key costs, and the public examples of status lists (rows T and L).

use crate::record;
use ikd_sandbox::cbor::{Cbor, Labels};
use ikd_sandbox::signer::Signer;
use ikd_sandbox::status::{self, Statuses, deflated, reference, status_list};
use ikd_sandbox::{cose::qr_text, minted, trust};
use ikd_verify::{
    Anchors, Clock, Environment, Error, KeyError, Leeway, Now, PublicKey, SeenList, Status, StatusError, StatusList,
    StatusPolicy, TimeError, TrustList, TrustListError, Verifier,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

const NOW: u64 = 1_800_000_000;
const DAY: u64 = 24 * 3_600;

fn at(now: u64) -> Now {
    Now::new(now, Clock::Given)
}

fn anchors(root: &Signer) -> Anchors {
    Anchors::new(vec![PublicKey::from_bytes(&root.public_key()).expect("a key")], Environment::Sandbox).expect("a root")
}

fn list(seq: u64, entries: &[Labels], now: u64) -> Vec<u8> {
    trust::sign(&trust::claims(seq, entries, now), &trust::root())
}

fn token(signer: &Signer, now: u64) -> String {
    qr_text(&minted::token(&minted::claims("https://bank.example", now, vec![]), signer).sign(signer))
}

/// The code of a verification, or "verified".
fn code(verifier: &Verifier, token: &str, now: u64) -> &'static str {
    verifier.verify(token, at(now)).map_or_else(|error| error.code(), |_| "verified")
}

#[test]
fn k13_a_leaked_key_is_refused_offline_once_its_list_was_seen() {
    let (old, new) = (trust::issuer(), Signer::named("issuer 2"));
    let entry = |signer: &Signer| trust::entry(trust::ISSUER, signer, NOW);
    let before = list(1, &[entry(&old)], NOW);
    let after = list(2, &[entry(&old).with(7, Cbor::uint(NOW)), entry(&new)], NOW);
    let anchors = anchors(&trust::root());
    let seen = Verifier::new(TrustList::open(&after, &anchors)).seen_trust_list().expect("it was opened");
    let offline = |list: &[u8]| Verifier::new(TrustList::open(list, &anchors.clone().seen(seen)));
    assert_eq!(code(&offline(&after), &token(&old, NOW), NOW), "issuer_key_revoked");
    assert_eq!(code(&offline(&after), &token(&new, NOW), NOW), "verified");
    // The list under which the key still counted does not come back.
    assert_eq!(code(&offline(&before), &token(&old, NOW), NOW), "trust_list_rolled_back");
    assert_eq!(code(&Verifier::new(TrustList::open(&before, &anchors)), &token(&old, NOW), NOW), "verified");
}

#[test]
fn t02_a_rotation_has_an_overlap_in_which_both_keys_count() {
    let (old, new) = (trust::issuer(), Signer::named("issuer 2"));
    let entries = [
        trust::entry(trust::ISSUER, &old, NOW).with(4, Cbor::uint(NOW + 7 * DAY)),
        trust::entry(trust::ISSUER, &new, NOW).with(3, Cbor::uint(NOW)),
    ];
    let verifier = Verifier::new(TrustList::open(&list(2, &entries, NOW), &anchors(&trust::root())));
    let codes = |now: u64| [&old, &new].map(|key| code(&verifier, &token(key, now), now));
    assert_eq!(codes(NOW - 3_600), ["verified", "issuer_key_not_current"]);
    assert_eq!(codes(NOW + DAY), ["verified", "verified"]);
    assert_eq!(codes(NOW + 8 * DAY), ["issuer_key_not_current", "verified"]);
}

#[test]
fn t05_a_list_that_ran_ahead_is_left_behind_by_another_root() {
    const LAST: u64 = (1 << 53) - 1;
    let far = TrustList::open(&list(LAST, &[], NOW), &anchors(&trust::root())).expect("signed by the root");
    let next = Signer::named("root 2");
    let real = trust::sign(&trust::claims(8, &[trust::entry(trust::ISSUER, &trust::issuer(), NOW)], NOW), &next);
    // Under the same roots nothing can follow. A build that pins other roots starts with nothing seen.
    let stuck = anchors(&next).seen(far.as_seen());
    assert_eq!(TrustList::open(&real, &stuck).err(), Some(TrustListError::RolledBack));
    let verifier = Verifier::new(TrustList::open(&real, &anchors(&next).at_least(8)));
    assert_eq!(code(&verifier, &token(&trust::issuer(), NOW), NOW), "verified");
    assert_eq!(TrustList::open(&list(LAST, &[], NOW), &anchors(&next)).err(), Some(TrustListError::Untrusted));
}

#[test]
fn t06_a_wiped_memory_brings_nothing_back_that_the_build_pins() {
    let bytes = list(7, &[], NOW);
    let pinned = |seq| TrustList::open(&bytes, &anchors(&trust::root()).at_least(seq)).err();
    assert_eq!([pinned(7), pinned(8)], [None, Some(TrustListError::RolledBack)]);
}

#[test]
fn t10_the_old_list_counts_until_it_expires_and_then_nothing_does() {
    let html = TrustList::open(b"<!doctype html>", &anchors(&trust::root())).err();
    assert_eq!(html, Some(TrustListError::Malformed("cose")));
    let list = TrustList::open(&trust::list(1, NOW), &anchors(&trust::root())).expect("a list");
    let (_, expires) = list.lifetime();
    let verifier = Verifier::new(Ok(list));
    assert_eq!(code(&verifier, &token(&trust::issuer(), expires), expires), "verified");
    assert_eq!(code(&verifier, &token(&trust::issuer(), expires + 60), expires + 60), "trust_list_expired");
}

#[test]
fn t03_what_is_kept_is_the_hash_of_the_signed_bytes() {
    let bytes = trust::list(3, NOW);
    let seen: SeenList = TrustList::open(&bytes, &anchors(&trust::root())).expect("a list").as_seen();
    assert_eq!(seen.seq, 3);
    assert!(TrustList::open(&bytes, &anchors(&trust::root()).seen(seen)).is_ok());
}

/// A verifier with the sandbox's trust list.
fn verifier() -> Verifier {
    Verifier::new(TrustList::open(&trust::list(1, NOW), &anchors(&trust::root())))
}

fn with_status(index: u64, now: u64) -> String {
    let claims =
        minted::claims("https://bank.example", now, vec![(status::CLAIM, reference(Cbor::uint(index), status::URI))]);
    qr_text(&minted::token(&claims, &trust::issuer()).sign(&trust::issuer()))
}

#[test]
fn l05_what_was_seen_of_a_list_is_kept_and_given_back() {
    let made = |now| status::list(status::URI, &[], now);
    let seen = verifier().status_lists([made(NOW), made(NOW - 60)]).seen_status_lists_at(at(NOW));
    assert_eq!(seen.iter().map(|seen| (seen.uri.as_str(), seen.issued)).collect::<Vec<_>>(), [(status::URI, NOW)]);
    let older = verifier().status_lists([made(NOW - 60)]).seen_status_lists(seen.clone());
    assert_eq!(code(&older, &with_status(7, NOW), NOW), "status_list_untrusted");
    assert_eq!(older.seen_status_lists_at(at(NOW)), seen, "the newer one is not forgotten");
    // A list from the future is not kept: it would shut out the real ones.
    let ahead = verifier().status_lists([made(NOW + 3_600)]);
    assert_eq!(ahead.seen_status_lists_at(at(NOW)), []);
}

#[test]
fn l10_an_expired_credential_never_gets_to_its_status() {
    let broken = verifier().status_lists([b"no list"]).status_policy(StatusPolicy::Require);
    assert_eq!(code(&broken, &with_status(7, NOW), NOW), "status_list_untrusted");
    let late = broken.verify(&with_status(7, NOW), at(NOW + 200)).err();
    assert_eq!(late, Some(Error::Time(TimeError::Expired { at: NOW + 90, now: NOW + 200 })));
}

#[test]
fn l11_a_status_that_is_not_known_is_never_said_to_be_valid() {
    let level =
        |verifier: Verifier| verifier.verify(&with_status(7, NOW), at(NOW)).map(|shown| shown.facts().levels.status);
    assert_eq!(level(verifier()), Ok(Status::Unknown));
    assert_eq!(level(verifier().status_policy(StatusPolicy::Ignore)), Ok(Status::NotChecked));
    let required = level(verifier().status_policy(StatusPolicy::Require));
    assert_eq!(required, Err(Error::Status(StatusError::Unknown)));
    let lists = [status::list(status::URI, &[], NOW - 5)];
    assert_eq!(level(verifier().status_lists(lists)), Ok(Status::Valid { age: 5 }));
}

/// Without a trust list nothing is verified, whatever status lists there are.
#[test]
fn t04_status_lists_do_not_replace_a_trust_list() {
    let none = Verifier::new(Err(TrustListError::Untrusted)).status_lists([status::list(status::URI, &[], NOW)]);
    assert_eq!(code(&none, &with_status(7, NOW), NOW), "trust_list_untrusted");
    assert_eq!(none.seen_status_lists_at(at(NOW)), []);
    assert_eq!(none.seen_trust_list(), None);
}

fn opened(statuses: Cbor) -> Result<StatusList, StatusError> {
    let trust = TrustList::open(&trust::list(1, NOW), &anchors(&trust::root())).expect("a list");
    StatusList::open(&status::sign(&status::claims(status::URI, statuses, NOW), &status::signer()), &trust)
}

#[test]
fn l02_every_index_of_every_width() {
    for bits in [1, 2, 4, 8] {
        let value = |index: usize| u8::try_from(index * 7 % (1 << bits)).expect("it fits");
        let all = (0..64).fold(Statuses::new(bits, 64), |all, index| all.with(index, value(index)));
        let list = opened(all.to_cbor()).expect("a list");
        let read: Vec<_> = (0..64).map(|index| list.value_at(index)).collect();
        assert_eq!(read, (0..64).map(|index| Some(value(index))).collect::<Vec<_>>(), "{bits} bits");
        assert_eq!([list.value_at(64), list.value_at(u64::MAX)], [None, None]);
    }
}

/// A list of a million statuses of one bit fits, of eight bits does not; neither takes long.
#[test]
fn l07_a_list_is_as_large_as_it_may_be_and_no_larger() {
    const MILLION: usize = 1 << 20;
    let size = |bits| opened(Statuses::new(bits, MILLION).to_cbor()).map(|list| list.value_at(MILLION as u64 - 1));
    let too_large = || Err(StatusError::ListUntrusted("size"));
    let start = Instant::now();
    assert_eq!([size(1), size(2), size(4), size(8)], [Ok(Some(0)), Ok(Some(0)), too_large(), too_large()]);
    assert!(start.elapsed().as_secs() < 5, "four lists took {:?}", start.elapsed());
    let bomb = status_list(Cbor::Int(8), deflated(&vec![0; 32 << 20]));
    assert_eq!(opened(bomb).map(|_| ()), Err(StatusError::ListUntrusted("size")));
}

#[test]
fn l07_a_signed_list_that_is_too_large_is_refused_unread() {
    let trust = TrustList::open(&trust::list(1, NOW), &anchors(&trust::root())).expect("a list");
    let opened = |bytes: usize| StatusList::open(&vec![0; bytes], &trust).err();
    assert_eq!(opened(264 * 1_024), Some(StatusError::ListUntrusted("cose")));
    assert_eq!(opened(264 * 1_024 + 1), Some(StatusError::ListUntrusted("size")));
}

#[test]
fn k12_the_leeway_is_one_for_tokens_keys_and_lists() {
    let list = TrustList::open(&trust::list(1, NOW), &anchors(&trust::root())).expect("a list");
    let strict = Leeway::seconds(0).expect("a leeway");
    let verifier = Verifier::new(Ok(list)).leeway(strict).status_lists([status::list(status::URI, &[], NOW)]);
    assert_eq!(code(&verifier, &with_status(7, NOW + DAY), NOW + DAY), "status_list_expired");
    assert_eq!(Error::from(KeyError::Revoked).code(), "issuer_key_revoked");
}

/// What the draft prints of a list: its map, which the sandbox signs here. `None` where the suite is absent.
fn example(name: &str) -> Option<Vec<u8>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let folder = std::env::var_os("IKD_EXTERNAL_VECTORS").map_or_else(beside, PathBuf::from);
    if !folder.exists() {
        println!("external suites not present, skipped");
        return None;
    }
    let text = std::fs::read_to_string(folder.join("status-list").join(name)).expect("an example");
    let digits: String = text.rsplit("encoded:").next()?.split_whitespace().collect();
    Some(record::unhex(&digits))
}

/// Every index of an example whose value is not 0.
fn set(list: &StatusList) -> BTreeMap<u64, u8> {
    let all = (0..).map_while(|index| Some((index, list.value_at(index)?)));
    all.filter(|(_, value)| *value != 0).collect()
}

#[test]
fn l02_the_short_examples_of_the_draft() {
    let cases: [(&str, &[u8]); 2] = [
        ("status_list_encoding_cbor.md", &[1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]),
        ("status_list_encoding2_cbor.md", &[1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]),
    ];
    for (name, expected) in cases {
        let Some(map) = example(name) else { return };
        let list = opened(Cbor::Raw(map)).expect("a list");
        let read: Vec<_> = (0..).map_while(|index| list.value_at(index)).collect();
        assert_eq!(read, expected, "{name}");
    }
}

/// Where the draft says that a status is set, in lists of 2^20.
const ONE_BIT: [u64; 11] = [0, 1993, 25_460, 159_495, 495_669, 554_353, 645_645, 723_232, 854_545, 934_534, 1_000_345];
const TWO_BITS: [u8; 11] = [1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 3];
const FOUR_BITS: [(u64, u8); 15] = [
    (0, 1),
    (1993, 2),
    (35_460, 3),
    (459_495, 4),
    (595_669, 5),
    (754_353, 6),
    (845_645, 7),
    (923_232, 8),
    (924_445, 9),
    (934_534, 10),
    (1_000_345, 12),
    (1_004_534, 11),
    (1_030_203, 13),
    (1_030_204, 14),
    (1_030_205, 15),
];

#[test]
fn l02_the_long_examples_of_the_draft_at_every_index() {
    let list = |name| example(name).map(|map| opened(Cbor::Raw(map)).expect("a list"));
    let Some(one) = list("status_list_encoding1_long_cbor.md") else { return };
    assert_eq!(set(&one), ONE_BIT.into_iter().map(|index| (index, 1)).collect());
    let Some(two) = list("status_list_encoding2_long_cbor.md") else { return };
    assert_eq!(set(&two), ONE_BIT.into_iter().zip(TWO_BITS).collect());
}

/// Those of four and eight bits are larger than the profile takes. Their statuses are read in pieces.
#[test]
fn l02_the_largest_examples_of_the_draft_at_every_index() {
    let Some(four) = in_pieces("status_list_encoding4_cbor.md", 4) else { return };
    assert_eq!(four, BTreeMap::from(FOUR_BITS));
    let Some(eight) = in_pieces("status_list_encoding8_cbor.md", 8) else { return };
    let mut values: Vec<u8> = eight.values().copied().collect();
    values.sort_unstable();
    assert_eq!(values, (1..=255).collect::<Vec<_>>(), "each value stands once");
    assert_eq!([eight.get(&1199), eight.get(&4520), eight.get(&52_451)], [Some(&121), Some(&213), Some(&1)]);
}

fn in_pieces(name: &str, bits: u64) -> Option<BTreeMap<u64, u8>> {
    const PIECE: usize = 256 * 1_024;
    let map = example(name)?;
    assert_eq!(opened(Cbor::Raw(map.clone())).map(|_| ()), Err(StatusError::ListUntrusted("size")));
    // {"bits": …, "lst": a byte string whose length takes two bytes}.
    let packed = map.windows(4).position(|key| key == b"clst").map(|at| &map[at + 7..]).expect("a lst");
    let whole = miniz_oxide::inflate::decompress_to_vec_zlib(packed).expect("a zlib stream");
    let (each, mut all) = (PIECE as u64 * 8 / bits, BTreeMap::new());
    for (piece, bytes) in (0..).zip(whole.chunks(PIECE)) {
        let list = opened(status_list(Cbor::uint(bits), deflated(bytes))).expect("a list");
        all.extend(set(&list).into_iter().map(|(index, value)| (piece * each + index, value)));
    }
    Some(all)
}
