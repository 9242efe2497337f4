//! Times to the second (profile §4 and §5; rows W).

use super::case::{Case, NOW, Record, case, minted};
use crate::cbor::Cbor;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [expiry(), starts(), order(), leeways()].concat()
}

const EXP: u64 = NOW + 90;
const LEEWAY: u64 = 60;

fn at(id: &str, flag: &'static str, now: u64) -> Case {
    case(id, &[flag]).minted(&minted()).now(now)
}

fn expired(case: Case, now: u64) -> Record {
    case.rejects_with("expired", json!({"expiredAt": EXP, "checkedAt": now}))
}

fn expiry() -> Vec<Record> {
    vec![
        at("w02-exp-minus-1", "W02", EXP - 1).verifies_nik_nama(),
        at("w02-exp", "W02", EXP).verifies_nik_nama(),
        at("w02-exp-plus-leeway-minus-1", "W02", EXP + LEEWAY - 1).verifies_nik_nama(),
        expired(at("w02-exp-plus-leeway", "W02", EXP + LEEWAY), EXP + LEEWAY),
        expired(at("w02-long-expired", "W02", EXP + 3_600), EXP + 3_600),
        at("device-clock", "clock", NOW).clock("device").verifies_nik_nama(),
        at("server-clock", "clock", NOW).clock("server").verifies_nik_nama(),
    ]
}

fn starts() -> Vec<Record> {
    let nbf = |id: &str, from: u64| case(id, &["W03"]).minted(&minted().with(5, Cbor::uint(from)));
    let iat =
        |id: &str, at: u64| case(id, &["W04"]).minted(&minted().with(6, Cbor::uint(at)).with(4, Cbor::uint(at + 90)));
    let century = 4_102_444_800;
    let issued = |at: u64| json!({"issuedAt": at, "checkedAt": NOW});
    vec![
        nbf("w03-nbf-now", NOW).verifies_nik_nama(),
        nbf("w03-nbf-at-leeway", NOW + LEEWAY).verifies_nik_nama(),
        nbf("w03-nbf-behind-leeway", NOW + LEEWAY + 1)
            .rejects_with("not_yet_valid", json!({"notBefore": NOW + LEEWAY + 1, "checkedAt": NOW})),
        iat("w04-iat-at-leeway", NOW + LEEWAY).verifies(&["nik", "nama"], super::case::nik_nama(), |expect| {
            expect["issuedAt"] = json!(NOW + LEEWAY);
            expect["expiresAt"] = json!(NOW + LEEWAY + 90);
        }),
        iat("w04-iat-behind-leeway", NOW + LEEWAY + 1).rejects_with("issued_in_future", issued(NOW + LEEWAY + 1)),
        iat("w04-iat-2100", century).rejects_with("issued_in_future", issued(century)),
    ]
}

fn order() -> Vec<Record> {
    let exp = |id: &str, flag: &'static str, exp: u64| case(id, &[flag]).minted(&minted().with(4, Cbor::uint(exp)));
    vec![
        exp("w05-exp-at-iat", "W05", NOW).rejects("time_order"),
        exp("w05-exp-before-iat", "W05", NOW - 1).rejects("time_order"),
        exp("w05-exp-0", "W05", 0).rejects("time_order"),
        // In a minted token a later nbf is not a contradiction; it is just not yet valid.
        case("w05-nbf-behind-exp", &["W05"])
            .minted(&minted().with(5, Cbor::uint(NOW + 91)))
            .rejects_with("not_yet_valid", json!({"notBefore": NOW + 91, "checkedAt": NOW})),
        exp("w07-91-seconds", "W07", NOW + 91).rejects("lifetime_too_long"),
        exp("w07-10-years", "W07", NOW + 315_360_000).rejects("lifetime_too_long"),
    ]
}

fn leeways() -> Vec<Record> {
    let with = |id: &str, seconds: u64, now: u64| at(id, "leeway", now).leeway(seconds);
    vec![
        with("leeway-0-before", 0, EXP - 1).verifies_nik_nama(),
        expired(with("leeway-0-at-exp", 0, EXP), EXP),
        with("leeway-120-before", 120, EXP + 119).verifies_nik_nama(),
        expired(with("leeway-120-at-its-end", 120, EXP + 120), EXP + 120),
    ]
}
