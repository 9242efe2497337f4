//! Status lists (profile §5 and §8; rows L). Without a list the level is `unknown`, and said so.

use super::case::{Case, ISSUER, NOW, Record, case, entry, issuer, minted, nik_nama, request, signed};
use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::signer::Signer;
use crate::status::{self, CLAIM, Statuses, deflated, reference, status_list};
use crate::trust;
use ikd_verify::hex;
use serde_json::json;

pub fn cases() -> Vec<Record> {
    [values(), places(), lists(), times(), signers(), forms(), policies(), together(), lost_phone()].concat()
}

const PREFIX: &str = "https://status.example/";
const URI: &str = "https://status.example/1";
/// The index of the records' credential.
const INDEX: usize = 7;

fn status_key() -> Signer {
    Signer::named("vector status")
}

/// A case with the status key in the trust list and the index in the token.
fn at(id: &str, flag: &'static str) -> Case {
    referring(id, flag, reference(Cbor::uint(INDEX as u64), URI))
}

fn referring(id: &str, flag: &'static str, claim: Cbor) -> Case {
    case(id, &[flag]).list(&listed(status_entry())).minted(&minted().with(CLAIM, claim))
}

fn status_entry() -> Labels {
    trust::status_entry(ISSUER, &status_key(), PREFIX, NOW)
}

fn listed(status: Labels) -> Vec<u8> {
    signed(&[entry(), status])
}

/// Sixteen statuses of two bits.
fn statuses() -> Statuses {
    Statuses::new(2, 16)
}

fn claims(statuses: &Statuses) -> Labels {
    status::claims(URI, statuses.to_cbor(), NOW)
}

fn valid() -> Labels {
    claims(&statuses())
}

fn revoked() -> Labels {
    claims(&statuses().with(INDEX, 1))
}

impl Case {
    fn status(self, claims: &Labels) -> Self {
        self.status_list(&status::sign(claims, &status_key()))
    }

    fn status_list(mut self, list: &[u8]) -> Self {
        self.status_lists.push(hex::encode(list));
        self
    }

    fn policy(mut self, policy: &'static str) -> Self {
        self.status_policy = Some(policy);
        self
    }

    fn seen_status(mut self, issued: u64) -> Self {
        self.seen_status_lists = Some(json!([{"uri": URI, "issuedAt": issued}]));
        self
    }

    /// Must be accepted, with the status's level.
    fn verifies_at(self, status: &str, age: Option<u64>) -> Record {
        self.verifies(&["nik", "nama"], nik_nama(), |expect| {
            expect["levels"]["status"] = json!(status);
            if let Some(age) = age {
                expect["levels"]["statusAge"] = json!(age);
            }
        })
    }

    fn distrusts(self, reason: &str) -> Record {
        self.rejects_with("status_list_untrusted", json!({"reason": reason}))
    }
}

/// Row L01, and L02 for each width: the neighbours have another value.
fn values() -> Vec<Record> {
    let value = |id: &str, value| at(id, "L01").status(&claims(&statuses().with(INDEX, value)));
    let around = |bits: usize| {
        (0..16).filter(|index| *index != INDEX).fold(Statuses::new(bits, 16), |all, one| all.with(one, 1))
    };
    let width = |id: &str, bits| at(id, "L02").status(&claims(&around(bits))).verifies_at("valid", Some(0));
    let one =
        |id: &str, bits| at(id, "L02").status(&claims(&Statuses::new(bits, 16).with(INDEX, 1))).rejects("revoked");
    vec![
        at("l01-valid", "L01").status(&valid()).verifies_at("valid", Some(0)),
        value("l01-revoked", 1).rejects("revoked"),
        value("l01-suspended", 2).rejects("suspended"),
        value("l01-unknown-value", 3).rejects("status_unknown"),
        at("l01-unknown-value-of-eight-bits", "L01")
            .status(&claims(&Statuses::new(8, 16).with(INDEX, 0x81)))
            .rejects("status_unknown"),
        width("l02-one-bit-among-revoked", 1),
        width("l02-two-bits-among-revoked", 2),
        width("l02-four-bits-among-revoked", 4),
        width("l02-eight-bits-among-revoked", 8),
        one("l02-one-bit-revoked", 1),
        one("l02-two-bits-revoked", 2),
        one("l02-four-bits-revoked", 4),
        one("l02-eight-bits-revoked", 8),
    ]
}

/// Rows L03, L04 and L08: where a credential says that its status stands.
fn places() -> Vec<Record> {
    let index = |id: &str, index: Cbor| referring(id, "L03", reference(index, URI)).status(&valid());
    let uri = |id: &str, flag, uri: &str| {
        referring(id, flag, reference(Cbor::Int(0), uri)).status(&status::claims(uri, statuses().to_cbor(), NOW))
    };
    let claim =
        |id: &str, claim: Cbor| referring(id, "L03", claim).rejects_with("claim_malformed", json!({"claim": "status"}));
    let other = || status::claims("https://status.example/2", statuses().to_cbor(), NOW);
    vec![
        index("l03-last-index", Cbor::Int(15)).verifies_at("valid", Some(0)),
        index("l03-index-beyond-the-end", Cbor::Int(16)).rejects("status_index_out_of_range"),
        index("l03-index-2-53", Cbor::uint(1 << 53)).rejects("status_index_out_of_range"),
        index("l03-index-2-64", Cbor::uint(u64::MAX)).rejects("status_index_out_of_range"),
        claim("l03-index-negative", reference(Cbor::Int(-1), URI)),
        claim("l03-index-text", reference(Cbor::text("7"), URI)),
        claim(
            "l03-uri-bytes",
            Cbor::Map(vec![(
                Cbor::text("status_list"),
                Cbor::Map(vec![(Cbor::text("idx"), Cbor::Int(7)), (Cbor::text("uri"), Cbor::Bytes(vec![0]))]),
            )]),
        ),
        at("l04-list-of-another-address", "L04").status(&other()).verifies_at("unknown", None),
        at("l04-list-of-another-address-required", "L04").status(&other()).policy("require").rejects("status_unknown"),
        uri("l08-address-of-the-machine-itself", "L08", "http://169.254.169.254/latest").distrusts("key"),
        uri("l08-address-of-a-file", "L08", "file:///etc/passwd").distrusts("key"),
        uri("l08-address-on-a-longer-host", "L08", "https://status.example.evil.example/1").distrusts("key"),
        uri("l08-address-without-https", "L08", "http://status.example/1").distrusts("key"),
    ]
}

/// Several lists at once: the newest of the address counts, and none is passed over in silence.
fn lists() -> Vec<Record> {
    let earlier = |claims: Labels| claims.with(6, Cbor::uint(NOW - 600));
    let other = status::claims("https://status.example/2", statuses().to_cbor(), NOW);
    vec![
        at("l05-newest-list-last", "L05").status(&earlier(valid())).status(&revoked()).rejects("revoked"),
        at("l05-newest-list-first", "L05").status(&revoked()).status(&earlier(valid())).rejects("revoked"),
        at("status-lists-of-two-addresses", "L04").status(&other).status(&valid()).verifies_at("valid", Some(0)),
        at("l06-broken-list-alone", "L06").status_list(b"<!doctype html>").distrusts("cose"),
        at("l06-broken-list-beside-a-good-one", "L06").status_list(&[]).status(&valid()).verifies_at("valid", Some(0)),
        at("status-lists-beyond-the-limit", "L07").lists_of_another_address(33).distrusts("count"),
        at("status-lists-at-the-limit", "L07").lists_of_another_address(32).verifies_at("unknown", None),
    ]
}

impl Case {
    fn lists_of_another_address(self, count: usize) -> Self {
        let other = status::sign(&status::claims("https://status.example/2", statuses().to_cbor(), NOW), &status_key());
        (0..count).fold(self, |case, _| case.status_list(&other))
    }
}

/// Row L05.
fn times() -> Vec<Record> {
    const HOUR: u64 = 3_600;
    const MOST: u64 = 72 * HOUR;
    let issued = |claims: Labels, ago: u64| claims.with(6, Cbor::uint(NOW - ago));
    let made = |id: &str, ago: u64| at(id, "L05").status(&issued(valid(), ago));
    let ttl = |id: &str, ttl: Option<u64>, ago: u64| {
        let claims = issued(valid(), ago);
        at(id, "L05").status(&ttl.map_or(claims.clone().without(65534), |ttl| claims.with(65534, Cbor::uint(ttl))))
    };
    let until = |id: &str, exp: u64| at(id, "L05").status(&issued(valid(), 600).with(4, Cbor::uint(exp)));
    let expired = |at: u64| json!({"expiredAt": at, "checkedAt": NOW});
    vec![
        made("l05-fresh", 600).verifies_at("valid", Some(600)),
        made("l05-fresh-within-leeway", HOUR + 59).verifies_at("valid", Some(HOUR + 59)),
        made("l05-stale", HOUR + 60).verifies_at("unknown", Some(HOUR + 60)),
        made("l05-stale-where-required", HOUR + 60)
            .policy("require")
            .rejects_with("status_list_expired", expired(NOW - 60)),
        at("l05-stale-and-revoked", "L05").status(&issued(revoked(), 2 * HOUR)).rejects("revoked"),
        ttl("l05-ttl-0", Some(0), 119).verifies_at("valid", Some(119)),
        ttl("l05-ttl-0-stale", Some(0), 120).verifies_at("unknown", Some(120)),
        ttl("l05-ttl-2-63", Some(1 << 63), MOST + 59).verifies_at("valid", Some(MOST + 59)),
        ttl("l05-ttl-2-63-stale", Some(1 << 63), MOST + 60).verifies_at("unknown", Some(MOST + 60)),
        ttl("l05-no-ttl", None, MOST + 60).verifies_at("unknown", Some(MOST + 60)),
        at("l05-no-exp", "L05").status(&valid().without(4)).verifies_at("valid", Some(0)),
        until("l05-expired-within-leeway", NOW - 59).verifies_at("valid", Some(600)),
        until("l05-expired", NOW - 60).rejects_with("status_list_expired", expired(NOW - 60)),
        at("l05-expired-and-revoked", "L05")
            .status(&issued(revoked(), 600).with(4, Cbor::uint(NOW - 60)))
            .rejects_with("status_list_expired", expired(NOW - 60)),
        at("l05-made-within-leeway", "L05")
            .status(&valid().with(6, Cbor::uint(NOW + 60)))
            .verifies_at("valid", Some(0)),
        at("l05-made-in-the-future", "L05")
            .status(&valid().with(6, Cbor::uint(NOW + 61)))
            .rejects_with("clock_implausible", json!({"checkedAt": NOW})),
        made("l05-older-than-seen", 600).seen_status(NOW - 599).distrusts("rolled_back"),
        made("l05-as-old-as-seen", 600).seen_status(NOW - 600).verifies_at("valid", Some(600)),
    ]
}

/// Row L06.
fn signers() -> Vec<Record> {
    let by = |id: &str, signer: &Signer| at(id, "L06").status_list(&status::sign(&valid(), signer));
    let under = |id: &str, entry: Labels| at(id, "L06").list(&listed(entry)).status(&valid());
    let uses = |uses: &[i64]| status_entry().with(8, Cbor::Array(uses.iter().map(|one| Cbor::Int(*one)).collect()));
    let prefix = |prefix: &str| trust::status_entry(ISSUER, &status_key(), prefix, NOW);
    let elsewhere = trust::status_entry("https://other.example", &status_key(), PREFIX, NOW);
    let renewed = signed(&[entry(), status_entry().with(4, Cbor::uint(NOW - 60)), status_entry()]);
    let lost = signed(&[entry(), status_entry(), elsewhere.clone().with(7, Cbor::uint(NOW))]);
    let mut flipped = status::sign(&valid(), &status_key());
    if let Some(byte) = flipped.last_mut() {
        *byte ^= 1;
    }
    let typ = |typ: Cbor| Sign1::new(&status_key(), typ, valid().encode()).sign(&status_key());
    vec![
        by("l06-signed-by-the-issuers-key", &issuer()).distrusts("key"),
        by("l06-signed-by-a-stranger", &Signer::named("stranger")).distrusts("signature"),
        at("l06-signature-flipped", "L06").status_list(&flipped).distrusts("signature"),
        under("l06-key-that-only-issues", uses(&[1])).distrusts("key"),
        under("l06-key-for-both", uses(&[1, 2])).verifies_at("valid", Some(0)),
        under("l06-key-without-prefixes", status_entry().without(6)).distrusts("key"),
        under("l06-key-for-another-address", prefix("https://status.example/2/")).distrusts("key"),
        under("l06-key-of-another-issuer", elsewhere).verifies_at("valid", Some(0)),
        under("l06-key-ended", status_entry().with(4, Cbor::uint(NOW - 60))).distrusts("key"),
        under("l06-key-not-yet", status_entry().with(3, Cbor::uint(NOW + 61))).distrusts("key"),
        under("l06-key-revoked", status_entry().with(7, Cbor::uint(NOW))).distrusts("key"),
        at("l06-key-renewed", "L06").list(&renewed).status(&valid()).verifies_at("valid", Some(0)),
        at("l06-key-revoked-in-another-entry", "L06").list(&lost).status(&valid()).distrusts("key"),
        at("l06-typ-of-a-token", "S20").status_list(&typ(Cbor::Int(61))).distrusts("cose"),
        at("l06-typ-of-a-trust-list", "S20").status_list(&typ(trust::typ())).distrusts("cose"),
        at("l06-list-as-a-token", "S20").token(&status::sign(&valid(), &status_key())).rejects("type_unexpected"),
    ]
}

/// Row L07, and the forms of a list.
fn forms() -> Vec<Record> {
    const MOST: usize = 256 * 1_024;
    let body = |id: &str, body: Cbor| at(id, "L07").status(&status::claims(URI, body, NOW));
    let bits = |id: &str, bits: Cbor| body(id, status_list(bits, deflated(&[0; 4]))).distrusts("bits");
    let packed = |id: &str, packed: Vec<u8>| body(id, status_list(Cbor::Int(2), packed));
    let broken = |id: &str, packed_bytes: Vec<u8>| packed(id, packed_bytes).distrusts("compression");
    let claims = |id: &str, claims: Labels, reason: &str| at(id, "L07").status(&claims).distrusts(reason);
    let (whole, mut checksum) = (deflated(&[0; 4]), deflated(&[0; 4]));
    if let Some(byte) = checksum.last_mut() {
        *byte ^= 1;
    }
    let dictionary = vec![0x78, 0x20 | 0x1d, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1];
    vec![
        bits("l07-bits-3", Cbor::Int(3)),
        bits("l07-bits-0", Cbor::Int(0)),
        bits("l07-bits-16", Cbor::Int(16)),
        bits("l07-bits-text", Cbor::text("2")),
        packed("l07-as-large-as-it-may-be", deflated(&vec![0; MOST])).verifies_at("valid", Some(0)),
        packed("l07-one-byte-too-large", deflated(&vec![0; MOST + 1])).distrusts("size"),
        packed("l07-bomb", deflated(&vec![0; 8 << 20])).distrusts("size"),
        packed("l07-list-of-no-status", deflated(&[])).rejects("status_index_out_of_range"),
        broken("l07-byte-behind-the-stream", [whole.clone(), vec![0]].concat()),
        broken("l07-stream-cut", whole[..whole.len() - 1].into()),
        broken("l07-checksum-wrong", checksum),
        broken("l07-no-stream", vec![]),
        broken("l07-raw-deflate", whole[2..whole.len() - 4].into()),
        broken("l07-preset-dictionary", dictionary),
        claims("l07-no-sub", valid().without(2), "claims"),
        claims("l07-no-iat", valid().without(6), "time"),
        claims("l07-no-list", valid().without(65533), "claims"),
        claims("l07-exp-at-iat", valid().with(4, Cbor::uint(NOW)), "time"),
        claims("l07-starts-later", valid().with(5, Cbor::uint(NOW + 1)), "time"),
        claims("l07-ttl-text", valid().with(65534, Cbor::text("1")), "time"),
        body("l07-lst-text", Cbor::Map(vec![(Cbor::text("bits"), Cbor::Int(1)), (Cbor::text("lst"), Cbor::text(""))]))
            .distrusts("claims"),
        body("status-list-with-an-aggregation", aggregated()).verifies_at("valid", Some(0)),
    ]
}

/// What the draft adds to a list for those who collect lists.
fn aggregated() -> Cbor {
    let Cbor::Map(mut entries) = statuses().to_cbor() else { return Cbor::Null };
    entries.push((Cbor::text("aggregation_uri"), Cbor::text("https://status.example/all")));
    Cbor::Map(entries)
}

/// Rows L09 and L11: what the relying party asks.
fn policies() -> Vec<Record> {
    let none = |id: &str| case(id, &["L09"]).list(&listed(status_entry())).minted(&minted()).status(&valid());
    let other = |id: &str| referring(id, "L09", Cbor::Map(vec![(Cbor::text("other"), Cbor::Int(1))]));
    vec![
        at("status-claim-without-a-list", "L11").verifies_at("unknown", None),
        at("l11-no-list-preferred", "L11").policy("prefer").verifies_at("unknown", None),
        at("l11-no-list-required", "L11").policy("require").rejects("status_unknown"),
        at("l11-required-and-valid", "L11").status(&valid()).policy("require").verifies_at("valid", Some(0)),
        at("l11-revoked-but-ignored", "L11").status(&revoked()).policy("ignore").verifies_at("not_checked", None),
        at("l11-broken-but-ignored", "L11").status_list(&[]).policy("ignore").verifies_at("not_checked", None),
        none("l09-no-claim-preferred").verifies_at("unknown", None),
        none("l09-no-claim-required").policy("require").rejects("status_missing"),
        none("l09-no-claim-ignored").policy("ignore").verifies_at("not_checked", None),
        other("l09-claim-of-another-mechanism").verifies_at("unknown", None),
        other("l09-claim-of-another-mechanism-required").policy("require").rejects("status_missing"),
    ]
}

/// Row L10, and what comes before and after the status.
fn together() -> Vec<Record> {
    let late = |id: &str, flag: &'static str| {
        let claim = reference(Cbor::uint(INDEX as u64), URI);
        let token = minted().with(CLAIM, claim).with(6, Cbor::uint(NOW - 200)).with(4, Cbor::uint(NOW - 110));
        case(id, &[flag]).list(&listed(status_entry())).minted(&token)
    };
    let expired = || json!({"expiredAt": NOW - 110, "checkedAt": NOW});
    vec![
        late("l10-expired-with-a-valid-status", "L10").status(&valid()).rejects_with("expired", expired()),
        late("l10-expired-and-revoked", "L10").status(&revoked()).rejects_with("expired", expired()),
        late("l10-expired-without-the-required-list", "L10").policy("require").rejects_with("expired", expired()),
        at("order-nonce-before-status", "order").status(&revoked()).request(request()).rejects("nonce_missing"),
        at("order-status-before-consent", "order").status(&revoked()).consent(json!(["agama"])).rejects("revoked"),
    ]
}

/// A phone was lost: the credential in it is revoked, and the person has a new one at another index. The NIK stays.
fn lost_phone() -> Vec<Record> {
    const NEW: usize = 8;
    let list = claims(&statuses().with(INDEX, 1));
    let holder = |id: &str, index: usize| {
        referring(id, "L01", reference(Cbor::uint(index as u64), URI)).status(&list).policy("require")
    };
    vec![
        holder("lost-phone-old-credential", INDEX).rejects("revoked"),
        holder("lost-phone-new-credential", NEW).verifies_at("valid", Some(0)),
    ]
}
