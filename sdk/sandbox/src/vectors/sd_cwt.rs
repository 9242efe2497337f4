//! SD-CWT presentations that verify, and the headers of their two tokens (profile §3, §4, mode S).

use super::accepted::card_without;
use super::case::{BANK, ISSUER, NONCE, NOW, Record, case, entry, issuer, nik_nama, request, request_without, signed};
use super::shown::{Shown, is_sd};
use crate::cbor::Cbor;
use crate::cose::{Sign1, headers};
use crate::holder::Holder;
use crate::minted;
use crate::sd_cwt::{Disclosure, TOP};
use crate::signer::Signer;
use crate::status;
use crate::trust;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [accepted(), of_every_field(), addressed(), outer_headers(), inner_headers(), at_the_issuer()].concat()
}

fn accepted() -> Vec<Record> {
    let both = |id: &str, shown: &Shown| shown.case(id, &["sd"]).verifies(&["nik", "nama"], nik_nama(), is_sd);
    let mut no_hash_named = Shown::new();
    no_hash_named.credential.headers.clear();
    let mut clear_nik = Shown::new().fields(&["nama"]).issued(2, Cbor::text("3171011708950003"));
    clear_nik.credential.redacted.retain(|redacted| redacted.name != "nik");
    let mut pin = Shown::new();
    pin.credential.own.push((Cbor::Int(15), Cbor::Array(vec![Cbor::Int(1)])));
    let unknown = Disclosure::new(TOP, "favourite colour", (-80_000, Cbor::text("BIRU")), "vector");
    let backwards = || Shown::new().disclosures(Shown::new().disclosures.into_iter().rev().collect());
    let p256 = Shown::by(Holder::p256("Budi"));
    vec![
        both("sd-ed25519", &Shown::new()),
        both("sd-p256", &p256),
        p256.resigned("sd-p256-other-half-of-s", &["sd"], other_half).verifies(&["nik", "nama"], nik_nama(), is_sd),
        both("sd-in-another-order", &backwards()),
        both("sd-without-sd-alg", &no_hash_named),
        both("sd-nik-in-clear", &clear_nik),
        both("sd-of-three-days", &Shown::new().issued(4, Cbor::uint(NOW - 3_600 + 72 * 3_600))),
        both("sd-with-nbf", &Shown::new().issued(5, Cbor::uint(NOW - 3_600)).claim(5, Cbor::uint(NOW))),
        both("sd-with-cti", &Shown::new().issued(7, Cbor::Bytes(vec![1])).claim(7, Cbor::Bytes(vec![2]))),
        both("sd-of-thirty-days-with-status", &with_status().issued(4, Cbor::uint(NOW - 3_600 + 30 * 86_400))),
        both("sd-unknown-claims-of-the-holder", &Shown::new().claim(-80_000, Cbor::text("note"))),
        both("sd-unknown-claim-disclosed", &Shown::new().disclosing(&unknown)),
        pin.case("sd-holder-check", &["sd"]).verifies(&["nik", "nama"], nik_nama(), |expect| {
            is_sd(expect);
            expect["levels"]["holderCheck"] = json!("pin");
        }),
        Shown::new().disclosures(vec![]).case("sd-nothing-disclosed", &["sd"]).verifies(&[], json!({}), is_sd),
        Shown::new().case("sd-one-field-released", &["sd"]).consent(json!(["nama"])).verifies(
            &["nik", "nama"],
            json!({"nama": "BUDI SANTOSO"}),
            is_sd,
        ),
    ]
}

/// The same signature with n − s: P-256 has two for each, and both are taken.
fn other_half(signature: &[u8]) -> Vec<u8> {
    use p256::ecdsa::Signature;
    let Ok(signature) = Signature::from_slice(signature) else { return vec![] };
    let (r, s) = signature.split_scalars();
    Signature::from_scalars(r, -*s).map_or_else(|_| vec![], |other| other.to_bytes().to_vec())
}

fn with_status() -> Shown {
    Shown::new().issued(status::CLAIM, status::reference(Cbor::Int(7), "https://status.example/1"))
}

fn of_every_field() -> Vec<Record> {
    let (offered, released) = card_without(&["foto", "kewarganegaraan", "berlaku_hingga"]);
    let mut citizen = Shown::new().fields(&[]);
    citizen.credential.shared.push((Cbor::Int(13), Cbor::text("IDN")));
    citizen.credential.own.push((Cbor::Int(9), Cbor::text("SEUMUR HIDUP")));
    let clear = json!({"kewarganegaraan": "IDN", "berlaku_hingga": "SEUMUR HIDUP"});
    let photo =
        Disclosure::new(169, "foto", (16, Cbor::Array(vec![Cbor::Bytes(vec![1, 2, 3]), Cbor::Int(1)])), "vector");
    let portrait = json!({"foto": {"type": "image/jpeg", "base64": "AQID"}});
    vec![
        Shown::new().fields(&offered).case("sd-every-field", &["sd"]).verifies(&offered, released, is_sd),
        citizen.case("sd-fields-in-clear", &["sd"]).verifies(&["kewarganegaraan", "berlaku_hingga"], clear, is_sd),
        Shown::new().fields(&[]).disclosing(&photo).case("sd-photo", &["sd"]).verifies(&["foto"], portrait, is_sd),
    ]
}

fn addressed() -> Vec<Record> {
    const OTHER: &str = "https://other.example";
    let asked = |id: &str, row: &'static str, shown: &Shown| shown.case(id, &["sd", row]).request(request());
    let answer = || Shown::new().claim(39, Cbor::Bytes(NONCE.into()));
    let matched = |expect: &mut Value| {
        is_sd(expect);
        expect["levels"]["audience"] = json!("matched");
        expect["levels"]["nonce"] = json!("matched");
    };
    let any = |expect: &mut Value| {
        is_sd(expect);
        expect["levels"]["audience"] = json!("any");
    };
    let nonce = |bytes: &[u8]| Shown::new().claim(39, Cbor::Bytes(bytes.into()));
    let changed: Vec<u8> = NONCE.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == 15)).collect();
    let texts = |texts: &[&str]| Cbor::Array(texts.iter().map(|text| Cbor::text(text)).collect());
    let counter = |id: &str, shown: &Shown| shown.case(id, &["sd"]).request(request_without("nonce"));
    let anybody = || Shown::new().claim(3, Cbor::text("urn:ikd:any"));
    let malformed = json!({"claim": "cnonce"});
    vec![
        asked("sd-answers-the-request", "H04", &answer()).verifies(&["nik", "nama"], nik_nama(), matched),
        asked("sd-issued-for-the-bank", "H04", &answer().issued(3, Cbor::text(BANK))).verifies(
            &["nik", "nama"],
            nik_nama(),
            matched,
        ),
        asked("h04-for-several", "H04", &answer().claim(3, texts(&[OTHER, BANK]))).verifies(
            &["nik", "nama"],
            nik_nama(),
            matched,
        ),
        asked("h04-for-another", "H04", &answer().claim(3, Cbor::text(OTHER))).rejects("audience_mismatch"),
        asked("h04-for-nobody", "H04", &answer().claim(3, texts(&[]))).rejects("audience_mismatch"),
        asked("h04-issued-for-another", "H04", &answer().issued(3, Cbor::text(OTHER))).rejects("audience_mismatch"),
        asked("h04-for-anybody", "H04", &anybody().claim(39, Cbor::Bytes(NONCE.into()))).rejects("audience_mismatch"),
        asked("h05-no-nonce", "H05", &Shown::new()).rejects("nonce_missing"),
        asked("h05-nonce-of-the-credential", "H05", &Shown::new().issued(39, Cbor::Bytes(NONCE.into())))
            .rejects("nonce_missing"),
        asked("h05-one-bit-changed", "H05", &nonce(&changed)).rejects("nonce_mismatch"),
        asked("h05-nonce-empty", "H05", &nonce(&[])).rejects_with("claim_malformed", malformed.clone()),
        asked("h05-nonce-of-text", "H05", &Shown::new().claim(39, Cbor::text("0001")))
            .rejects_with("claim_malformed", malformed),
        counter("sd-for-anybody", &anybody()).unchallenged().verifies(&["nik", "nama"], nik_nama(), any),
        counter("sd-for-anybody-not-taken", &anybody()).rejects("audience_mismatch"),
        counter("sd-for-anybody-issued-for-another", &anybody().issued(3, Cbor::text(OTHER)))
            .unchallenged()
            .rejects("audience_mismatch"),
        asked("h01-minted-in-its-place", "H01", &Shown::new()).sign1(&stripped()).rejects("type_unexpected"),
        asked("d20-a-field-that-was-not-asked", "D20", &answer().fields(&["nik", "nama", "agama"])).verifies(
            &["nik", "nama", "agama"],
            nik_nama(),
            matched,
        ),
        case("h14-a-photograph-of-a-code", &["H14"]).minted(&super::case::minted()).verifies_nik_nama(),
        asked("sd-required-field-redacted", "sd", &answer().fields(&["nama"]))
            .rejects_with("required_field_not_offered", json!({"field": "nik"})),
    ]
}

/// The SD-CWT alone, without a key binding token.
fn stripped() -> Sign1 {
    let shown = Shown::new();
    let unprotected = Cbor::labels([(17, Cbor::Array(shown.disclosures.clone()))]);
    Sign1 { unprotected, ..shown.credential.token(&issuer()) }
}

fn outer_headers() -> Vec<Record> {
    let shown = Shown::new();
    let headed =
        |id: &str, row: &'static str, headers: Vec<(i64, Cbor)>| shown.signed(id, &[row], &shown.headed(headers));
    let with = |label: i64, value: Cbor| {
        let others = shown.headers().into_iter().filter(|(own, _)| *own != label);
        others.chain([(label, value)]).collect::<Vec<_>>()
    };
    let without = |label: i64| shown.headers().into_iter().filter(|(own, _)| *own != label).collect::<Vec<_>>();
    let inner = shown.credential.token(&issuer());
    let bare = inner.wrap_bare(&issuer());
    let unprotected = |label: i64, value: Cbor| Sign1 { unprotected: Cbor::labels([(label, value)]), ..shown.token() };
    vec![
        headed("h09-no-typ", "H09", without(16)).rejects("type_unexpected"),
        headed("h09-typ-as-text", "H09", with(16, Cbor::text("application/kb+cwt"))).rejects("type_unexpected"),
        headed("s20-sd-cwt-as-kbt", "S20", vec![(1, Cbor::Int(-19)), (16, Cbor::Int(293))]).rejects("type_unexpected"),
        headed("s20-kbt-inside-a-kbt", "S20", with(13, Cbor::Raw(shown.token().with_signature(vec![0; 64]))))
            .rejects("type_unexpected"),
        headed("s20-minted-inside-a-kbt", "S20", with(13, minted_inside())).rejects("type_unexpected"),
        headed("sd-outer-crit", "sd", with(2, Cbor::Array(vec![Cbor::Int(13)]))).rejects("header_critical"),
        headed("sd-outer-kid", "sd", with(4, Cbor::Bytes(issuer().key_id()))).rejects("header_malformed"),
        headed("h08-claims-in-the-header", "H08", with(15, Cbor::labels([(1, Cbor::text(ISSUER))])))
            .rejects("header_malformed"),
        headed("sd-outer-sd-alg", "sd", with(170, Cbor::Int(-16))).rejects("header_malformed"),
        shown.signed("sd-outer-sd-claims", &["sd"], &unprotected(17, Cbor::Array(vec![]))).rejects("header_malformed"),
        shown.signed("sd-outer-alg-unprotected", &["sd"], &unprotected(1, Cbor::Int(-19))).rejects("header_malformed"),
        headed("sd-outer-no-alg", "sd", without(1)).rejects("algorithm_missing"),
        headed("sd-outer-alg-es256", "sd", with(1, Cbor::Int(-7))).rejects("algorithm_unsupported"),
        headed("sd-outer-alg-eddsa", "sd", with(1, Cbor::Int(-8))).rejects("algorithm_unsupported"),
        headed("sd-outer-alg-of-another-key", "sd", with(1, Cbor::Int(-9))).rejects("algorithm_unsupported"),
        headed("sd-no-kcwt", "sd", without(13)).rejects("header_malformed"),
        headed("sd-kcwt-as-bytes", "sd", with(13, Cbor::Bytes(shown.kcwt().encode()))).rejects("header_malformed"),
        headed("sd-kcwt-untagged", "sd", with(13, bare)).rejects("header_malformed"),
        headed("sd-kcwt-of-another-tag", "sd", with(13, Cbor::Tag(61, Box::new(shown.kcwt()))))
            .rejects_with("cbor_malformed", json!({"reason": "tag"})),
        headed("sd-kcwt-of-three", "sd", with(13, Cbor::Raw(inner.wrap(vec![Cbor::Null, Cbor::Null, Cbor::Null]))))
            .rejects("not_cose_sign1"),
        case("sd-kcwt-in-a-minted-token", &["sd"])
            .sign1(&Sign1 {
                protected: Cbor::labels([headers(&issuer(), Cbor::Int(61)), vec![(13, shown.kcwt())]].concat())
                    .encode(),
                ..inner.clone()
            })
            .rejects("header_malformed"),
        case("sd-outer-detached", &["sd"]).token(&detached(&shown.token())).rejects("payload_detached"),
    ]
}

fn detached(token: &Sign1) -> Vec<u8> {
    let parts = [Cbor::Bytes(token.protected.clone()), token.unprotected.clone(), Cbor::Null, Cbor::Bytes(vec![0; 64])];
    token.wrap(parts.into())
}

fn minted_inside() -> Cbor {
    Cbor::Raw(minted::token(&super::case::minted(), &issuer()).sign(&issuer()))
}

/// A presentation around an SD-CWT with other headers.
fn inside(id: &str, flags: &[&'static str], change: impl FnOnce(&mut Sign1)) -> super::case::Case {
    let shown = Shown::new();
    let mut token = stripped();
    change(&mut token);
    let kcwt = Cbor::Raw(token.sign(&issuer()));
    let headers = shown.headers().into_iter().filter(|(label, _)| *label != 13).chain([(13, kcwt)]).collect();
    shown.signed(id, flags, &shown.headed(headers))
}

fn inner_headers() -> Vec<Record> {
    let protected = |id: &str, flags: &[&'static str], drop: i64, add: Option<(i64, Cbor)>| {
        let all = [headers(&issuer(), Cbor::Int(293)), vec![(170, Cbor::Int(-16))]].concat();
        let labels: Vec<_> = all.into_iter().filter(|(label, _)| *label != drop).chain(add).collect();
        inside(id, flags, |token| token.protected = Cbor::labels(labels).encode())
    };
    let hash =
        |id: &str, value: Cbor| protected(id, &["D11"], 170, Some((170, value))).rejects("sd_algorithm_unsupported");
    let beside = |id: &str, flags: &[&'static str], label: i64, value: Cbor| {
        let labels = [(17, Cbor::Array(Shown::new().disclosures)), (label, value)];
        inside(id, flags, |token| token.unprotected = Cbor::labels(labels))
    };
    vec![
        hash("d11-sha-1", Cbor::Int(-14)),
        hash("d11-sha-256-64", Cbor::Int(-15)),
        hash("d11-sha-384", Cbor::Int(-43)),
        hash("d11-as-text", Cbor::text("sha-256")),
        beside("d11-sd-alg-unprotected", &["D11"], 170, Cbor::Int(-16)).rejects("header_malformed"),
        beside("d18-encrypted-disclosures", &["D18"], 18, Cbor::Array(vec![])).rejects("header_malformed"),
        protected("d18-aead", &["D18"], 0, Some((171, Cbor::Int(1)))).rejects("header_malformed"),
        protected("sd-inner-typ-minted", &["S20"], 16, Some((16, Cbor::Int(61)))).rejects("type_unexpected"),
        protected("sd-inner-typ-as-text", &["S20"], 16, Some((16, Cbor::text("application/sd-cwt"))))
            .rejects("type_unexpected"),
        protected("sd-inner-crit", &["sd"], 0, Some((2, Cbor::Array(vec![Cbor::Int(170)])))).rejects("header_critical"),
        protected("sd-inner-sd-claims-protected", &["sd"], 0, Some((17, Cbor::Array(vec![]))))
            .rejects("header_malformed"),
        protected("sd-inner-alg-esp256", &["sd"], 1, Some((1, Cbor::Int(-9)))).rejects("algorithm_unsupported"),
        protected("sd-inner-no-alg", &["sd"], 1, None).rejects("algorithm_missing"),
        protected("sd-inner-no-kid", &["sd"], 4, None).rejects("key_id_missing"),
        protected("sd-inner-kid-of-7", &["sd"], 4, Some((4, Cbor::Bytes(vec![1; 7])))).rejects("header_malformed"),
    ]
}

fn at_the_issuer() -> Vec<Record> {
    const OTHER: &str = "https://other.example";
    let shown = Shown::new();
    let under = |id: &str, entry: crate::cbor::Labels| shown.case(id, &["sd"]).list(&signed(&[entry]));
    let wrong = shown.credential.token(&issuer()).with_signature(vec![0; 64]);
    let headers = |kcwt: Cbor| -> Vec<(i64, Cbor)> {
        shown.headers().into_iter().filter(|(label, _)| *label != 13).chain([(13, kcwt)]).collect()
    };
    vec![
        shown
            .signed("sd-issuer-signature-wrong", &["sd"], &shown.headed(headers(Cbor::Raw(wrong))))
            .rejects("signature_invalid"),
        under("sd-issuer-unknown", trust::entry(ISSUER, &Signer::named("stranger"), NOW)).rejects("issuer_unknown"),
        under("sd-issuer-mismatch", trust::entry(OTHER, &issuer(), NOW)).rejects("issuer_mismatch"),
        under("sd-issuer-revoked", entry().with(7, Cbor::uint(NOW))).rejects("issuer_key_revoked"),
        under("sd-issuer-ended", entry().with(4, Cbor::uint(NOW - 60))).rejects("issuer_key_not_current"),
        under("sd-issuer-for-lists-only", entry().with(8, Cbor::Array(vec![Cbor::Int(2)])))
            .rejects("key_use_not_allowed"),
        under("sd-issuer-of-another-document", entry().with(5, Cbor::Array(vec![Cbor::Int(65002)])))
            .rejects("document_unexpected"),
        Shown::new().issued(11, Cbor::Int(65099)).case("sd-document-unknown", &["sd"]).rejects("document_unexpected"),
    ]
}
